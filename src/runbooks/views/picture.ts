/* The pictures of evidence as lines of text. */
import type { Screen } from '../../contract/context.ts';
import type { Bars, Picture, Rows, Series } from '../../domain/evidence/picture.ts';

/** At most `lines` lines, each within the screen, indented by `indent` columns. */
export function pictureLines(
  picture: Picture,
  screen: Screen,
  lines: number,
  indent = 2,
): string[] {
  if (lines <= 0) return [];
  if (picture.kind === 'series') return seriesLines(picture, screen, indent).slice(0, lines);
  return picture.kind === 'bars'
    ? barLines(picture, screen, lines, indent)
    : rowLines(picture, screen, lines, indent);
}

/** A sparkline as wide as fits, and below it where the marked moments are. */
function seriesLines(series: Series, screen: Screen, indent: number): string[] {
  const room = Math.max(8, Math.min(screen.columns, 100) - indent - 20);
  const values = inBuckets(series.values, room);
  const end = series.from + series.values.length * series.step;
  const pad = ' '.repeat(indent);
  const clock = (at: number): string => screen.clock(at).slice(0, 5);
  const from = clock(series.from);
  const graph = `${pad}${screen.paint.dim(from)} ${screen.sparkline(values)} ${screen.paint.dim(screen.clock(end))}`;
  const marks = markLine(series, values.length, from.length + 1 + indent, screen);
  return marks === '' ? [graph] : [graph, marks];
}

/** Sums of neighbours, so that a day of minutes fits a line. */
function inBuckets(values: readonly (number | null)[], most: number): (number | null)[] {
  const size = Math.ceil(values.length / most);
  const buckets: (number | null)[] = [];
  for (let at = 0; at < values.length; at += size) {
    const some = values.slice(at, at + size).filter((value) => value !== null);
    buckets.push(some.length === 0 ? null : some.reduce((sum, value) => sum + value, 0));
  }
  return buckets;
}

function markLine(series: Series, buckets: number, offset: number, screen: Screen): string {
  const length = series.values.length * series.step;
  const inside = series.marks.filter(({ at }) => at >= series.from && at <= series.from + length);
  let line = '';
  for (const { at, label } of inside.sort((a, b) => a.at - b.at)) {
    const share = (at - series.from) / length;
    const column = offset + Math.min(buckets - 1, Math.floor(share * buckets));
    const text = `${label} ${screen.clock(at).slice(0, 5)}`;
    const start = Math.min(column, screen.columns - screen.width(`↑ ${text}`));
    const apart = start >= screen.width(line) + (line === '' ? 0 : 2);
    // What happened at nearly the same time is named in turn, and not left out.
    const longer = apart
      ? `${line}${' '.repeat(start - screen.width(line))}↑ ${text}`
      : `${line}, ${text}`;
    if (screen.width(longer) <= screen.columns) line = longer;
  }
  return line === '' ? '' : screen.paint.accent(line);
}

/** Columns of the longest bar. */
const longestBar = 20;

/** What stands beside the bar tells more than the bar: on half the width there is less of it, or none. */
function barWidthFor(bars: Bars['bars'], words: number, indent: number, screen: Screen): number {
  const note = Math.max(0, ...bars.map((bar) => screen.width(bar.note)));
  // Its sign, and the blanks between.
  const beside = indent + 2 + words + 2 + 2 + note;
  const left = room(screen) - beside;
  return left >= longestBar ? longestBar : left >= 4 ? left : 0;
}

const shareText = ({ share }: Bars['bars'][number]): string => `${Math.round(share * 100)} %`;

function barLines({ bars }: Bars, screen: Screen, lines: number, indent: number): string[] {
  const label = Math.max(0, ...bars.map((bar) => screen.width(bar.label)));
  const wide = Math.max(0, ...bars.map((bar) => shareText(bar).length));
  const barWidth = barWidthFor(bars, label + wide, indent, screen);
  return bars.slice(0, lines).map((bar) => {
    const filled = Math.round(bar.share * barWidth);
    const expected = bar.expected === null ? -1 : Math.round(bar.expected * barWidth);
    const cells = Array.from({ length: barWidth }, (_, i) => {
      if (i === expected - 1 && i >= filled) return '┊';
      return i < filled ? '█' : '·';
    }).join('');
    const name = bar.label + ' '.repeat(label - screen.width(bar.label));
    const sign = bar.marked ? screen.sign('bad') : ' ';
    const share = shareText(bar).padStart(wide);
    return screen.fit(
      `${' '.repeat(indent)}${sign} ${name}${cells === '' ? '' : ` ${cells}`} ${share}  ${bar.note}`,
      room(screen),
    );
  });
}

function rowLines(picture: Rows, screen: Screen, lines: number, indent: number): string[] {
  const all = drawnRows(picture, lines, screen, indent);
  const cut = cutRow(picture, all);
  if (cut === undefined || lines < 2) return all;
  // What shows a row whole is worth more than the last of many rows.
  const fewer = all.length < lines ? all : drawnRows(picture, lines - 1, screen, indent);
  return [...fewer, `${' '.repeat(indent + 2)}${screen.paint.dim(`→ ${screen.step(cut)}`)}`];
}

function drawnRows(picture: Rows, lines: number, screen: Screen, indent: number): string[] {
  const shown = picture.rows.slice(0, lines);
  if (shown.length === 0) return [];
  const rows = shown.map(({ marked, cells }) => [marked ? screen.sign('bad') : ' ', ...cells]);
  return screen
    .table(rows, {
      indent,
      right: picture.right.map((index) => index + 1),
      flexible: picture.flexible + 1,
    })
    .split('\n');
}

/** The command that shows the first row whole of those that were cut, here or by their vendor. */
function cutRow({ rows, flexible }: Rows, drawn: readonly string[]): string | undefined {
  const isCut = (cell: string, line: string) => cell.endsWith('…') || !line.includes(cell.trim());
  return rows.find(({ cells, whole }, at) => {
    const line = drawn[at];
    return whole !== undefined && line !== undefined && isCut(cells[flexible] ?? '', line);
  })?.whole;
}

function room(screen: Screen): number {
  return screen.terminal ? screen.columns : Number.POSITIVE_INFINITY;
}
