import { TsopsError } from '../../contract/errors.ts';
import {
  environmentOfJobs,
  environmentOfRun,
  type PipelineNames,
} from '../../domain/deploys/deployed-where.ts';
import { byStart, type Deploy, deployTo } from '../../domain/deploys/history.ts';
import { noTagsKnown, type TagsKnown } from '../../domain/deploys/title-version.ts';
import type { DeployRun, Deploys } from '../../ports/deploys.ts';
import type { Reading } from '../../ports/repository.ts';

type Source = Pick<Deploys, 'runs'> &
  Partial<Pick<Deploys, 'pipelineFile' | 'jobs' | 'deployedTo' | 'attempt'>>;

export interface HistoryOptions {
  /** Runs of the first page; 1 to 100. */
  readonly limit?: number;
  readonly reading?: Reading;
  /** Where given, pages are read on until it is true, or there are no more, or the bound is reached. */
  readonly enough?: (deploys: readonly Deploy[]) => boolean;
  /** The tags and their form, as far as they are known: then a title's version is one of them. */
  readonly known?: TagsKnown;
  /** Further pages at most, of 100 runs each; default as many as the walk may cost. */
  readonly pages?: number;
  /** All attempts of a run that was run again, not only the last that succeeded. */
  readonly everyAttempt?: boolean;
  /** Requests that the walk may cost at most; default 400. */
  readonly requests?: number;
}

export interface WalkedHistory {
  /** Newest start first. */
  readonly deploys: readonly Deploy[];
  /** There are no earlier runs than these. */
  readonly whole: boolean;
}

/** Requests that one walk may cost at most. */
const mostRequests = 400;
const fullPage = 100;
/** Runs whose jobs are asked where they went, if not more are wanted. */
const askedOfPage = 12;
const attemptsBack = 5;

/**
 * The runs of the deploy workflow as deploys, all environments, newest start first. `environments` are the
 * configured names. Throws what the port throws for the first page; what later ones lack is left out.
 */
export async function deployHistory(
  deploys: Source,
  environments: readonly string[],
  options: HistoryOptions = {},
): Promise<readonly Deploy[]> {
  const { limit = 50, reading } = options;
  const first = await deploys.runs({ limit }, reading);
  return (await historyFrom(deploys, environments, first, options)).deploys;
}

/** As `deployHistory`, where the first page (of `limit` runs) has been read already. */
export async function historyFrom(
  source: Source,
  environments: readonly string[],
  first: readonly DeployRun[],
  {
    limit = 50,
    reading,
    enough,
    known: tags = noTagsKnown,
    pages = mostRequests,
    everyAttempt = false,
    requests = mostRequests,
  }: HistoryOptions = {},
): Promise<WalkedHistory> {
  const left = { requests: requests - 1 };
  const walk = { source, environments, reading, tags, everyAttempt, left };
  const seen = new Map<number, DeployRun>(first.map((run) => [run.id, run]));
  const known = await deploysOf(walk, first, enough);
  const from = limit < fullPage ? 1 : 2;
  let page = from;
  let last = first.length < limit;
  while (
    enough !== undefined &&
    !last &&
    !enough(known) &&
    walk.left.requests > 0 &&
    page - from < pages
  ) {
    walk.left.requests -= 1;
    const runs = await source
      .runs({ limit: fullPage, page }, reading)
      .catch((thrown: unknown) => nullOrThrow(thrown, reading));
    if (runs === null) break;
    const fresh = runs.filter(({ id }) => !seen.has(id));
    for (const run of fresh) seen.set(run.id, run);
    known.push(...(await deploysOf(walk, fresh, (more) => enough([...known, ...more]))));
    last = runs.length < fullPage || (fresh.length === 0 && page > 1);
    page += 1;
  }
  return { deploys: known.sort(byStart), whole: last };
}

interface Walk {
  readonly source: Source;
  readonly environments: readonly string[];
  readonly reading: Reading | undefined;
  readonly tags: TagsKnown;
  readonly everyAttempt: boolean;
  readonly left: { requests: number };
  pipeline?: PipelineNames | null;
}

function nullOrThrow(thrown: unknown, reading: Reading | undefined): null {
  reading?.signal?.throwIfAborted();
  if (thrown instanceof TsopsError) return null;
  throw thrown;
}

async function deploysOf(
  walk: Walk,
  runs: readonly DeployRun[],
  enough: HistoryOptions['enough'],
): Promise<Deploy[]> {
  const { environments } = walk;
  const silent = runs.some(
    (run) => environmentOfRun(run.title, environments, undefined) === undefined,
  );
  if (silent) await readPipeline(walk);
  const found: Deploy[] = [];
  let asked = 0;
  for (const run of runs) {
    let environment = environmentOfRun(run.title, environments, walk.pipeline);
    const ask = () => (enough === undefined ? asked < askedOfPage : !enough(found));
    if (environment === undefined && ask()) {
      asked += 1;
      environment = await askWhere(walk, run);
    }
    found.push(deployTo(run, environment ?? null, walk.tags));
    found.push(...(await earlierAttempts(walk, run, environment ?? null)));
  }
  return found;
}

/** Without the file a title that names nothing means the only or the main environment, as before there was one. */
async function readPipeline(walk: Walk): Promise<void> {
  if (walk.pipeline !== undefined) return;
  walk.left.requests -= 1;
  walk.pipeline = (await orNull(walk, walk.source.pipelineFile?.(walk.reading))) ?? null;
}

/** The names of the run's jobs, then GitHub's record of what it deployed. */
async function askWhere(walk: Walk, run: DeployRun): Promise<string | null> {
  const { source, environments, left, reading } = walk;
  if (left.requests < 4) return null;
  left.requests -= 1;
  const jobs = await orNull(walk, source.jobs?.(run.id, reading));
  const byJobs = environmentOfJobs(jobs ?? [], environments);
  if (byJobs !== undefined) return byJobs;
  left.requests -= 3;
  const named = await orNull(walk, source.deployedTo?.(run, reading));
  if (named == null) return null;
  return environments.find((name) => name.toLowerCase() === named.toLowerCase()) ?? named;
}

/**
 * Of a run whose latest attempt did not succeed: the attempt before that did, which deployed too. Where every attempt
 * is wanted, all of them, as far back as is read.
 */
async function earlierAttempts(
  walk: Walk,
  run: DeployRun,
  environment: string | null,
): Promise<Deploy[]> {
  const { source, everyAttempt } = walk;
  if (source.attempt === undefined || (run.conclusion === 'success' && !everyAttempt)) return [];
  const found: Deploy[] = [];
  const oldest = Math.max(1, run.attempt - attemptsBack);
  for (let number = run.attempt - 1; number >= oldest && walk.left.requests > 0; number -= 1) {
    walk.left.requests -= 1;
    const before = await orNull(walk, source.attempt(run.id, number, walk.reading));
    if (before === null) continue;
    const succeeded = before.conclusion === 'success';
    if (everyAttempt || succeeded) found.push(deployTo(before, environment, walk.tags));
    if (succeeded && !everyAttempt) break;
  }
  return found;
}

async function orNull<T>(walk: Walk, asked: Promise<T> | undefined): Promise<T | null> {
  try {
    return (await asked) ?? null;
  } catch (thrown) {
    walk.reading?.signal?.throwIfAborted();
    if (thrown instanceof TsopsError) return null;
    throw thrown;
  }
}
