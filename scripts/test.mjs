/*
 * The whole of `npm test`: the checks of the structure, then vitest, then one line that counts both. With
 * `--checks` the checks alone.
 */
import { join } from 'node:path';
import { bin, root, run } from './run-program.mjs';
import { runVitest } from './run-vitest.mjs';
import { countLine } from './test-counts.mjs';

const script = (name) => [process.execPath, join(root, 'scripts', name)];

const checks = {
  'types (tsc)': [...bin('typescript/bin/tsc'), '--noEmit', '-p', '.'],
  'lint and format (biome)': [...bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'],
  'no promise left alone (oxlint)': script('check-promises.mjs'),
  'import rules (dependency-cruiser)': script('check-imports.mjs'),
  folders: script('check-folders.mjs'),
  'dead code (knip)': [...bin('knip/bin/knip.js'), '--no-progress'],
  'duplicate code (jscpd)': script('check-duplicates.mjs'),
};

async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  for (const [name, command] of Object.entries(checks)) {
    const { code, output } = await run(command);
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      console.log(output.trimEnd());
    }
  }
  return counts;
}

const structure = await runChecks();
const tests = process.argv.includes('--checks')
  ? { passed: 0, failed: 0, skipped: 0 }
  : await runVitest(['unit', 'e2e']);
const counts = {
  passed: structure.passed + tests.passed,
  failed: structure.failed + tests.failed,
  skipped: tests.skipped,
};
console.log(countLine(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
