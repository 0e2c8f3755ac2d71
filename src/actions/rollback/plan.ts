import type { BuildInfo } from '../../domain/deploys/build-info.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { liveByDeploys } from '../../domain/deploys/live.ts';
import { compareTags, sameVersion, tagFormatOf, tagOf } from '../../domain/deploys/version-tag.ts';
import type { FactOrTrouble, RollbackFacts } from '../../domain/rollback/facts.ts';
import { rollbackGuards } from '../../domain/rollback/guards.ts';
import {
  type Candidate,
  proposedVersion,
  rollbackCandidates,
} from '../../domain/rollback/proposal.ts';
import { ranHere } from '../../domain/rollback/ran-here.ts';
import { say } from '../../domain/text/language.ts';
import type { PipelineFile } from '../../ports/deploys.ts';
import type { VersionComparison } from '../../ports/repository.ts';
import type { Commits, RollbackParts, RollbackPlan, VersionFacts } from './parts.ts';
import { askBuildInfo, type Preflight, readPreflight, waitForRunning } from './preflight.ts';

/** Reads everything, all of it at once where it can be, and judges every guard. */
export async function planRollback(parts: RollbackParts): Promise<RollbackPlan> {
  if (parts.request.waitForRunning) await waitForRunning(parts);
  const { terminal } = parts.context;
  const progress = terminal.progress(
    terminal.screen.say(
      say(
        'reading what is served, the tags and the runs',
        '제공 중인 버전, 태그, 실행 기록을 읽는 중',
      ),
    ),
  );
  try {
    return await readPlan(parts);
  } finally {
    progress.stop();
  }
}

async function readPlan(parts: RollbackParts): Promise<RollbackPlan> {
  const { environment, request, deploys, site } = parts;
  const readAt = parts.context.clock.now();
  const buildInfo = askBuildInfo(parts);
  const early = changesFromServed(parts, buildInfo);
  const read = await readPreflight(parts, buildInfo);
  const served = servedOf(read, environment);
  const { tags } = read;
  const candidates = candidatesOf(read, served, tags, parts);
  const target = request.version ?? proposedVersion(candidates);
  const missing = target !== null && 'value' in tags && !tags.value.has(target);
  const changes = missing
    ? nothingToCompare
    : ((await early) ?? (await changesBetween(parts, served, target)));
  const inputs = inputsOf(
    parts,
    target,
    'value' in read.pipelineFile ? read.pipelineFile.value : null,
  );
  return {
    environment,
    key: `${environment}/${target ?? 'none'}`,
    guards: rollbackGuards({
      ...factsOf(parts, read, served, tags, target),
      inputs,
      meant: candidates.find(({ version }) => sameVersion(version, target ?? ''))?.version,
    }),
    current: 'value' in served ? factsOfCurrent(read, served.value.version, candidates) : null,
    target: target === null ? null : factsOfTarget(target, candidates, changes),
    proposed: request.version === null,
    candidates,
    changes: 'value' in changes ? changes.value.shown : null,
    workflow: { name: deploys.pipeline, ref: deploys.ref, url: deploys.pipelineUrl },
    inputs,
    reviewers: read.protection?.reviewers ?? [],
    waitMinutes: read.protection?.waitMinutes ?? 0,
    invalidates: request.invalidate ? (site.cdn?.id ?? null) : null,
    reason: request.reason,
    newestRun: { id: newestId(read), readAt },
    notes:
      'trouble' in changes && target !== null && !missing ? [`commits: ${changes.trouble}`] : [],
  };
}

function asked<A, B>(from: FactOrTrouble<A>, map: (value: A) => B): FactOrTrouble<B> {
  return 'value' in from ? { value: map(from.value) } : from;
}

/** From build-info.json; where that cannot be read (the site may be down), from the last deploy. */
function servedOf(read: Preflight, environment: string): RollbackFacts['served'] {
  if ('value' in read.buildInfo) {
    return { value: { version: read.buildInfo.value.version, source: 'build-info' } };
  }
  const { version, doubt } = liveByDeploys(deploysOf(read), environment);
  const trouble = [read.buildInfo.trouble, ...(doubt === null ? [] : [doubt])].join('; ');
  return version === null ? { trouble } : { value: { version, source: 'deploys' } };
}

function newestId(read: Preflight): number {
  return 'value' in read.runs ? Math.max(0, ...read.runs.value.map(({ id }) => id)) : 0;
}

function deploysOf(read: Preflight): readonly Deploy[] {
  return 'value' in read.history ? read.history.value.deploys : [];
}

function candidatesOf(
  read: Preflight,
  served: RollbackFacts['served'],
  tags: FactOrTrouble<ReadonlySet<string>>,
  { environment, request, deploys }: RollbackParts,
): readonly Candidate[] {
  // Of a version that was named the others' tags are not asked for: nothing is said of them.
  const known = request.version !== null ? null : 'value' in tags ? tags.value : new Set<string>();
  const now = 'value' in served ? served.value.version : null;
  const perhaps =
    'value' in read.buildInfo ? [] : liveByDeploys(deploysOf(read), environment).perhaps;
  const format = tagFormatOf(deploys.tagFormat);
  const { forward } = request;
  return rollbackCandidates(deploysOf(read), environment, now, known, forward, perhaps, format);
}

