/* What analytics counted, as figures; asked for as seldom as its quota wants. */
import { TsopsError } from '../../contract/errors.ts';
import { lackOf } from '../../domain/evidence/lacks.ts';
import type { Figure, FigureUnit } from '../../domain/numbers/figure.ts';
import { keptQuotaIn, keptTrafficIn, keptUsageIn } from '../../domain/numbers/kept-usage.ts';
import {
  type FigureSource,
  type FigureSourceRow,
  figureSources,
} from '../../domain/numbers/sources.ts';
import {
  quotaKept,
  type SourceQuota,
  type Usage,
  type UsageMeasureId,
  type UsageShareId,
  usageMeasures,
  usageShares,
} from '../../domain/numbers/usage.ts';
import type { Analytics, AnalyticsReach } from '../../ports/analytics.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { askUnlessKept, type KeptReading } from '../asking/kept.ts';

const units: Readonly<Record<UsageMeasureId | UsageShareId | 'traffic-now', FigureUnit>> = {
  'traffic-now': 'per-hour',
  sessions: 'count',
  'session-duration': 'seconds',
  'messages-per-session': 'count',
  'bounce-rate': 'percent',
  exports: 'count',
  'profile-changes': 'count',
  'theme-usage': 'percent',
  'browser-share': 'percent',
};

type CountedId = keyof typeof units;

/** A figure of analytics without its value. */
export function unmeasured(id: CountedId, source: FigureSource, readAt: number) {
  return {
    id,
    unit: units[id],
    target: null,
    source,
    value: null,
    before: null,
    series: [],
    window: null,
    readAt,
    remarks: [],
  } as const;
}

const freshFor = (source: FigureSource): number => {
  const { refresh = 0 }: FigureSourceRow = figureSources[source];
  return refresh;
};

/** The figures of a window, one for each part of a share. Throws what analytics throws, where nothing was kept. */
export async function usageFiguresOf(
  inquiry: Inquiry,
  analytics: Analytics,
  reach: AnalyticsReach,
): Promise<readonly Figure[]> {
  const { window } = inquiry.pinned;
  const source = analytics.sources.usage;
  const length = window.to - window.from;
  const question = `usage of ${length} ms, ${source}, ${analytics.account}`;
  const reading = await askUnlessKept(
    inquiry,
    { question, freshFor: freshFor(source), parse: keptUsageIn },
    () => withinQuota(inquiry, analytics, source, () => analytics.usage(window, reach)),
  );
  return [
    ...usageMeasures.map((id) => measureFigure(id, source, reading)),
    ...usageShares.flatMap((id) => shareFigures(id, source, reading)),
  ];
}

export async function liveFigureOf(
  inquiry: Inquiry,
  analytics: Analytics,
  reach: AnalyticsReach,
): Promise<Figure> {
  const source = analytics.sources.live;
  const reading = await askUnlessKept(
    inquiry,
    {
      question: `live, ${source}, ${analytics.account}`,
      freshFor: freshFor(source),
      parse: keptTrafficIn,
    },
    () => withinQuota(inquiry, analytics, `live ${source}`, () => analytics.live(reach)),
  );
  const { value: traffic } = reading;
  return {
    ...unmeasured('traffic-now', source, reading.readAt),
    ...standing(traffic.perHour, reading),
    value: traffic.perHour,
    series: traffic.series,
    window: traffic.window,
    remarks: quotaRemarks(traffic.quota),
    ...(traffic.lack === undefined ? {} : { lack: traffic.lack }),
  };
}

/**
 * Asks unless the last answer said that the quota is nearly used up: then it throws, and a kept answer stands. Each run
 * is a process of its own, so what was said is kept.
 */
async function withinQuota<Value extends { readonly quota: SourceQuota | null }>(
  { context }: Inquiry,
  { account }: Analytics,
  what: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  const question = `quota, ${what}, ${account}`;
  const answers = await context.services.keptAnswers();
  const last = keptQuotaIn((await answers.read(question))?.value);
  const now = context.clock.now();
  if (last !== null && last.left < quotaKept && now < last.until) {
    const minutes = Math.ceil((last.until - now) / 60_000);
    throw new TsopsError({
      kind: 'unreachable',
      message: `not asked: ${percentOf(last)} % of the API's quota is left; asked again in ${minutes} min`,
    });
  }
  const answer = await ask();
  if (answer.quota !== null) await answers.keep(question, { at: now, value: answer.quota });
  return answer;
}

const percentOf = ({ left }: SourceQuota): string => String(Number((left * 100).toPrecision(2)));

/** Told before it stops the asking. */
function quotaRemarks(quota: SourceQuota | null) {
  return quota === null || quota.left >= 2 * quotaKept
    ? []
    : [lackOf('quota-low', percentOf(quota))];
}

/** An old value is not known to hold now. */
function standing(value: number | null, { problem }: KeptReading<unknown>) {
  if (problem !== undefined) return { verdict: 'unknown', problem } as const;
  return { verdict: value === null ? 'no-data' : 'ok' } as const;
}

function measureFigure(
  id: UsageMeasureId,
  source: FigureSource,
  reading: KeptReading<Usage>,
): Figure {
  const { measures, quota } = reading.value;
  const { value, remarks, ...rest } = measures[id];
  return {
    ...unmeasured(id, source, reading.readAt),
    ...rest,
    ...standing(value, reading),
    value,
    remarks: [...remarks, ...quotaRemarks(quota)],
  };
}

function shareFigures(
  id: UsageShareId,
  source: FigureSource,
  reading: KeptReading<Usage>,
): readonly Figure[] {
  const { shares, quota } = reading.value;
  const { parts, window, remarks, lack } = shares[id];
  const base = {
    ...unmeasured(id, source, reading.readAt),
    window,
    remarks: [...remarks, ...quotaRemarks(quota)],
  };
  if (parts.length === 0) {
    return [{ ...base, ...standing(null, reading), ...(lack === undefined ? {} : { lack }) }];
  }
  return parts.map(({ name, percent, before }) => ({
    ...base,
    ...standing(percent, reading),
    part: name,
    value: percent,
    before,
  }));
}
