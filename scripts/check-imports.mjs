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
const fewestModules = 120;

/** Rule → a file and what it must not import. */
const wrong = {
  'no-cycles': ['src/domain/a.ts', './b.ts'],
  resolvable: ['src/domain/bad.ts', './missing.ts'],
  'domain-imports': ['src/domain/bad.ts', '../errors.ts'],
  'domain-does-no-io': ['src/domain/bad.ts', 'node:fs'],
  'evidence-imports': ['src/evidence/bad.ts', '../services/http.ts'],
  'actions-imports': ['src/actions/bad.ts', '../terminal/paint.ts'],
  'collectors-without-packages': ['src/evidence/bad.ts', 'execa'],
  'markdown-with-its-parser-alone': ['src/runbooks/markdown/bad.ts', 'execa'],
  'markdown-parser-only-in-runbooks/markdown': ['src/commands/bad.ts', 'mdast-util-from-markdown'],
  'commands-imports': ['src/commands/bad.ts', '../services/http.ts'],
  'completion-imports': ['src/completion/bad.ts', '../shell.ts'],
  'services-imports': ['src/services/bad.ts', '../terminal/paint.ts'],
  'journal-imports': ['src/journal/bad.ts', '../services/http.ts'],
  'config-imports': ['src/config/bad.ts', '../services/http.ts'],
  'terminal-imports': ['src/terminal/bad.ts', '../services/http.ts'],
  'sandbox-imports': ['src/sandbox/bad.ts', '../services/http.ts'],
  'sandbox-only-in-its-commands': ['src/commands/health.ts', '../sandbox/index.ts'],
  'edge-only-in-bin': ['src/commands/bad.ts', '../host.ts'],
  'nothing-from-tests': ['src/commands/bad.ts', '../../test/clock.ts'],
  'terminal-libraries-only-in-terminal': ['src/commands/bad.ts', 'chalk'],
  'sdks-only-in-services': ['src/commands/bad.ts', '@octokit/rest'],
  'commander-only-in-cli': ['src/commands/bad.ts', 'commander'],
};
const innocent = [
  'src/domain/b.ts',
  'src/errors.ts',
  'src/host.ts',
  'src/shell.ts',
  'src/services/http.ts',
  'src/terminal/paint.ts',
  'src/sandbox/index.ts',
  'test/clock.ts',
];

async function violations(baseDir, folders) {
  const { output } = await cruise(
    folders,
    { ruleSet: { forbidden: config.forbidden }, validate: true, ...config.options, baseDir },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  return output.summary;
}

/** The names of the rules that a source tree with nothing but wrong imports violates. */
async function caught() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-imports-'));
  try {
    const texts = new Map(innocent.map((file) => [file, 'export const here = 1;\n']));
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