function factsOf(
  { context, deploys, environment, request }: RollbackParts,
  read: Preflight,
  served: RollbackFacts['served'],
  tags: FactOrTrouble<ReadonlySet<string>>,
  target: string | null,
): RollbackFacts {
  const state = 'value' in read.pipelineState ? read.pipelineState.value : null;
  const pipeline = asked(read.pipelineFile, (file) => (file === null ? null : { ...file, state }));
  return {
    target,
    environment,
    ...lifeOf(read, environment, request.version),
    firstDeploy: request.firstDeploy,
    forward: request.forward,
    mayPropose: request.version !== null || isAsked(context),
    served,
    tags,
    pipeline: 'trouble' in read.pipelineState ? read.pipelineState : pipeline,
    pipelineName: deploys.pipeline,
    ref: deploys.ref,
    versionInput: deploys.versionInput,
    environmentInput: deploys.environmentInput,
    reasonInput: deploys.reasonInput,
    inFlight: inFlightOf(read),
    token: read.access,
    format: tagFormatOf(deploys.tagFormat),
    command: context.host.typed,
  };
}

/** What is proposed was live. */
function lifeOf(
  { history }: Preflight,
  environment: string,
  version: string | null,
): Pick<RollbackFacts, 'ranHere'> {
  if (version === null) return {};
  if ('trouble' in history) return { ranHere: { known: 'not told', why: history.trouble } };
  const { deploys, whole } = history.value;
  return { ranHere: ranHere(deploys, whole, environment, version) };
}

function inFlightOf({ runs, inFlight }: Preflight): Preflight['inFlight'] {
  if ('trouble' in runs || 'trouble' in inFlight) return 'trouble' in runs ? runs : inFlight;
  const all = [...inFlight.value, ...runs.value.filter(({ status }) => status !== 'completed')];
  return { value: [...new Map(all.map((run) => [run.id, run])).values()] };
}

/** Consent that was given beforehand is consent to a version that was named. */
function isAsked({ terminal, host }: RollbackParts['context']): boolean {
  return terminal.interactive && !/ --confirm(?:[ =]|$)/.test(host.typed);
}

interface Changes {
  readonly shown: Commits;
  readonly targetAt: number | null;
}

const nothingToCompare = { trouble: 'there is nothing to compare' };

/**
 * The commits between what is served and a version that was named, asked as soon as it is known what is
 * served, while the other reads are still under way; undefined where that cannot be.
 */
async function changesFromServed(
  parts: RollbackParts,
  buildInfo: Promise<FactOrTrouble<BuildInfo>>,
): Promise<FactOrTrouble<Changes> | undefined> {
  const read = await buildInfo.catch(() => undefined);
  const wanted = parts.request.version;
  if (wanted === null || read === undefined || !('value' in read)) return undefined;
  const { version } = read.value;
  return changesBetween(parts, { value: { version, source: 'build-info' } }, wanted);
}

async function changesBetween(
  { deploys }: RollbackParts,
  served: RollbackFacts['served'],
  target: string | null,
): Promise<FactOrTrouble<Changes>> {
  const format = tagFormatOf(deploys.tagFormat);
  const spelling = { format, like: target };
  const from = 'value' in served ? tagOf(served.value.version, spelling) : undefined;
  if (target === null || from === undefined) return nothingToCompare;
  const leave = (compareTags(target, from, format) ?? 0) <= 0;
  const [base, head] = leave ? [target, from] : [from, target];
  try {
    const comparison = await deploys.compare(base, head);
    return {
      value: { shown: shownCommits(comparison, leave), targetAt: targetTime(comparison, leave) },
    };
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    return { trouble: thrown.message };
  }
}

function shownCommits({ aheadBy, commits }: VersionComparison, leave: boolean): Commits {
  const shown = commits.slice(0, 10).map(({ sha, title, author }) => ({ sha, title, author }));
  return { direction: leave ? 'leave' : 'reach', count: aheadBy, commits: shown };
}

function targetTime({ baseAt, commits }: VersionComparison, leave: boolean): number | null {
  return leave ? baseAt : (commits[0]?.at ?? baseAt);
}

function deployedAt(version: string, candidates: readonly Candidate[]): number | null {
  return (
    candidates.find((candidate) => sameVersion(version, candidate.version))?.deployedAt ?? null
  );
}

function factsOfCurrent(
  read: Preflight,
  version: string,
  candidates: readonly Candidate[],
): VersionFacts {
  const info = 'value' in read.buildInfo ? read.buildInfo.value : null;
  return {
    version,
    commit: info?.commit ?? null,
    builtAt: info?.builtAt ?? null,
    deployedAt: deployedAt(version, candidates),
  };
}

function factsOfTarget(
  version: string,
  candidates: readonly Candidate[],
  changes: FactOrTrouble<Changes>,
): VersionFacts {
  const builtAt = 'value' in changes ? changes.value.targetAt : null;
  return { version, commit: null, builtAt, deployedAt: deployedAt(version, candidates) };
}

/**
 * The version; the environment, where the workflow asks for it and would take another by itself; the reason,
 * where the config names an input for it and one is given; and what the config always sends.
 */
function inputsOf(
  { deploys, environment, request }: RollbackParts,
  target: string | null,
  file: PipelineFile | null,
): Record<string, string> {
  if (target === null) return {};
  const { fixedInputs, environmentInput = 'environment', reasonInput } = deploys;
  const input = file?.inputs.find(({ name }) => name === environmentInput);
  const must = input !== undefined && input.default !== environment;
  const { reason } = request;
  return {
    ...fixedInputs,
    ...(reasonInput === undefined || reason === null ? {} : { [reasonInput]: reason }),
    ...(must ? { [environmentInput]: environment } : {}),
    [deploys.versionInput]: target,
  };
}
