/* A figure's course as it is drawn: so many columns over its window, on a scale that does not make much of little. */
import type { EvidenceWindow } from '../evidence/shape.ts';
import { type Figure, type FigureMark, type FigureTarget, meetsTarget } from './figure.ts';

/**
 * One value a column; null where the source has nothing. Where several periods fall into one, the one farthest beyond
 * the limit stands for them, else their mean.
 */
export function columnsOf(
  { series, window, target }: Pick<Figure, 'series' | 'window' | 'target'>,
  columns: number,
): (number | null)[] {
  const [first, second] = series;
  if (columns <= 0 || first === undefined || window === null) return [];
  const width = (window.to - window.from) / columns;
  const period = second === undefined ? window.to - first.t : second.t - first.t;
  return Array.from({ length: columns }, (_, column) => {
    const [from, to] = [window.from + column * width, window.from + (column + 1) * width];
    const begun = series.filter(({ t }) => t >= from && t < to);
    const parts = begun.length > 0 ? begun : series.filter(({ t }) => t < to && t + period > from);
    return merged(
      parts.flatMap(({ value }) => (value === null ? [] : [value])),
      target,
    );
  });
}

function merged(values: readonly number[], target: FigureTarget | null): number | null {
  if (values.length === 0) return null;
  const beyond = target === null ? [] : values.filter((value) => !meetsTarget(value, target));
  if (target === null || beyond.length === 0) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return isUpperLimit(target) ? Math.max(...beyond) : Math.min(...beyond);
}

const isUpperLimit = ({ is }: FigureTarget): boolean => is === 'below' || is === 'at-most';

/** What the lowest and the highest bar stand for: from nought, and as far as the limit at least. */
export function scaleOf({ series, target, unit }: Pick<Figure, 'series' | 'target' | 'unit'>): {
  readonly low: number;
  readonly high: number;
} {
  const values = series.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (target === null) return { low: Math.min(0, least), high: most };
  if (isUpperLimit(target)) {
    return { low: Math.min(0, least), high: Math.max(target.value, most) };
  }
  const high = unit === 'percent' || unit === 'score' ? 100 : Math.max(most, target.value);
  // Twice as much room below the limit as above it, where nothing is lower.
  return { low: Math.min(least, Math.max(0, target.value - 2 * (high - target.value))), high };
}

/** The columns in which a version went live. */
export function markedColumns(
  marks: readonly FigureMark[],
  { from, to }: EvidenceWindow,
  columns: number,
): ReadonlySet<number> {
  const inside = marks.filter(({ at }) => at > from && at <= to);
  return new Set(
    inside.map(({ at }) =>
      Math.min(columns - 1, Math.floor(((at - from) / (to - from)) * columns)),
    ),
  );
}
