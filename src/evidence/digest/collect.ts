import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { sortedVersions } from '../../domain/deploys/version.ts';
import type {
  ErrorsSince,
  InFlight,
  MonitorState,
  OngoingIncident,
  Onset,
  OpenAction,
  OpenPage,
  ServedVersion,
} from '../../domain/digest/facts.ts';
import type { ErrorRate } from '../../domain/errors/findings.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { settle } from '../asking/settle.ts';
import { invalidationsInProgress } from '../cdn/invalidations.ts';
import { deployHistory } from '../deploys/history.ts';
import { servedVersion } from '../reading/build-info.ts';
import { digestErrors } from './errors.ts';
import { askMonitors } from './health.ts';
import { ongoingIncident } from './ongoing-incident.ts';
import { onset } from './onset.ts';
import { openActions } from './open-actions.ts';
import { openPages } from './open-pages.ts';

/** Milliseconds for each source, so that start-up and the slowest of them stay within 5 s. */
const digestBudget = 4400;
/** Reads of build-info.json through the edge: enough to meet a second version, if there is one. */
const reads = 5;
const readTimeout = 3000;
const deploysListed = 10;

export interface Served extends ServedVersion {
  /** Epoch milliseconds; null where build-info.json does not say. */
  readonly builtAt: number | null;
}

/** One row that belongs to a name; `evidence` is null until its source has answered. */
export interface Row<Value> {
  readonly name: string;
  readonly environment: string;
  readonly evidence: Evidence<Value> | null;
}

/** All that the digest asks. Null: not answered yet. */
export interface DigestEvidence {
  readonly monitors: readonly Row<MonitorState>[];
  readonly onset: Evidence<Onset> | null;
  readonly versions: readonly Row<Served>[];
  readonly newestTag: Evidence<string> | null;
  readonly deploys: Evidence<readonly Deploy[]> | null;
  readonly invalidations: Evidence<readonly InFlight[]> | null;
  readonly open: Evidence<readonly OpenAction[]> | null;
  readonly errors: Evidence<ErrorRate> | null;
  readonly errorsSince: Evidence<ErrorsSince> | null;
  /** The newest open incident; a value of null is none. */
  readonly incident: Evidence<OngoingIncident | null> | null;
  readonly pages: Evidence<readonly OpenPage[]> | null;
}

/**
 * Asks every source at once, each on its own budget, and tells after each answer what is known so far.
 * Only reads. Rejects only with the context's signal, or when the config is wrong.
 */
export async function collectDigest(
  context: Context,
  onAnswer: (soFar: DigestEvidence) => void,
): Promise<DigestEvidence> {
  const { config } = await context.config();
  const environment = await context.environment();
  let known = nothingYet(config, environment);
  const learn = (part: Partial<DigestEvidence>): void => {
    known = { ...known, ...part };
    onAnswer(known);
  };
  onAnswer(known);
  const errors = digestErrors(context, config, environment, digestBudget);
  await Promise.all([
    askMonitors(context, config, digestBudget, (answers) =>
      learn({ monitors: withAnswers(known.monitors, answers) }),
    ),
    ...known.versions.map(async ({ name }) => {
      const evidence = await served(context, config, name);
      learn({ versions: withAnswers(known.versions, new Map([[name, evidence]])) });
    }),
    onset(context, environment, digestBudget).then((found) => learn({ onset: found })),
    newestTag(context).then((found) => learn({ newestTag: found })),
    deploys(context, config).then((found) => learn({ deploys: found })),
    invalidations(context, config, environment).then((found) => learn({ invalidations: found })),
    openActions(context, digestBudget).then((found) => learn({ open: found })),
    ongoingIncident(context, environment, digestBudget).then((found) => learn({ incident: found })),
    openPages(context, digestBudget).then((found) => learn({ pages: found })),
    errors.rate.then((found) => learn({ errors: found })),
    errors.since.then((found) => learn({ errorsSince: found })),
  ]);
  return known;
}

function nothingYet(config: Config, environment: string): DigestEvidence {
  const names = Object.keys(config.environments);
  const ordered = [environment, ...names.filter((name) => name !== environment)];
  return {
    monitors: config.monitors.map(({ name, env }) => ({ name, environment: env, evidence: null })),
    onset: null,
    versions: ordered.map((name) => ({ name, environment: name, evidence: null })),
    newestTag: null,
    deploys: null,
    invalidations: null,
    open: null,
    errors: null,
    errorsSince: null,
    incident: null,
    pages: null,
  };
}

function withAnswers<Value>(
  rows: readonly Row<Value>[],
  answers: ReadonlyMap<string, Evidence<Value>>,
): readonly Row<Value>[] {
  return rows.map((row) => ({ ...row, evidence: answers.get(row.name) ?? row.evidence }));
}

async function served(context: Context, config: Config, name: string): Promise<Evidence<Served>> {
  const buildInfo = config.environments[name]?.buildInfo ?? '';
  const found = await servedVersion(context, { name, buildInfo }, { reads, timeout: readTimeout });
  const { value } = found;
  if (value === null) return { ...found, value: null, baseline: null };
  const { version, builtAt, versions } = value;
  const mixed = versions.length > 1;
  return { ...found, value: { environment: name, version, builtAt, mixed }, baseline: null };
}

function newestTag(context: Context): Promise<Evidence<string>> {
  const question = { question: 'what is the newest version tag', source: 'GitHub' };
  return settle(context, { ...question, budget: digestBudget }, async (signal) => {
    const repository = await context.services.repository();
    const tags = await repository.tags({ patience: 1500, signal });
    const newest = sortedVersions(tags.map((tag) => tag.name))[0];
    if (newest === undefined) {
      return { verdict: 'no-data', value: null, detail: 'there is no version tag' };
    }
    return { verdict: 'ok', value: newest, detail: `newest tag ${newest}` };
  });
}

function deploys(context: Context, config: Config): Promise<Evidence<readonly Deploy[]>> {
  const question = { question: 'what was deployed lately', source: 'GitHub', budget: digestBudget };
  return settle(context, question, async (signal) => {
    const deployService = await context.services.deploys();
    const value = await deployHistory(deployService, Object.keys(config.environments), {
      limit: deploysListed,
      reading: { patience: 1500, signal },
    });
    if (value.length === 0) {
      return { verdict: 'no-data', value: null, detail: `${deployService.pipeline} has never run` };
    }
    return {
      verdict: 'ok',
      value,
      detail: `runs of ${deployService.pipeline} read: ${value.length}`,
    };
  });
}

function invalidations(
  context: Context,
  config: Config,
  environment: string,
): Promise<Evidence<readonly InFlight[]>> {
  const question = { question: 'are invalidations in progress', source: 'CloudFront' };
  return settle(context, { ...question, budget: digestBudget }, async (signal) => {
    const site = config.environments[environment]?.cdn;
    if (site === undefined) throw noDistribution(environment);
    const cdn = await context.services.cdn(site.provider);
    const read = { timeout: digestBudget, signal };
    const found = await invalidationsInProgress(cdn, site.id, read);
    const value = found.map((each) => ({ id: each.id, createdAt: each.createdAt }));
    const detail = value.length === 0 ? 'none in progress' : `${value.length} in progress`;
    return { verdict: value.length === 0 ? 'ok' : 'warn', value, detail };
  });
}

function noDistribution(environment: string): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `no distribution of ${environment} is configured`,
    next: [`set environments.${environment}.cdn.distributionId in tsops.config.yaml`],
  });
}
