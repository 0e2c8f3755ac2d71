import type { Screen } from '../../contract/context.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { Backtest, BacktestRule } from './backtest-data.ts';
import { caveatLines, historyText } from './backtest-history-view.ts';

/** One line for each rule and `for`, then when each fired; before them what the sources could tell. */
export function backtestText(data: Backtest, screen: Screen): string {
  const { samples, from, to, rules, history } = data;
  const told = history === null ? [] : [historyText(history, screen), ''];
  if (from === null || to === null) {
    const empty = history === null ? 'the history is empty' : 'nothing could be evaluated';
    const verdict = rules.some(({ unknown }) => unknown !== null) ? 'unknown' : 'no-data';
    return [...told, `${screen.verdict(verdict)}  ${empty}`].join('\n');
  }
  const scored = rules.some(({ score }) => score !== null);
  const head = [
    'rule',
    'for',
    'fired',
    ...(scored ? ['detects in', 'missed', 'false'] : ['first']),
  ];
  const right = scored ? [1, 2, 3, 4, 5] : [1, 2];
  const rows = rules.map((rule) => summary(rule, screen, scored));
  const firing = rules.filter(
    ({ own, firings, noSamples }) => own && !noSamples && firings.length > 0,
  );
  return [
    ...told,
    `${samples} samples, ${screen.time(from * 1000)}`,
    `${' '.repeat(String(samples).length)} to       ${screen.time(to * 1000)}`,
    '',
    screen.table(rows, { head, right, flexible: 0 }),
    ...firing.flatMap((rule) => ['', ...firingLines(rule, screen)]),
    ...caveatLines(rules, screen),
  ].join('\n');
}

/** The environment that needs no word. */
const usual = 'production';

function titleOf({ name, labels }: BacktestRule): string {
  const own = Object.entries(labels).filter(([key, value]) => key !== 'env' || value !== usual);
  const pairs = own.map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? name : `${name} {${pairs.join(', ')}}`;
}

function summary(rule: BacktestRule, screen: Screen, scored: boolean): string[] {
  const { firings, score, own } = rule;
  const tried = formatDuration(rule.for);
  const start = [titleOf(rule), own ? tried : `(${tried})`, String(firings.length)];
  if (rule.noSamples)
    return [
      ...start.slice(0, 2),
      rule.unknown === null ? 'no data' : 'unknown',
      ...(scored ? ['', '', ''] : ['']),
    ];
  if (!scored) {
    const [first] = firings;
    return [...start, first === undefined ? '' : screen.time(first.from * 1000)];
  }
  if (score === null) return [...start, '', '', ''];
  const { medianTimeToDetect: time, missed, falseAlarms } = score;
  return [
    ...start,
    // A second is less than any source can tell.
    time === null ? '–' : formatDuration(Math.round(time / 1000) * 1000),
    String(missed.length),
    String(falseAlarms.length),
  ];
}

const most = 5;

function firingLines(rule: BacktestRule, screen: Screen): string[] {
  const { firings, score, severity } = rule;
  const alarms = new Set(score?.falseAlarms);
  const lines = firings.slice(0, most).map(({ from, to }) => {
    const length = to === null ? 'to the end' : `for ${formatDuration((to - from) * 1000)}`;
    const mark = alarms.has(from) ? `, ${screen.paint.warn('false alarm')}` : '';
    return `  ${screen.time(from * 1000)} ${length}${mark}`;
  });
  const rest = firings.length - lines.length;
  return [
    `${screen.paint.bold(titleOf(rule))} ${severity} fired`,
    ...lines,
    ...(rest > 0 ? [screen.paint.dim(`  and ${rest} more (--json)`)] : []),
    ...(score?.missed ?? []).slice(0, most).map((name) => `  missed: ${name}`),
  ];
}
