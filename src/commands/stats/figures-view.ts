/* Figures as rows: sign, name, value, limit, course and change; below them the deploys, and who told it when. */
import type { Screen } from '../../contract/context.ts';
import { lackText } from '../../domain/evidence/lacks.ts';
import type { Evidence, EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { Wording } from '../../domain/evidence/wording.ts';
import { columnsOf, markedColumns, scaleOf } from '../../domain/numbers/course.ts';
import {
  type Figure,
  type FigureMark,
  type FigureSet,
  figureVerdict,
} from '../../domain/numbers/figure.ts';
import {
  changeText,
  figureText,
  momentText,
  targetText,
} from '../../domain/numbers/figure-text.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { spanText } from '../../domain/time/span-text.ts';
import { day } from '../../domain/time/units.ts';
import { wrapped } from '../view/labelled.ts';
import { figureName, problemLines, remarkLines, sourceLines } from './figure-notes.ts';
import { isShare, shareLines } from './share-lines.ts';
import { statsWords as words } from './words.ts';

/** Columns of a course. */
const [shortest, widest] = [10, 30];
/** Between the cells of a table, and what stands before its first. */
const gap = 2;

/** What is asked of which environment and window, what it shows in a sentence, then each figure. */
export function viewFigures(
  environment: string,
  { title, sentence }: Pick<Wording<FigureSet>, 'title' | 'sentence'>,
  evidence: Evidence<FigureSet>,
  screen: Screen,
): string {
  const { verdict, value, window } = evidence;
  const w = words[screen.language];
  const length = window === null ? '' : screen.say(lengthText(window));
  const about = window === null ? '' : `, ${w.window(length, screen.clock(window.to))}`;
  const head = screen.paint.bold(`${environment} · ${screen.say(title)}${about}`);
  const isKnown = value?.figures.some((figure) => figure.value !== null) ?? false;
  // Why nothing is known is told below, as a problem.
  const said =
    value !== null && isKnown
      ? screen.say(sentence(value, screen.zone))
      : whyEmpty(evidence, screen);
  const [first = '', ...rest] = wrapped(said, screen, 2);
  return [
    ...wrapped(head, screen, 0),
    `${screen.sign(verdict)} ${first.trimStart()}`,
    ...rest,
    ...(value === null ? [] : ['', ...figureLines(value, evidence, screen)]),
  ].join('\n');
}

/** A day as its hours: `24h`. */
function lengthText({ from, to }: EvidenceWindow): Text {
  const length = to - from;
  return length === day ? say('24h', '24시간') : spanText(length);
}

function whyEmpty({ lack, verdict }: Evidence<FigureSet>, screen: Screen): string {
  const told = lackText(lack);
  if (told !== null) return screen.say(told);
  const { unknown, notKnown } = words[screen.language];
  return verdict === 'unknown' ? unknown : notKnown;
}

/** All figures of a set, with its deploys and its sources. Lines without their end. */
function figureLines(
  set: FigureSet,
  { observedAt, problem }: Evidence<FigureSet>,
  screen: Screen,
): string[] {
  const { figures } = set;
  // Where one reason holds for all, it has been told.
  const isEmpty = figures.every(
    ({ value, lack }) =>
      value === null && lack !== undefined && lack.code === figures[0]?.lack?.code,
  );
  const single = { ...set, figures: figures.filter((figure) => !isShare(figure)) };
  const table = isEmpty ? null : tableLines(single, screen);
  return [
    ...(isEmpty ? [] : (table ?? narrowLines(single, screen))),
    ...shareLines(figures.filter(isShare), screen, table === null),
    ...problemLines(figures, problem, screen),
    ...remarkLines(figures, screen),
    ...sourceLines(figures, screen, observedAt),
  ];
}

/** The cells that stand before and after the course of a figure. */
interface Cells {
  readonly before: readonly string[];
  readonly after: string;
}

function cellsOf(figure: Figure, screen: Screen, isShort: boolean): Cells {
  const { value, unit, target, verdict } = figure;
  return {
    before: [
      screen.sign(verdict),
      figureName(figure, screen),
      screen.say(figureText(value, unit)),
      target === null ? '' : screen.paint.dim(screen.say(targetText(target, unit))),
    ],
    after: value === null ? screen.say(whyNot(figure)) : changeOf(figure, screen, isShort),
  };
}

/** `−5.7 pt (was 94.5 %)`; short, without what it was. */
function changeOf({ value, before, unit }: Figure, screen: Screen, isShort: boolean): string {
  const change = changeText(value, before, unit);
  if (change === null || before === null) return '';
  const was = words[screen.language].was(screen.say(figureText(before, unit)));
  return isShort ? screen.say(change) : `${screen.say(change)} ${screen.paint.dim(was)}`;
}

/** Null where there is no room for a table with a course. */
function tableLines(set: FigureSet, screen: Screen): string[] | null {
  for (const isShort of [false, true]) {
    const cells = set.figures.map((figure) => cellsOf(figure, screen, isShort));
    const taken = takenBeside(cells, screen);
    const room = screen.terminal ? screen.columns - taken : widest;
    const columns = Math.min(room, courseLength(set.figures));
    if (columns < Math.min(shortest, courseLength(set.figures))) continue;
    return rowsOf(set, cells, columns, screen);
  }
  return null;
}

/** Columns that all but the course take. */
function takenBeside(cells: readonly Cells[], screen: Screen): number {
  const rows = cells.map(({ before, after }) => [...before, after]);
  const count = rows[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => screen.width(row[at] ?? ''))),
  );
  return widths.reduce((sum, width) => sum + width + gap, gap);
}

