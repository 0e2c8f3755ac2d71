import type { Verdict } from '../evidence/verdict.ts';
import type { PageSpeed, Rating, VitalId, VitalReading } from './findings.ts';

/**
 * Up to the first figure a vital is good, above the second it is poor; milliseconds, CLS without a unit.
 * MONITORING section 3 and web.dev/articles/vitals (INP took the place of FID in March 2024). TBT: the
 * budget of our Lighthouse CI, and where Lighthouse's own scale turns red.
 */
const edges: Readonly<Record<VitalId, readonly [good: number, poor: number]>> = {
  lcp: [2500, 4000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1800, 3000],
  ttfb: [800, 1800],
  tbt: [300, 600],
};

export function ratingOf(vital: VitalId, value: number): Rating {
  const [good, poor] = edges[vital];
  if (value <= good) return 'good';
  return value <= poor ? 'needs-improvement' : 'poor';
}

/** A reading with its rating; null, NaN and negative values are no measurement. */
export function readingOf(vital: VitalId, value: number | null | undefined): VitalReading {
  const told = value ?? Number.NaN;
  const measured = Number.isFinite(told) && told >= 0 ? told : null;
  return { vital, value: measured, rating: measured === null ? null : ratingOf(vital, measured) };
}

/**
 * The middle value, or the mean of the two middle ones; null of an empty list. Single runs of Lighthouse
 * vary with the machine and the network; its own advice is the median of several (GoogleChrome/lighthouse,
 * docs/variability.md).
 */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const names: Readonly<Record<VitalId, string>> = {
  lcp: 'LCP',
  inp: 'INP',
  cls: 'CLS',
  fcp: 'FCP',
  ttfb: 'TTFB',
  tbt: 'TBT',
};

export function vitalName(vital: VitalId): string {
  return names[vital];
}

/** `5.2 s`, `310 ms`, `0.05`; `–` where it was not measured. */
export function formatVital({ vital, value }: VitalReading): string {
  if (value === null) return '–';
  if (vital === 'cls') return value.toFixed(2);
  const whole = Math.round(value);
  return whole < 1000 ? `${whole} ms` : `${(value / 1000).toFixed(1)} s`;
}

const ratings: Readonly<Record<Rating, Verdict>> = {
  good: 'ok',
  'needs-improvement': 'warn',
  poor: 'bad',
};

const badness: Readonly<Record<Rating, number>> = { good: 0, 'needs-improvement': 1, poor: 2 };

/** The first of those with the worst rating; null where none was measured. */
function worstReading(readings: readonly VitalReading[]): VitalReading | null {
  const rank = ({ rating }: VitalReading): number => (rating === null ? -1 : badness[rating]);
  const [worstOne] = [...readings].sort((a, b) => rank(b) - rank(a));
  return worstOne === undefined || worstOne.rating === null ? null : worstOne;
}

/**
 * The vital on which the verdict of a page rests, the worst of the users': beside good ones a slow one from
 * here. Null where nothing was measured.
 */
export function decidingVital({
  reported,
  vitals,
}: Pick<PageSpeed, 'reported' | 'vitals'>): VitalReading | null {
  const [users, lab] = [worstReading(reported), worstReading(vitals)];
  if (users === null) return lab;
  return users.rating === 'good' && lab !== null && lab.rating !== 'good' ? lab : users;
}

/** Somebody, or something, measured the one vital that the runbook is about. */
export function isLcpKnown({ reported, vitals }: Pick<PageSpeed, 'reported' | 'vitals'>): boolean {
  return [...reported, ...vitals].some(({ vital, value }) => vital === 'lcp' && value !== null);
}

/**
 * What users have decides. A measurement from here is one machine on one network: beside users' figures
 * it warns at most, without them it decides alone. A first byte in good time says nothing of LCP, and
 * field data of 28 days nothing of today.
 */
export function speedVerdict(speed: Pick<PageSpeed, 'reported' | 'vitals'>): Verdict {
  const of = (readings: readonly VitalReading[]): Verdict => {
    const rating = worstReading(readings)?.rating ?? null;
    return rating === null ? 'no-data' : ratings[rating];
  };
  const [users, lab] = [of(speed.reported), of(speed.vitals)];
  const slowHere = lab === 'bad' || lab === 'warn';
  const verdict = users === 'no-data' ? lab : users === 'ok' && slowHere ? 'warn' : users;
  return verdict === 'ok' && !isLcpKnown(speed) ? 'no-data' : verdict;
}
