import { sameVersion } from '../domain/build-info.ts';
import { cacheVerdict, headerFault } from '../domain/cache-rules.ts';
import type { Window } from '../domain/evidence.ts';
import { hasHash } from '../domain/page.ts';
import type { CacheFile, CacheState } from '../domain/speed-findings.ts';
import { cacheStateTold } from '../domain/told/cache-state.ts';
import { lastDeployed } from '../domain/version-before.ts';
import { asTsopsError, TsopsError } from '../errors.ts';
import type { MetricName } from '../services/metrics.port.ts';
import type { Loaded } from '../services/web-pages.port.ts';
import type { Collector, Inquiry } from './inquiry.ts';
import {
  isMissing,
  type Outcome,
  ownFiles,
  servedVersionOf,
  siteCode,
  siteImages,
  siteOf,
  sitePage,
} from './page-load.ts';
import { settle } from './settle.ts';

/** On top of the inquiry's budget: the files come after the page. */
const more = 5_000;
const minute = 60_000;

/** What the edge holds: its headers, what is gone, whether it is stale, and how often it can answer by itself. */
const cacheState: Collector<'cache-state'> = (inquiry) => {
  const question = {
    question: 'does the CDN serve what was deployed, and from its cache?',
    source: `the page of ${inquiry.environment}, CloudWatch`,
    window: inquiry.pinned.window,
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async (signal) => {
    const [files, stale, metrics] = await Promise.all([
      filesOf(inquiry),
      staleness(inquiry),
      metricsOf(inquiry, signal),
    ]);
    const value: CacheState = { ...files, stale, ...metrics.values };
    const detail = cacheStateTold.sentence(value).en;
    const gap = metrics.trouble === null ? '' : `; CloudWatch: ${metrics.trouble}`;
    return { verdict: cacheVerdict(value), value, detail: detail + gap };
  });
};
export default cacheState;

async function filesOf(inquiry: Inquiry): Promise<Pick<CacheState, 'files' | 'missing'>> {
  const [page, code, images] = await Promise.all([
    sitePage(inquiry),
    siteCode(inquiry),
    siteImages(inquiry),
  ]);
  const isOwn = ownFiles(inquiry.config);
  const answers: Outcome<Loaded>[] = [...code.values(), ...images.values()];
  const own = answers.filter(
    (file): file is Loaded => !(file instanceof TsopsError) && isOwn(file.url),
  );
  return {
    files: [cacheFile(page, 'page'), ...own.map((file) => cacheFile(file, 'asset'))],
    missing: own.filter(isMissing).map(({ url }) => url),
  };
}

function cacheFile(file: Loaded, kind: CacheFile['kind']): CacheFile {
  const { url, state, status, ageSeconds, cacheControl } = file;
  // What is gone has no headers to judge.
  const gone = kind === 'asset' && (isMissing(file) || status >= 400);
  const fault = gone ? null : headerFault(kind, hasHash(url), cacheControl);
  return { url, kind, state, status, ageSeconds, cacheControl, fault };
}

/** Null also where it can not be told: without the deploys nobody knows what should be served. */
async function staleness(inquiry: Inquiry): Promise<CacheState['stale']> {
  const [{ value }, serves] = await Promise.all([
    inquiry.ask('recent-deploys'),
    servedVersionOf(inquiry),
  ]);
  const deployed = lastDeployed(value?.deploys ?? []);
  if (serves === null || deployed === null || sameVersion(serves, deployed)) return null;
  return { serves, deployed };
}

interface Metrics {
  readonly values: Pick<CacheState, 'hitRatio' | 'usualHitRatio' | 'originLatency'>;
  readonly trouble: string | null;
}

const notKnown = { hitRatio: null, usualHitRatio: null, originLatency: null };

/** What CloudWatch does not know (no subscription) is null; so is what it could not be asked, with its reason. */
async function metricsOf(inquiry: Inquiry, signal: AbortSignal): Promise<Metrics> {
  const distribution = siteOf(inquiry).cdn?.distributionId;
  if (distribution === undefined)
    return { values: notKnown, trouble: 'no distribution is configured' };
  const { pinned, context, budget } = inquiry;
  try {
    const metrics = await context.services.metrics();
    const mean = async (metric: MetricName, window: Window): Promise<number | null> => {
      const reach = { timeout: budget, signal };
      return meanOf(await metrics.series(distribution, metric, window, minute, reach));
    };
    const [hitRatio, usualHitRatio, originLatency] = await Promise.all([
      mean('hit-ratio', pinned.window),
      mean('hit-ratio', pinned.baselines.day),
      mean('origin-latency', pinned.window),
    ]);
    const none = hitRatio === null && originLatency === null;
    const trouble = none ? 'no data (are additional metrics on?)' : null;
    return { values: { hitRatio, usualHitRatio, originLatency }, trouble };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { values: notKnown, trouble: asTsopsError(thrown).message };
  }
}

function meanOf(points: readonly { readonly value: number }[]): number | null {
  if (points.length === 0) return null;
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}