function rowsOf(
  { figures, marks }: FigureSet,
  cells: readonly Cells[],
  columns: number,
  screen: Screen,
): string[] {
  const rows = figures.map((figure, at) => [
    ...(cells[at]?.before ?? []),
    courseText(figure, columns, screen),
    cells[at]?.after ?? '',
  ]);
  const axis = axisOf(figures);
  const arrows = axis === null ? '' : arrowsOf(marks, axis, columns);
  const title = words[screen.language].deploys;
  const marked = arrows === '' ? [] : [['', title, '', '', screen.paint.accent(arrows)]];
  const table = screen.table([...rows, ...marked], { indent: gap, right: [2], flexible: 5 });
  const beside = arrows === '' ? `${title}: ` : '↑ ';
  return [...table.split('\n'), ...versionLines(marks, axis, beside, 5, screen)];
}

/** The time that all courses share; null where they do not, and no arrow could be right for all. */
function axisOf(figures: readonly Figure[]): EvidenceWindow | null {
  const windows = figures.flatMap(({ series, window }) =>
    series.length === 0 || window === null ? [] : [window],
  );
  const [first] = windows;
  if (first === undefined) return null;
  return windows.every(({ from, to }) => from === first.from && to === first.to) ? first : null;
}

/** An arrow below each column in which a version went live; empty where none did. */
function arrowsOf(marks: readonly FigureMark[], axis: EvidenceWindow, columns: number): string {
  const at = markedColumns(marks, axis, columns);
  if (at.size === 0) return '';
  return Array.from({ length: columns }, (_, column) => (at.has(column) ? '↑' : ' '))
    .join('')
    .trimEnd();
}

function versionLines(
  marks: readonly FigureMark[],
  axis: EvidenceWindow | null,
  beside: string,
  indent: number,
  screen: Screen,
): string[] {
  if (marks.length === 0) return [];
  const length = axis === null ? Number.POSITIVE_INFINITY : axis.to - axis.from;
  // Where one needs its day all have it.
  const told = marks.map(
    ({ version, at }) => `${version} ${momentText(at, at + length, screen.zone)}`,
  );
  const text = `${beside}${told.join(', ')}`;
  return wrapped(text, screen, indent, 2).map((line) => screen.paint.accent(line));
}

/** A bar a column, those beyond the limit in the colour of how far; empty without a course. */
function courseText(figure: Figure, columns: number, screen: Screen): string {
  const values = columnsOf(figure, columns);
  const { warn, bad } = screen.paint;
  return [...screen.sparkline(values, scaleOf(figure))]
    .map((bar, at) => {
      const verdict = figureVerdict(values[at] ?? null, figure.target);
      return verdict === 'bad' ? bad(bar) : verdict === 'warn' ? warn(bar) : bar;
    })
    .join('');
}

const courseLength = (figures: readonly Figure[]): number =>
  Math.min(widest, Math.max(0, ...figures.map(({ series }) => series.length)));

/** Name, value and limit, with the course and the change below them. */
function narrowLines({ figures, marks }: FigureSet, screen: Screen): string[] {
  const columns = Math.min(courseLength(figures), screen.columns - 16);
  const axis = axisOf(figures);
  const arrows = axis === null ? '' : arrowsOf(marks, axis, columns);
  const title = words[screen.language].deploys;
  const beside = arrows === '' ? `${title}: ` : `↑ ${title}: `;
  return [
    ...figures.flatMap((figure) => narrowFigure(figure, columns, screen)),
    ...(arrows === '' ? [] : [`    ${screen.paint.accent(arrows)}`]),
    ...versionLines(marks, axis, beside, 2, screen),
  ];
}

function narrowFigure(figure: Figure, columns: number, screen: Screen): string[] {
  const { value } = figure;
  const { before, after } = cellsOf(figure, screen, true);
  const [sign = '', ...said] = before.filter((cell) => cell !== '');
  const course = courseText(figure, columns, screen);
  const below =
    value === null
      ? wrapped(after, screen, 4)
      : [`    ${[course, after].filter((part) => part !== '').join('  ')}`];
  return [
    ...wrapped(`${sign} ${said.join('  ')}`, screen, 2, 2),
    ...below.filter((line) => line.trim() !== ''),
  ];
}

/** In a few words; a problem is told below, once for all. */
function whyNot({ lack }: Figure): Text {
  return lackText(lack) ?? { en: words.en.notKnown, ko: words.ko.notKnown };
}
