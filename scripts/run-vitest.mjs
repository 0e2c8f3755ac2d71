/* Runs vitest's projects and counts what became of their tests. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, run } from './run-program.mjs';
import { countsOf } from './test-counts.mjs';

/**
 * `{ passed, failed, skipped }` of some projects; their output is shown. With `maySkipAll` a run in which every test
 * was skipped is no failure.
 */
export async function runVitest(projects, { maySkipAll = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-tests-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await run(
      [
        ...bin('vitest/vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      true,
    );
    return countsOf(JSON.parse(readFileSync(file, 'utf8')), code, { maySkipAll });
  } catch (error) {
    console.log(`vitest left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
