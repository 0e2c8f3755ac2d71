/*
 * The questions that only the digest puts, and who answers them: an inquiry asks them as it asks those of the
 * runbooks. What they read from is loaded with the digest, which puts all of them.
 */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { distanceToNewest, hasSeveralKinds } from '../../domain/deploys/newest-tag.ts';
import { tagFormatOf } from '../../domain/deploys/version-tag.ts';
import type {
  InFlight,
  OngoingIncident,
  Onset,
  OpenAction,
  OpenPage,
  ServedVersion,
} from '../../domain/digest/facts.ts';
import type { Findings } from '../../domain/evidence/findings.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Collectors, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { collectors } from '../catalog.ts';
import { invalidationsInProgress } from '../cdn/invalidations.ts';
import { deployHistory } from '../deploys/history.ts';
import { servedVersion } from '../reading/build-info.ts';
import { ongoingIncident } from './ongoing-incident.ts';
import { onset } from './onset.ts';
import { openActions } from './open-actions.ts';
import { openPages } from './open-pages.ts';

/** Milliseconds for each source, so that start-up and the slowest of them stay within 5 s. */
export const digestBudget = 4400;
/** The error rate rests on the onset, and is given this much longer. Milliseconds. */
export const rateAfter = 500;
/** Reads of build-info.json through the edge: enough to meet a second version, if there is one. */
const reads = 5;
const readTimeout = 3000;
const deploysListed = 10;

export interface DigestServed extends ServedVersion {
  /** Epoch milliseconds; null where build-info.json does not say. */
  readonly builtAt: number | null;
}

export interface DigestFindings extends Findings {
  readonly 'down-since': Onset;
  readonly 'served-version': DigestServed;
  readonly 'newest-tag': string;
  readonly 'latest-deploys': readonly Deploy[];
  readonly 'invalidations-in-flight': readonly InFlight[];
  readonly 'open-actions': readonly OpenAction[];
  /** A value of null is none. */
  readonly 'open-incident': OngoingIncident | null;
  readonly 'open-pages': readonly OpenPage[];
}

type DigestScope = Pick<Inquiry, 'config' | 'environment'>;

/** Who answers each question that the digest puts; `context` also tells the config to those that read it. */
export function digestCollectors(context: Context): Collectors<DigestFindings> {
  return {
    ...collectors,
    'down-since': async () => (asked) => onset(context, asked.environment, digestBudget),
    'served-version': async () => (asked) => served(context, asked),
    'newest-tag': async () => (asked) => newestTag(context, asked),
    'latest-deploys': async () => (asked) => deploys(context, asked),
    'invalidations-in-flight': async () => (asked) => invalidations(context, asked),
    'open-actions': async () => () => openActions(context, digestBudget),
    'open-incident': async () => (asked) =>
      ongoingIncident(context, asked.environment, digestBudget),
    'open-pages': async () => () => openPages(context, digestBudget),
  };
}

async function served(
  context: Context,
  { config, environment: name }: DigestScope,
): Promise<Evidence<DigestServed>> {
  const buildInfo = config.environments[name]?.buildInfo ?? '';
  const found = await servedVersion(context, { name, buildInfo }, { reads, timeout: readTimeout });
  const { value } = found;
  if (value === null) return { ...found, value: null, baseline: null };
  const { version, builtAt, versions } = value;
  const mixed = versions.length > 1;
  return { ...found, value: { environment: name, version, builtAt, mixed }, baseline: null };
}

function newestTag(context: Context, { ask }: Inquiry<DigestFindings>): Promise<Evidence<string>> {
  const question = { question: 'what is the newest version tag', source: 'GitHub' };
  return settle(context, { ...question, budget: digestBudget }, async (signal) => {
    const repository = await context.services.repository();
    const tags = await repository.tags({ patience: 1500, signal });
    const names = tags.map((tag) => tag.name);
    const format = tagFormatOf(repository.tagFormat);
    const deployed = hasSeveralKinds(names, format) ? (await ask('latest-deploys')).value : null;
    const like = deployed?.flatMap(({ version }) => version ?? []) ?? [];
    const { newest } = distanceToNewest('', names, { format, like });
    if (newest === null) {
      return withoutData('no-version-tag');
    }
    return { verdict: 'ok', value: newest, detail: `newest tag ${newest}` };
  });
}

function deploys(
  context: Context,
  { config, environment }: DigestScope,
): Promise<Evidence<readonly Deploy[]>> {
  const question = { question: 'what was deployed lately', source: 'GitHub', budget: digestBudget };
  return settle(context, question, async (signal) => {
    const deployService = await context.services.deploys();
    const value = await deployHistory(deployService, Object.keys(config.environments), {
      limit: deploysListed,
      known: { tags: null, format: tagFormatOf(deployService.tagFormat) },
      pages: 3,
      enough: (known) =>
        known.some((each) => each.environment === environment && each.conclusion === 'success'),
      reading: { patience: 1500, signal },
    });
    if (value.length === 0) {
      return withoutData('no-run-ever', deployService.pipeline);
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
  { config, environment }: DigestScope,
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
