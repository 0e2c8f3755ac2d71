import { readAlertRules } from '../../../src/config/alert-rules.ts';
import {
  type Replayed,
  replayInOrder,
  replaySorted,
} from '../../../src/domain/alerts/backtest/replay.ts';
import type { Sample } from '../../../src/domain/alerts/evaluation/sample.ts';
import type { TrackedAlert } from '../../../src/domain/alerts/evaluation/tracked.ts';

const minute = 60_000;
/** A multiple of every interval that the tests use. */
export const epoch = 1_800_000_000_000;

export interface RuleText {
  readonly condition: string;
  readonly severity?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export async function rulesFrom(...texts: readonly RuleText[]) {
  const items = texts.map(({ condition, severity = 'P3', fields = {} }, index) =>
    [
      `- name: R${index}`,
      `severity: ${severity}`,
      `condition: '${condition}'`,
      'channels: [slack-alerts]',
      'message: x',
      ...Object.entries(fields).map(([key, value]) => `${key}: ${value}`),
    ].join('\n  '),
  );
  const { rules, mistakes } = await readAlertRules(items.join('\n'), 'rules.yml');
  if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join('\n'));
  return rules;
}

/** A point of a series: minutes since the epoch of the tests, the value, and when it arrived if late. */
export interface Point {
  readonly at: number;
  readonly value: number | 'stale';
  readonly arrived?: number;
  readonly metric?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Values a minute apart from minute 0: numbers, `_` for none, `x` for a stale marker, `N` for NaN, `t` and
 * `f` for true and false; `5*3` is three fives.
 */
export function points(text: string, metric = 'error_rate'): Point[] {
  const words = text.split(/\s+/).flatMap((word) => {
    const [value = '', times = '1'] = word.split('*');
    return Array.from({ length: Number(times) }, () => value);
  });
  return words.flatMap((word, at) => (word === '_' ? [] : [{ at, value: numberOf(word), metric }]));
}

function numberOf(word: string): number | 'stale' {
  if (word === 'x') return 'stale';
  if (word === 'N') return Number.NaN;
  return word === 't' ? 1 : word === 'f' ? 0 : Number(word);
}

interface Play {
  readonly to: number;
  readonly from?: number;
  readonly sorted?: boolean;
  /** Whether evaluations and transitions are kept, or only what fired. */
  readonly kept?: boolean;
}

export async function play(
  rules: Awaited<ReturnType<typeof rulesFrom>>,
  given: readonly Point[],
  { to, from = 0, sorted = false, kept = true }: Play,
): Promise<Replayed> {
  const replay = (sorted ? replaySorted : replayInOrder)(rules, {
    from: epoch + from * minute,
    to: epoch + to * minute,
    holds: [],
    budget: kept ? { evaluations: 1e6, transitions: 1e6 } : { evaluations: 0, transitions: 0 },
  });
  const series = new Map<string, number | undefined>();
  for (const { at, value, arrived, metric = 'error_rate', labels = {} } of given) {
    const key = JSON.stringify([metric, labels]);
    if (!series.has(key)) series.set(key, replay.seriesOf({ metric, labels }));
    const number = series.get(key);
    const t = epoch + at * minute;
    const visible = Math.max(t, epoch + (arrived ?? at) * minute);
    const stale = value === 'stale';
    if (number === undefined) continue;
    const sample: Sample = { series: number, t, visible, value: stale ? Number.NaN : value, stale };
    if (!replay.add(sample)) return play(rules, given, { to, from, sorted: true, kept });
  }
  return replay.finish();
}

const letters = { inactive: '.', pending: 'p', firing: 'F' };

/** The state at each evaluation as one letter: `.` inactive, `p` pending, `F` firing. */
export function statesOf(alert: TrackedAlert | undefined): string {
  return alert?.evaluations.map(({ state }) => letters[state]).join('') ?? '';
}

export async function statesFor(rule: RuleText, given: readonly Point[], play_: Play) {
  const { alerts } = await play(await rulesFrom(rule), given, play_);
  return statesOf(alerts[0]);
}
