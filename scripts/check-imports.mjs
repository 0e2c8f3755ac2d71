/*
 * Checks who imports whom. Rules that look at nothing pass too: so this fails unless it has seen the whole
 * source tree, and unless each rule catches the wrong import that is written down for it here.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const fewestModules = 800;

/** Rule → a file and what it must not import. */
const wrong = {
  'no-cycles': ['src/domain/a.ts', './b.ts'],
  resolvable: ['src/domain/bad.ts', './missing.ts'],
  'domain-imports': ['src/domain/bad.ts', '../contract/errors.ts'],
  'ground-imports': ['src/domain/text/bad.ts', '../b.ts'],
  'domain-does-no-io': ['src/domain/bad.ts', 'node:fs'],
  'ports-imports': ['src/ports/bad.ts', '../contract/errors.ts'],
  'contract-imports': ['src/contract/bad.ts', '../terminal/paint.ts'],
  'config-imports': ['src/config/bad.ts', '../services/http/client.ts'],
  'evidence-imports': ['src/evidence/cdn/bad.ts', '../../services/http/client.ts'],
  'evidence-apart': ['src/evidence/cdn/bad.ts', '../errors/rate.ts'],
  'actions-imports': ['src/actions/cdn/bad.ts', '../../terminal/paint.ts'],
  'actions-apart': ['src/actions/cdn/bad.ts', '../paging/page.ts'],
  'collectors-without-packages': ['src/evidence/bad.ts', 'execa'],
  'markdown-with-its-parser-alone': ['src/runbooks/markdown/bad.ts', 'execa'],
  'markdown-parser-only-in-runbooks/markdown': ['src/commands/bad.ts', 'mdast-util-from-markdown'],
  'runbooks-imports': ['src/runbooks/bad.ts', '../commands/table.ts'],
  'commands-imports': ['src/commands/bad.ts', '../services/http/client.ts'],
  'commands-apart': ['src/commands/health/bad.ts', '../version/command.ts'],
  'completion-imports': ['src/completion/bad.ts', '../terminal/paint.ts'],
  'services-imports': ['src/services/aws/bad.ts', '../../terminal/paint.ts'],
  'services-apart': ['src/services/aws/bad.ts', '../slack/client.ts'],
  'journal-imports': ['src/journal/bad.ts', '../services/http/client.ts'],
  'terminal-imports': ['src/terminal/bad.ts', '../services/http/client.ts'],
  'sandbox-imports': ['src/sandbox/bad.ts', '../services/http/client.ts'],
  'sandbox-only-in-its-commands': ['src/commands/health/bad.ts', '../../sandbox/index.ts'],
  'app-only-in-bin': ['src/commands/bad.ts', '../app/host.ts'],
  'nothing-from-tests': ['src/commands/bad.ts', '../../test/clock.ts'],
  'terminal-libraries-only-in-terminal': ['src/commands/bad.ts', 'chalk'],
  'sdks-only-in-services': ['src/commands/bad.ts', '@octokit/rest'],
  'commander-only-in-app': ['src/commands/bad.ts', 'commander'],
  'zod-as-mini': ['src/commands/bad.ts', 'zod'],
};
async function violations(baseDir, folders) {
  const { output } = await cruise(
    folders,
    { ruleSet: { forbidden: config.forbidden }, validate: true, ...config.options, baseDir },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  return output.summary;
}

const here = 'export const here = 1;\n';

/** The names of the rules that a source tree with nothing but wrong imports violates. */
async function caught() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-imports-'));
  try {
    const texts = new Map();
    for (const [file, target] of Object.values(wrong)) {
      const innocent = target.startsWith('.') ? join(dirname(file), target) : undefined;
      if (innocent !== undefined && !/missing/.test(innocent)) texts.set(innocent, here);
    }
    for (const [file, target] of Object.values(wrong)) {
      texts.set(file, `${texts.get(file) ?? ''}import '${target}';\n`);
    }
    texts.set('src/domain/b.ts', "import './a.ts';\n");
    for (const [file, text] of texts) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const summary = await violations(folder, ['src', 'test']);
    return new Set(summary.violations.map(({ rule }) => rule.name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const found = await caught();
const blind = config.forbidden.filter(({ name }) => !found.has(name)).map(({ name }) => name);
const summary = await violations(root, ['bin', 'src']);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (blind.length > 0) console.error(`These rules catch nothing: ${blind.join(', ')}`);
if (summary.totalCruised < fewestModules) {
  console.error(`Only ${summary.totalCruised} modules were looked at; there are more.`);
}
const good =
  summary.violations.length === 0 && blind.length === 0 && summary.totalCruised >= fewestModules;
console.log(`${summary.totalCruised} modules, ${config.forbidden.length} import rules`);
process.exitCode = good ? 0 : 1;
