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
  'src/actions/protocol/perform.ts': ['test/actions/perform-in-incident.test.ts'],
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
  'src/actions/cdn/environment.ts': ['action'],
  'src/actions/cdn/invalidate.ts': ['action'],
  'src/actions/paging/change-page.ts': ['change-page', 'change-page-lines'],
  'src/actions/protocol/consent.ts': ['consent', 'perform'],
  'src/actions/protocol/follow.ts': ['follow'],
  'src/actions/protocol/incident-journal.ts': ['incident-journal', 'incident-lines'],
  'src/actions/protocol/perform.ts': ['perform', 'second-plan'],
  'src/actions/protocol/read-back.ts': ['read-back'],
  'src/actions/protocol/result.ts': ['result'],
  'src/actions/protocol/same-write.ts': ['same-write', 'known-write'],
  'src/actions/protocol/stopped.ts': ['stopped'],
  'src/actions/protocol/within-time.ts': ['within-time'],
  'src/domain/errors/client-split.ts': ['client-split'],
  'src/domain/errors/correlation.ts': ['correlation'],
  'src/domain/errors/earlier-days.ts': ['earlier-days'],
  'src/domain/errors/foreign-host.ts': ['foreign-host'],
  'src/domain/errors/mentions.ts': ['mentions'],
  'src/domain/errors/rate.ts': ['rate'],
  'src/domain/errors/recovery.ts': ['recovery'],
  'src/domain/errors/silence.ts': ['silence'],
  'src/domain/errors/suspect.ts': ['suspect'],
  'src/domain/errors/told-minutes.ts': ['told-minutes'],
  'src/domain/errors/traffic.ts': ['traffic'],
  'src/journal/driver.ts': ['driver', 'lock'],
  'src/journal/file-stamp.ts': ['kept-scans'],
  'src/journal/incidents-named.ts': ['kept-scans'],
  'src/journal/kept-scans.ts': ['kept-scans'],
  'src/journal/line.ts': ['line', 'writer'],
  'src/journal/lock.ts': ['lock', 'disk'],
  'src/journal/record-id.ts': ['record-id', 'disk'],
  'src/journal/one-at-a-time.ts': ['one-at-a-time'],
  'src/journal/reading.ts': ['reading'],
  'src/journal/scan.ts': ['scan'],
  'src/journal/state-folder.ts': ['state-folder'],
  'src/journal/troubles.ts': ['troubles'],
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
