/*
 * What is mutated where nothing is named, and which tests a file has to be noticed by: those of the mirrored folder,
 * so that a fault shows beside the code that has it and not only three layers above.
 */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const folders = [
  'src/domain/rollback',
  'src/runbooks/engine.ts',
  'src/journal',
  'src/actions/protocol',
  'src/actions/rollback',
  'src/actions/cdn',
  'src/actions/paging',
];

/** Where the behaviour of a folder is tested through what uses it. */
const alsoTestedBy = {
  'src/journal/reading.ts': ['test/journal/large/*.test.ts'],
  'src/journal/scan.ts': ['test/journal/large/*.test.ts'],
  'src/actions/protocol/': ['test/actions/*.test.ts'],
};

/** Files that hold types, or nothing but how a plan or a result is worded. */
const withoutBehaviour = /(?:^|[/-])(?:types|plan-view|report|wording|.*-text)\.ts$/;

export function sourcesIn(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !withoutBehaviour.test(name))
    .map((name) => `${path.replace(/\/$/, '')}/${name}`)
    .toSorted();
}

/** Files of a folder of slow tests whose own tests are enough, and far quicker. */
const testedByTheirOwn = {
  'src/journal/driver.ts': ['driver', 'lock'],
  'src/journal/line.ts': ['line', 'writer'],
  'src/journal/lock.ts': ['lock', 'disk'],
  'src/journal/record-id.ts': ['record-id', 'disk'],
  'src/journal/one-at-a-time.ts': ['one-at-a-time'],
  'src/journal/unrecorded.ts': ['unrecorded'],
  'src/journal/writer.ts': ['writer'],
};

/** The patterns of the tests of one source file. */
export function testsOf(source) {
  const mirrored = dirname(source).replace(/^src/, 'test');
  const own = (testedByTheirOwn[source] ?? ['*']).map((name) => `${mirrored}/${name}.test.ts`);
  const others = Object.entries(alsoTestedBy).filter(([folder]) => source.startsWith(folder));
  return [...own, ...others.flatMap(([, patterns]) => patterns)];
}
