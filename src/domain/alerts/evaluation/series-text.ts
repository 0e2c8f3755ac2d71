import { metrics } from '../language/metrics.ts';

/** A series as a unit test writes it: what it is of, and a value for each step, null where there is none. */
export interface WrittenSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | 'stale' | null)[];
}

const longest = 100_000;

/** `error_rate{env="production"}`; undefined where it names no series. */
export function parseSeriesName(
  text: string,
): Pick<WrittenSeries, 'metric' | 'labels'> | undefined {
  const match = /^(\w+)\s*(?:\{(.*)\})?$/.exec(text.trim());
  const [, metric = '', inside = ''] = match ?? [];
  if (!metrics.has(metric)) return undefined;
  const pairs = [...inside.matchAll(/\s*(\w+)\s*=\s*"([^"]*)"\s*(?:,|$)/g)];
  if (pairs.map(([whole]) => whole).join('') !== inside) return undefined;
  return { metric, labels: Object.fromEntries(pairs.map(([, name, value]) => [name, value])) };
}

/**
 * `1 2.5 9*6 _ stale NaN true`: a value for each step; `9*6` is six nines, `_` no sample. Throws a
 * RangeError that names the word which is no value.
 */
export function parseSeriesValues(text: string): WrittenSeries['values'] {
  const values = text
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const [, written = word, times = '1'] = /^(.*)\*(\d{1,6})$/.exec(word) ?? [];
      return Array.from({ length: Number(times) }, () => valueNamed(written, word));
    });
  if (values.length > longest) throw new RangeError(`a series has at most ${longest} values`);
  return values;
}

function valueNamed(written: string, word: string): number | 'stale' | null {
  if (written === '_') return null;
  if (written === 'stale') return 'stale';
  if (written === 'NaN') return Number.NaN;
  if (written === 'true') return 1;
  if (written === 'false') return 0;
  if (/^-?\d+(?:\.\d+)?$/.test(written)) return Number(written);
  throw new RangeError(`"${word}" is not a value such as 9, 9*6, _, stale, NaN, true or false`);
}
