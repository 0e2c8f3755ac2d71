/*
 * npm run mutation [-- PATH…] [--concurrency N] [--force]: changes the code in small ways and counts how many of
 * these changes the tests notice. PATH is a file or folder of src, by default those of scripts/mutation/folders.mjs.
 * A file's result is kept (scripts/mutation/kept.mjs): a run that was stopped goes on, and only what changed is run
 * again. Not part of the test command: it takes an hour. Exit code 1 where the tests of a file fail unmutated.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { folders, sourcesIn, testsOf } from './mutation/folders.mjs';
import { forgetStatic, incrementalFile, keep, keyOf, readKept } from './mutation/kept.mjs';
import { summary, survivors } from './mutation/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    concurrency: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    force: { type: 'boolean', default: false },
  },
});

function strykerOptions(source, work) {
  mkdirSync(join(root, 'node_modules/.cache/tsops-mutation'), { recursive: true });
  return {
    mutate: [source],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(root, 'scripts/mutation/ignore-wording.mjs')],
    vitest: { configFile: 'scripts/mutation/vitest.config.mjs', related: true },
    ignorers: ['wording'],
    ignorePatterns: ['dist', 'coverage', 'docs/screens'],
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: incrementalFile(source),
    force: options.force,
    concurrency: Number(options.concurrency),
    reporters: ['progress-append-only'],
    clearTextReporter: { allowColor: false },
    allowConsoleColors: false,
    logLevel: 'error',
    tempDirName: work,
    // Removed below: a worker that ends may still write into it.
    cleanTempDir: false,
    disableTypeChecks: false,
    timeoutMS: 10_000,
  };
}

/** The text of a place in a file, as Stryker gives it: lines and columns from 1. */
function textAt(lines, { start, end }) {
  const part = lines.slice(start.line - 1, end.line);
  part[part.length - 1] = part.at(-1).slice(0, end.column - 1);
  part[0] = part[0].slice(start.column - 1);
  return part.join('\n');
}

/** Runs the mutants of one source against its tests. */
async function mutate(source) {
  // Outside the repository, so that no other tool comes upon the copy.
  const work = mkdtempSync(join(tmpdir(), 'tsops-mutation-'));
  const lines = readFileSync(join(root, source), 'utf8').split('\n');
  try {
    const results = await new Stryker(strykerOptions(source, work)).runMutationTest();
    return results.map(({ location, mutatorName, replacement = '', status }) => ({
      file: source,
      line: location.start.line,
      mutator: mutatorName,
      was: textAt(lines, location),
      becomes: replacement,
      status,
    }));
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The mutants of one source, kept or run; null where it could not be run. */
async function mutantsOf(source) {
  const tests = testsOf(source);
  const key = keyOf(root, source, tests);
  const kept = options.force ? null : readKept(root, source, key);
  if (kept !== null) return kept;
  process.env.MUTATION_TESTS = JSON.stringify(tests);
  try {
    forgetStatic(root, source);
    const mutants = await mutate(source);
    keep(root, source, key, mutants);
    return mutants;
  } catch (error) {
    console.error(`${source}: ${error.message}`);
    process.exitCode = 1;
    return null;
  }
}

const rows = [];
for (const path of positionals.length > 0 ? positionals : folders) {
  const name = relative(root, join(root, path));
  const ofFolder = [];
  for (const source of sourcesIn(root, name)) {
    const mutants = await mutantsOf(source);
    if (mutants === null) continue;
    ofFolder.push(...mutants);
    console.log(summary([[source, mutants]])[1]);
  }
  rows.push([name, ofFolder]);
}
console.log(`\n${summary(rows).join('\n')}`);
const left = survivors(rows.flatMap(([, mutants]) => mutants));
if (left.length > 0) console.log(`\nNot noticed:\n${left.join('\n')}`);
