import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import type { Context } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { liveByDeploys } from '../../domain/deploys/live.ts';
import { notServed } from '../../domain/deploys/not-served.ts';
import { deployTimeline } from '../../domain/deploys/timeline.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { type Verdict, worst } from '../../domain/evidence/verdict.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { pastDeploys } from '../../evidence/deploys/timeline.ts';
import { servedVersion } from '../../evidence/reading/build-info.ts';
import { listLimit } from '../input/list-limit.ts';
import { contentLanguage } from '../view/content-language.ts';
import type { DeployTimelines, EnvironmentDeploys } from './data.ts';
import { viewDeploys } from './view.ts';

interface Input {
  readonly limit: number;
}

const mostListed = 50;

const input = inputOf<Input>(({ parsed }) => ({
  limit: parsed('limit', ...listLimit(mostListed)) ?? 10,
}));

/** Exit 1 where what was deployed last is not served, 3 where the runs could not be read or there are none. */
export default defineCommand<Input, DeployTimelines>({
  name: 'deploys',
  danger: 'read',
  examples: [
    { command: 'tsops deploys', explains: 'what was deployed where, by whom, and live how long' },
    { command: 'tsops deploys --env production --limit 30', explains: 'further back, of one' },
    { command: 'tsops deploys --lang ko', explains: 'in Korean' },
  ],
  options: [
    {
      flags: '--limit <n>',
      description: `how many of each environment, at most ${mostListed} (10)`,
    },
  ],
  input,
  run,
  webPage: ({ page }) => page,
  view: viewDeploys,
});

async function run({ limit }: Input, context: Context) {
  const [{ config }, language] = await Promise.all([context.config(), contentLanguage(context)]);
  const one = context.options.environment === undefined ? null : await context.environment();
  const wanted = one === null ? Object.keys(config.environments) : [one];
  const [history, ...served] = await Promise.all([
    pastDeploys(context, { environments: wanted, limit }),
    ...wanted.map((name) => readServed(context, config, name)),
  ]);
  const deploys = history.value?.deploys ?? [];
  const others = one === null ? foreignTo(wanted, deploys) : [];
  const now = context.clock.now();
  const environments = [...wanted, ...others].map((name, at) =>
    ofEnvironment(name, served[at] ?? null, { deploys, limit, now, read: history.verdict }),
  );
  const problems = [history.problem ?? [], served.flatMap((each) => each.problem ?? [])].flat();
  const data: DeployTimelines = {
    language,
    timezone: config.timezone,
    at: now,
    environments,
    unnamed: one === null ? deployTimeline(ofNone(deploys)).slice(0, limit) : [],
    problem: history.problem ?? null,
    page: history.value?.page ?? null,
  };
  return {
    verdict: worst([history.verdict, ...withData(environments)]),
    data,
    next: nextOf(environments.slice(0, wanted.length)),
    problems,
  };
}

/** That one of several was never deployed to says nothing of the others. */
function withData(environments: readonly EnvironmentDeploys[]): readonly Verdict[] {
  const all = environments.map(({ verdict }) => verdict);
  const some = all.filter((verdict) => verdict !== 'no-data');
  return some.length === 0 ? all : some;
}

interface Served {
  readonly version: string | null;
  readonly verdict: Verdict;
  readonly problem: Problem | null;
}

async function readServed(context: Context, config: Config, name: string): Promise<Served> {
  const { buildInfo } = config.environments[name] as Config['environments'][string];
  const { value, verdict, problem } = await servedVersion(
    context,
    { name, buildInfo },
    { reads: 1 },
  );
  return { version: value?.version ?? null, verdict, problem: problem ?? null };
}

/** Environments that runs name and the config does not know. */
function foreignTo(known: readonly string[], deploys: readonly Deploy[]): readonly string[] {
  const named = deploys.flatMap(({ environment }) => environment ?? []);
  return [...new Set(named)].filter((name) => !known.includes(name));
}

function ofNone(deploys: readonly Deploy[]): readonly Deploy[] {
  return deploys.filter(({ environment }) => environment === null);
}

interface Read {
  readonly deploys: readonly Deploy[];
  readonly limit: number;
  readonly now: number;
  /** Of the reading as a whole. */
  readonly read: Verdict;
}

function ofEnvironment(
  name: string,
  served: Served | null,
  { deploys, limit, now, read }: Read,
): EnvironmentDeploys {
  const own = deploys.filter(({ environment }) => environment === name);
  const version = served?.version ?? null;
  const missing = version === null ? null : (notServed(own, version, now)?.version ?? null);
  const unsure = liveByDeploys(own, name).doubt !== null;
  const rows = deployTimeline(own);
  return {
    name,
    verdict: verdictOf({ own, missing, unsure, read, served }),
    served: version,
    notServed: missing,
    unsure,
    deploys: rows.slice(0, limit),
    more: Math.max(0, rows.length - limit),
  };
}

/** What is served decides; then whether the history tells what is live; a failed run is worth a look. */
function verdictOf(found: {
  readonly own: readonly Deploy[];
  readonly missing: string | null;
  readonly unsure: boolean;
  readonly read: Verdict;
  readonly served: Served | null;
}): Verdict {
  const { own, missing, unsure, read, served } = found;
  if (missing !== null) return 'bad';
  if (read === 'unknown' || served?.verdict === 'unknown') return 'unknown';
  if (own.length === 0) return 'no-data';
  return unsure || own[0]?.conclusion !== 'success' ? 'warn' : 'ok';
}

/** What is served settles what the history leaves open; `environments` are those that the config knows. */
function nextOf(environments: readonly EnvironmentDeploys[]): string[] {
  const unclear =
    environments.find(({ verdict }) => verdict === 'bad') ??
    environments.find(({ verdict }) => verdict === 'warn');
  if (environments.some(({ verdict }) => verdict === 'unknown')) return ['tsops doctor'];
  if (unclear === undefined) return [];
  return [`tsops version ${shellQuote([unclear.name])}`];
}
