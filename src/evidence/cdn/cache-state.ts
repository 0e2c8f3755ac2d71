import type { Environment } from '../../config/schema.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { lastDeployed } from '../../domain/deploys/version-before.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { cacheStateWording } from '../../domain/evidence/wording/cache-state.ts';
import { cacheVerdict, headerFault, headerFaultText } from '../../domain/speed/cache-rules.ts';
import type { CacheFile, CacheState } from '../../domain/speed/findings.ts';
import { hasHash } from '../../domain/speed/page.ts';
import { minute } from '../../domain/time/units.ts';
import type { MetricName } from '../../ports/metrics.ts';
import type { Loaded } from '../../ports/web-pages.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { type Gap, gapOf, lostFiles, settle, withGaps } from '../asking/settle.ts';
import {
  type FetchedFile,
  isMissing,
  isOwnFile,
  servedVersionOf,
  siteCode,
  siteImages,
  siteOf,
  sitePage,
} from '../reading/page-load.ts';

/** On top of the inquiry's budget: the files come after the page. */
const more = 5_000;

/** What the edge holds: its headers, what is gone, whether it is stale, and how often it can answer by itself. */
const cacheState: Collector<'cache-state'> = (inquiry) => {
  const question = {
    question: 'does the CDN serve what was deployed, and from its cache?',
    source: `the page of ${inquiry.environment}, CloudWatch`,
    window: inquiry.pinned.window,
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async (signal) => {
    const [{ lost, ...files }, staleness, metrics] = await Promise.all([
      filesOf(inquiry),
      stalenessOf(inquiry),
      metricsOf(inquiry, signal),
    ]);
    const value: CacheState = { ...files, stale: staleness.stale, ...metrics.values };
    const told = cacheStateWording.sentence(value).en;
    const detail = [told, ...metrics.notes].join('; ');
    const gaps = [...lostFiles(lost), ...staleness.gaps, ...metrics.gaps];
    return withGaps({ verdict: cacheVerdict(value), value, detail }, gaps);
  });
};
export default cacheState;

interface Files extends Pick<CacheState, 'files' | 'missing'> {
  /** How many of ours did not come at all. */
  readonly lost: number;
}

async function filesOf(inquiry: Inquiry): Promise<Files> {
  const [page, code, images] = await Promise.all([
    sitePage(inquiry),
    siteCode(inquiry),
    siteImages(inquiry),
  ]);
  const isOwn = isOwnFile(inquiry.config);
  const answers: (readonly [string, FetchedFile<Loaded>])[] = [...code, ...images];
  const named = answers.filter(([url]) => isOwn(url)).map(([, answer]) => answer);
  const own = named.filter((file): file is Loaded => !(file instanceof TsopsError));
  return {
    files: [cacheFile(page, 'page'), ...own.map((file) => cacheFile(file, 'asset'))],
    missing: own.filter(isMissing).map(({ url }) => url),
    lost: named.length - own.length,
  };
}

function cacheFile(file: Loaded, kind: CacheFile['kind']): CacheFile {
  const { url, state, status, ageSeconds, cacheControl } = file;
  // What is gone has no headers to judge.
  const gone = kind === 'asset' && (isMissing(file) || status >= 400);
  const faultCode = gone ? null : headerFault(kind, hasHash(url), cacheControl);
  const seen = { url, kind, state, status, ageSeconds, cacheControl };
  return faultCode === null
    ? { ...seen, fault: null }
    : { ...seen, fault: headerFaultText(faultCode).en, faultCode };
}

interface Staleness {
  readonly stale: CacheState['stale'];
  readonly gaps: readonly Gap[];
}

/** Without the deploys, or without build-info.json, nobody knows what should be served, or what is. */
async function stalenessOf(inquiry: Inquiry): Promise<Staleness> {
  const [deploys, serves] = await Promise.all([
    inquiry.ask('recent-deploys'),
    servedVersionOf(inquiry),
  ]);
  if (serves === null) return { stale: null, gaps: [{ text: 'build-info.json was not read' }] };
  if (deploys.verdict === 'unknown') {
    return { stale: null, gaps: [{ text: 'what was deployed last is not known' }] };
  }
  const deployed = lastDeployed(deploys.value?.deploys ?? []);
  const isStale = deployed !== null && !sameVersion(serves, deployed);
  return { stale: isStale ? { serves, deployed } : null, gaps: [] };
}

interface Metrics {
  readonly values: Pick<CacheState, 'hitRatio' | 'usualHitRatio' | 'originLatency'>;
  /** Why there is nothing, where it was asked. */
  readonly notes: readonly string[];
  /** Why it could not be asked. */
  readonly gaps: readonly Gap[];
}

const notKnown = { hitRatio: null, usualHitRatio: null, originLatency: null };

async function metricsOf(inquiry: Inquiry, signal: AbortSignal): Promise<Metrics> {
  const { cdn } = siteOf(inquiry);
  if (cdn === undefined) {
    return { values: notKnown, notes: ['no CloudFront distribution is configured'], gaps: [] };
  }
  try {
    const values = await readMetrics(inquiry, cdn, signal);
    const none = values.hitRatio === null && values.originLatency === null;
    const note = 'CloudWatch has no hit ratio (are additional metrics on?)';
    return { values, notes: none ? [note] : [], gaps: [] };
  } catch (thrown) {
    inquiry.context.signal.throwIfAborted();
    return { values: notKnown, notes: [], gaps: [gapOf('CloudWatch', asTsopsError(thrown))] };
  }
}

/** What CloudWatch keeps no data of (no subscription to additional metrics) is null, not zero. */
async function readMetrics(
  { context, pinned, budget }: Inquiry,
  { provider, id }: NonNullable<Environment['cdn']>,
  signal: AbortSignal,
): Promise<Metrics['values']> {
  const metrics = await context.services.metrics(provider);
  const mean = async (metric: MetricName, window: EvidenceWindow): Promise<number | null> => {
    const reach = { timeout: budget, signal };
    return meanOf(await metrics.series(id, metric, window, minute, reach));
  };
  const [hitRatio, usualHitRatio, originLatency] = await Promise.all([
    mean('hit-ratio', pinned.window),
    mean('hit-ratio', pinned.baselines.day),
    mean('origin-latency', pinned.window),
  ]);
  return { hitRatio, usualHitRatio, originLatency };
}

function meanOf(points: readonly { readonly value: number }[]): number | null {
  if (points.length === 0) return null;
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}
