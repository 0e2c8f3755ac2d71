import type { Clock, Paint, Screen } from '../contract/context.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import { formatDuration } from '../domain/time/duration.ts';
import { day, hour, minute, second } from '../domain/time/units.ts';
import { zonedTime } from '../domain/time/zoned.ts';
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
  const { paint, clock, zone } = options;
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
    verdict: (verdict) => colourOf[verdict](`${signs[verdict]} ${verdict.replace('-', ' ')}`),
    sign: (verdict) => colourOf[verdict](signs[verdict]),
    width,
    fit: truncate,
    table: (rows, tableOptions) => table(rows, room(), tableOptions, paint.dim),
    sparkline,
    time: (epochMs) => time(epochMs, zone()),
    ago: (epochMs) => ago(epochMs - clock.now()),
  };
}

function sparkline(values: readonly (number | null)[]): string {
  const present = values.filter((value) => value !== null);
  const low = Math.min(...present);
  const span = Math.max(...present) - low;
  return values
    .map((value) => {
      if (value === null) return ' ';
      return bars[span === 0 ? 0 : Math.round(((value - low) / span) * (bars.length - 1))];
    })
    .join('');
}

function time(epochMs: number, zone: string): string {
  const utc = `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  if (zone === 'UTC') return utc;
  const there = zonedTime(epochMs, zone);
  return `${utc} (${there.time.slice(0, 5)} ${there.zone})`;
}

/** The two largest units: nobody needs the seconds of a day-old deploy. */
function ago(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  const step = span >= day ? hour : span >= hour ? minute : second;
  const rounded = Math.round(span / step) * step;
  if (rounded === 0) return 'now';
  const text = formatDuration(rounded);
  return milliseconds < 0 ? `${text} ago` : `in ${text}`;
}
