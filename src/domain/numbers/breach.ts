import { minute } from '../time/units.ts';
import type { FigureBreach, FigurePoint, FigureTarget } from './figure.ts';
import { meetsTarget } from './figure.ts';

/** A course whose every point stands for so many milliseconds. */
export interface Course {
  readonly points: readonly FigurePoint[];
  readonly period: number;
}

/** How long "now" is, where a finer course tells it. */
const recently = 15 * minute;

/**
 * Where a course is beyond its limit: the stretch that lasts, else the last one; undefined where it never is. With a
 * `finer` course of the same, its end and its beginning are told as finely as that.
 */
export function breachOf(
  { points, period }: Course,
  target: FigureTarget | null,
  finer: Course = { points: [], period },
): FigureBreach | undefined {
  if (target === null) return undefined;
  const known = knownOf(points);
  const newest = known.at(-1);
  if (newest === undefined) return undefined;
  const now = recentOf(finer, Math.min(period, recently), newest) ?? newest.value;
  const lasts = isOver(now, target);
  const isBeyond = (point: KnownPoint): boolean =>
    isOver(point.value, target) || (lasts && point === newest);
  const last = known.findLastIndex(isBeyond);
  if (last === -1) return undefined;
  const first = known.slice(0, last).findLastIndex((point) => !isBeyond(point)) + 1;
  const stretch = known.slice(first, last + 1);
  const values = [...stretch.map(({ value }) => value), ...(lasts ? [now] : [])];
  const worst = values.reduce((most, each) => (isFarther(each, most, target) ? each : most));
  const [from, to] = [stretch[0]?.t ?? newest.t, (stretch.at(-1)?.t ?? newest.t) + period];
  const within = finer.points.filter(({ t }) => t >= from - period && t < to + period);
  return {
    from: firstOf(within, target, from + period) ?? from,
    to: lasts ? null : (endOf(within, target, to - period, finer.period) ?? to),
    worst,
    now,
  };
}

interface KnownPoint {
  readonly t: number;
  readonly value: number;
}

const knownOf = (points: readonly FigurePoint[]): KnownPoint[] =>
  points.flatMap(({ t, value }) => (value === null ? [] : [{ t, value }]));

/** The mean of the last points, of so many milliseconds; undefined where there are none so young. */
function recentOf({ points, period }: Course, length: number, newest: KnownPoint) {
  const known = knownOf(points);
  const end = (known.at(-1)?.t ?? 0) + period;
  const recent = known.filter(({ t }) => t >= newest.t && t >= end - Math.max(length, period));
  return recent.length === 0
    ? undefined
    : recent.reduce((sum, { value }) => sum + value, 0) / recent.length;
}

function isFarther(value: number, than: number, { is }: FigureTarget): boolean {
  return is === 'below' || is === 'at-most' ? value > than : value < than;
}

/** The first two neighbours beyond the limit that begin before `until`: one alone may be chance. */
function firstOf(points: readonly FigurePoint[], target: FigureTarget, until: number) {
  return points.find(
    ({ t, value }, at) =>
      t < until && isOver(value, target) && isOver(points[at + 1]?.value ?? value, target),
  )?.t;
}

/** The end of the last two neighbours beyond the limit that end after `since`. */
function endOf(
  points: readonly FigurePoint[],
  target: FigureTarget,
  since: number,
  period: number,
) {
  const last = points.findLast(
    ({ t, value }, at) =>
      t >= since && isOver(value, target) && isOver(points[at - 1]?.value ?? value, target),
  );
  return last === undefined ? undefined : last.t + period;
}

const isOver = (value: number | null, target: FigureTarget): boolean =>
  value !== null && !meetsTarget(value, target);
