/*
 * How a site is used, as analytics tells it: plain data, which can be kept between runs. Times are epoch milliseconds.
 */
import type { Lack } from '../evidence/lacks.ts';
import type { EvidenceWindow } from '../evidence/shape.ts';
import type { FigurePoint } from './figure.ts';

/** What of MONITORING section 4.3 is one number, by the id of its figure; the unit is the figure's. */
export const usageMeasures = [
  'sessions',
  'session-duration',
  'messages-per-session',
  'bounce-rate',
  'exports',
  'profile-changes',
] as const;

/** What of it is a share of each of several. */
export const usageShares = ['theme-usage', 'browser-share'] as const;

export type UsageMeasureId = (typeof usageMeasures)[number];
export type UsageShareId = (typeof usageShares)[number];

interface UsageFacts {
  readonly window: EvidenceWindow;
  /** What a reader must know of it: a threshold, a sample. */
  readonly remarks: readonly Lack[];
  /** Why there is nothing. */
  readonly lack?: Lack;
}

export interface UsageMeasure extends UsageFacts {
  readonly value: number | null;
  /** Of the window as long right before; null where it is not known, or covers more of a day. */
  readonly before: number | null;
  readonly series: readonly FigurePoint[];
}

export interface UsagePart {
  /** Clean text from outside. */
  readonly name: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly before: number | null;
}

/** The largest first; what is small is one part in the end. */
export interface UsageShares extends UsageFacts {
  readonly parts: readonly UsagePart[];
}

/** How much of a quota is left, and until when that counts. */
export interface SourceQuota {
  /** 0 to 1. */
  readonly left: number;
  readonly until: number;
}

export interface Usage {
  readonly measures: Readonly<Record<UsageMeasureId, UsageMeasure>>;
  readonly shares: Readonly<Record<UsageShareId, UsageShares>>;
  /** Null where the source does not tell it. */
  readonly quota: SourceQuota | null;
}

/** Visits at this moment. */
export interface LiveTraffic {
  /** Page views an hour, by the last half hour; null where the source tells none. */
  readonly perHour: number | null;
  readonly series: readonly FigurePoint[];
  readonly window: EvidenceWindow;
  readonly lack?: Lack;
  readonly quota: SourceQuota | null;
}

/** Where less of a quota is left than this nothing is asked, and kept answers stand. */
export const quotaKept = 0.1;

/** So many parts are told by name. */
const named = 6;
/** The part of all others together; views say it in words. */
export const restOfParts = '(rest)';

/** Shares out of counts by name; what counted nothing before has no share before. */
export function usagePartsOf(
  counts: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number> | null,
): readonly UsagePart[] {
  const total = sumOf(counts);
  const totalBefore = before === null ? 0 : sumOf(before);
  if (total <= 0) return [];
  const part = (name: string, count: number, earlier: number | undefined): UsagePart => ({
    name,
    percent: (100 * count) / total,
    before: totalBefore > 0 ? (100 * (earlier ?? 0)) / totalBefore : null,
  });
  const sorted = [...counts].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const told = sorted.slice(0, sorted.length > named ? named - 1 : named);
  const names = new Set(told.map(([name]) => name));
  const left = (of: ReadonlyMap<string, number>) =>
    sumOf(new Map([...of].filter(([name]) => !names.has(name))));
  const others = left(counts);
  return [
    ...told.map(([name, count]) => part(name, count, before?.get(name))),
    ...(others > 0 ? [part(restOfParts, others, before === null ? undefined : left(before))] : []),
  ];
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);
