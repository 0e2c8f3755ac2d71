import type { Clock, Paint, Screen, SparklineScale } from '../contract/context.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import { verdictTexts } from '../domain/evidence/verdict-texts.ts';
import type { Language } from '../domain/text/language.ts';
import { agoText, spanText } from '../domain/time/span-text.ts';
import { bothTimes, clockTime } from '../domain/time/zoned.ts';
import { truncate, width } from './measure.ts';
import { table } from './table.ts';

interface ScreenOptions {
  /** The size is read whenever something is drawn: a window may change. */
  readonly columns: number;
  readonly rows: number;
  readonly terminal: boolean;
  /** Default: as `terminal`. */
  readonly redraws?: boolean;
  readonly paint: Paint;
  readonly clock: Pick<Clock, 'now'>;
  /** IANA name of the team's zone; asked when a time is shown. */
  readonly zone: () => string;
  /** What stands before `tsops` where no such program is on the PATH: `npx `. Default: nothing. */
  readonly calledBy?: string;
  /** Asked when a text is shown. */
  readonly language: () => Language;
}

const signs: Readonly<Record<Verdict, string>> = {
  ok: '✔',
  warn: '▲',
  'no-data': '·',
  unknown: '?',
  bad: '✖',
};
const bars = '▁▂▃▄▅▆▇█';

export function createScreen(options: ScreenOptions): Screen {
  const { paint, clock, zone, language } = options;
  const room = (): number => (options.terminal ? options.columns : Number.POSITIVE_INFINITY);
  const colourOf: Record<Verdict, (text: string) => string> = {
    ok: paint.good,
    warn: paint.warn,
    'no-data': paint.dim,
    unknown: paint.accent,
    bad: paint.bad,
  };
  return {
    get columns() {
      return options.columns;
    },
    get rows() {
      return options.rows;
    },
    terminal: options.terminal,
    redraws: options.redraws ?? options.terminal,
    paint,
    get language() {
      return language();
    },
    get zone() {
      return zone();
    },
    step: (text) => (/^tsops(?: |$)/.test(text) ? `${options.calledBy ?? ''}${text}` : text),
    say: (text) => text[language()],
    verdict: (verdict) =>
      colourOf[verdict](`${signs[verdict]} ${verdictTexts[verdict][language()]}`),
    sign: (verdict) => colourOf[verdict](signs[verdict]),
    width,
    fit: truncate,
    table: (rows, tableOptions) => table(rows, room(), tableOptions, paint.dim),
    sparkline,
    time: (epochMs) => bothTimes(epochMs, zone()),
    clock: (epochMs) => clockTime(epochMs, zone()),
    ago: (epochMs) => agoText(epochMs, clock.now())[language()],
    span: (milliseconds) => spanText(milliseconds)[language()],
  };
}

function sparkline(values: readonly (number | null)[], scale?: SparklineScale): string {
  const present = values.filter((value) => value !== null);
  const { low, high } = scale ?? { low: Math.min(...present), high: Math.max(...present) };
  return values
    .map((value) => {
      if (value === null) return ' ';
      const share = high <= low ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
      return bars[Math.round(share * (bars.length - 1))];
    })
    .join('');
}
