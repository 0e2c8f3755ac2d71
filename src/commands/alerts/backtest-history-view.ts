/* What the live sources could tell, and what they could not tell of each rule. */
import type { Screen } from '../../contract/context.ts';
import type { HistoryCaveat } from '../../domain/alerts/backtest/history-caveats.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { BacktestHistory, BacktestRule } from './backtest-data.ts';

type Source = BacktestHistory['sources'][number];

/** A line for each metric and each resolution of it; then why something is missing. */
export function historyText({ sources, saved }: BacktestHistory, screen: Screen): string {
  const rows = sources.flatMap((source) => rowsOf(source, screen));
  const lacks = sources.flatMap((source) =>
    source.detail === null ? [] : paragraph(`${nameOf(source)}: ${source.detail}`, screen),
  );
  return [
    screen.table(rows, { head: ['metric', 'source', 'from', 'a value every'], flexible: 1 }),
    ...lacks,
    ...(saved === null ? [] : [screen.fit(`kept in ${saved}`, screen.columns)]),
  ].join('\n');
}

function nameOf({ metric, environment }: Source): string {
  return environment === 'production' ? metric : `${metric} (${environment})`;
}

function rowsOf(asked: Source, screen: Screen): string[][] {
  const { source, verdict, parts } = asked;
  const name = nameOf(asked);
  if (parts.length === 0) return [[name, source, screen.verdict(verdict), '']];
  return parts.map(({ from, step }, index) => [
    index === 0 ? name : '',
    index === 0 ? source : '',
    day(from),
    formatDuration(step),
  ]);
}

/** Minutes in UTC: columns are dear, and the zone of the team stands below. */
function day(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What is to be said of some rules; nothing where everything is known. */
export function caveatLines(rules: readonly BacktestRule[], screen: Screen): string[] {
  const said = new Map<string, string>();
  for (const rule of rules) {
    const words = [
      ...(rule.unknown === null ? [] : [`unknown: ${rule.unknown}`]),
      ...rule.caveats.map(caveatText),
    ];
    if (words.length > 0) said.set(rule.name, words.join('; '));
  }
  const lines = [...said].flatMap(([name, text]) => paragraph(`${name}: ${text}`, screen));
  return lines.length === 0 ? [] : ['', 'What this does not tell:', ...lines];
}

function caveatText(caveat: HistoryCaveat): string {
  if (caveat.kind === 'shorter') {
    const why = caveat.why === '' ? '' : ` (${caveat.why})`;
    return `nothing is known before ${day(caveat.from)}${why}`;
  }
  const step = formatDuration(caveat.step);
  return `until ${day(caveat.to)} a value every ${step} only: what is shorter does not show`;
}

function paragraph(text: string, screen: Screen): string[] {
  return wrap(text, screen.columns - 2, screen.width).map((line) => `  ${line}`);
}
