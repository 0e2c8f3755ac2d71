/*
 * What is mutated where nothing is named, and which tests a file has to be noticed by: those of the mirrored folder,
 * so that a fault shows beside the code that has it and not only three layers above.
 */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
const withoutBehaviour = /(?:^|[/-])(?:types|hypotheses|plan-view|report|wording|.*-text)\.ts$/;

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
  'src/actions/cdn/reconcile.ts': ['reconcile'],
  'src/actions/cdn/reference.ts': ['reference'],
  'src/actions/paging/change-page.ts': ['change-page', 'change-page-lines'],
  'src/actions/paging/reconcile.ts': ['reconcile'],
  'src/actions/protocol/consent.ts': ['consent', 'perform'],
  'src/actions/protocol/follow.ts': ['follow'],
  'src/actions/protocol/incident-journal.ts': ['incident-journal', 'incident-lines'],
  'src/actions/protocol/perform.ts': ['perform', 'second-plan'],
  'src/actions/protocol/read-back.ts': ['read-back'],
  'src/actions/protocol/result.ts': ['result'],
  'src/actions/protocol/same-write.ts': ['same-write', 'known-write'],
  'src/actions/protocol/stopped.ts': ['stopped'],
  'src/actions/protocol/within-time.ts': ['within-time'],
  'src/actions/rollback/look.ts': ['look', 'reconcile'],
  'src/actions/rollback/reconcile.ts': ['reconcile'],
  'src/actions/rollback/reconcile-approval.ts': ['reconcile-approval'],
  'src/actions/rollback/second-run.ts': ['second-run'],
  'src/actions/rollback/verify.ts': ['verify'],
  'src/domain/diagnosis/deployment.ts': ['deployment', 'deployment-not-tied'],
  'src/domain/diagnosis/errors.ts': ['errors', 'errors-unseen'],
  'src/domain/diagnosis/site-observations.ts': ['site-observations', 'site'],
  'src/domain/diagnosis/site.ts': ['site', 'site-walk'],
  'src/domain/diagnosis/speed.ts': ['speed', 'speed-causes'],
  'src/domain/diagnosis/suspicion.ts': ['suspicion', 'suspicion-limits', 'suspicion-runs'],
  'src/evidence/reading/build-info.ts': ['build-info-reads'],
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

/** Folders of which the test of a file's own name is enough, unless the table above names others. */
const eachByItsName = ['src/domain/diagnosis', 'src/domain/errors'];

/** The patterns of the tests of one source file. */
export function testsOf(source) {
  const folder = dirname(source);
  const mirrored = folder.replace(/^src/, 'test');
  const usual = eachByItsName.includes(folder) ? [basename(source, '.ts')] : ['*'];
  const own = (testedByTheirOwn[source] ?? usual).map((name) => `${mirrored}/${name}.test.ts`);
  const others = Object.entries(alsoTestedBy).filter(([path]) => source.startsWith(path));
  return [...own, ...others.flatMap(([, patterns]) => patterns)];
}
