/*
 * The whole of `npm test`: the checks of the structure, then vitest, then one line that counts both. With
 * `--checks` the checks alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countLine, countsOf } from './test-counts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (path) => [process.execPath, join(root, 'node_modules', path)];
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

/** Runs a program to its end: `{ code, output }`, or with `shown` passes its output through. */
function run([file, ...args], shown = false) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: shown ? 'inherit' : 'pipe' });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

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

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-tests-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await run(
      [
        ...bin('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      true,
    );
    return countsOf(JSON.parse(readFileSync(file, 'utf8')), code);
  } catch (error) {
    console.log(`vitest left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const structure = await runChecks();
const tests = process.argv.includes('--checks')
  ? { passed: 0, failed: 0, skipped: 0 }
  : await runTests();
const counts = {
  passed: structure.passed + tests.passed,
  failed: structure.failed + tests.failed,
  skipped: tests.skipped,
};
console.log(countLine(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
