/*
 * Refuses a promise that nobody waits for: a dropped `await` before a write lets the effect leave before its line of
 * the journal is on disk. It fails unless it has read the whole source tree, and unless it finds the one planted here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fewestFiles = 800;
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
function lint(...paths) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [oxlint, '--type-aware', '--config', '.oxlintrc.json', ...paths],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}`.trim() };
}

function findsThePlantedOne() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-promises-'));
  try {
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
    writeFileSync(
      join(folder, 'floating.ts'),
      'async function append(): Promise<void> {}\nexport function act(): void {\n  append();\n}\n',
    );
    const { status, output } = lint(folder);
    return status !== 0 && output.includes('no-floating-promises');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { status, output } = lint('src', 'bin');
const files = Number(/on (\d+) files/.exec(output)?.[1] ?? 0);
if (status !== 0) console.error(output);
if (files < fewestFiles) console.error(`Only ${files} files were read; there are more.`);
const found = findsThePlantedOne();
if (!found) console.error('A planted promise was not found.');
console.log(`${files} files`);
process.exitCode = status === 0 && files >= fewestFiles && found ? 0 : 1;
