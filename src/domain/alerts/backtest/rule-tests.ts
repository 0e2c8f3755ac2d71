/*
 * Unit tests of rules: series go in, and at given moments the state, the value, the message and the
 * channels of a rule must be those expected.
 */
import { formatDuration } from '../../time/duration.ts';
import { Evaluator } from '../evaluation/evaluator.ts';
import { messageOf } from '../evaluation/message.ts';
import type { WrittenSeries } from '../evaluation/series-text.ts';
import type { AlertState } from '../evaluation/state.ts';
import type { Evaluation, TrackedAlert } from '../evaluation/tracked.ts';
import type { Rule } from '../language/rule.ts';

export interface Expectation {
  /** Milliseconds since the first value. */
  readonly at: number;
  readonly rule: string;
  readonly state: AlertState;
  readonly labels: Readonly<Record<string, string>>;
  readonly value?: number | null;
  readonly message?: string;
  readonly channels?: readonly string[];
  /** Where it stands, `file:line`. */
  readonly place: string;
}

export interface RuleTest {
  readonly name: string;
  /** Milliseconds between two values. */
  readonly interval: number;
  readonly series: readonly WrittenSeries[];
  readonly expect: readonly Expectation[];
}

export interface RuleTestFailure {
  readonly place: string;
  readonly message: string;
}

export interface TestResult {
  readonly name: string;
  readonly failures: readonly RuleTestFailure[];
}

/** Which rules are expected to fire somewhere, and which of them not to somewhere else. */
export interface RuleCoverage {
  readonly rule: string;
  readonly fires: boolean;
  readonly rests: boolean;
}

/** `urls`: the address of each environment, which a message may name. */
export function runRuleTest(
  rules: readonly Rule[],
  test: RuleTest,
  urls: Readonly<Record<string, string>>,
): TestResult {
  const last = Math.max(0, ...test.expect.map(({ at }) => at));
  const alerts = evaluated(rules, test, last);
  const failures = test.expect.flatMap((expected) =>
    differences(alerts, expected, urls).map((message) => ({ place: expected.place, message })),
  );
  return { name: test.name, failures };
}

export function coverageOf(rules: readonly Rule[], tests: readonly RuleTest[]): RuleCoverage[] {
  const expected = tests.flatMap((test) => test.expect);
  return rules.map(({ name }) => {
    const states = expected.filter(({ rule }) => rule === name).map(({ state }) => state);
    return {
      rule: name,
      fires: states.includes('firing'),
      rests: states.some((state) => state !== 'firing'),
    };
  });
}

function evaluated(rules: readonly Rule[], test: RuleTest, last: number): readonly TrackedAlert[] {
  const most = Number.MAX_SAFE_INTEGER;
  const budget = { evaluations: most, transitions: most };
  const evaluator = new Evaluator(rules, { from: 0, budget });
  for (const { metric, labels, values } of test.series) {
    const series = evaluator.addSeries({ metric, labels });
    if (series === undefined) continue;
    for (const [index, value] of values.entries()) {
      const t = index * test.interval;
      const stale = value === 'stale';
      if (value === null) continue;
      evaluator.add({ series, t, visible: t, value: stale ? Number.NaN : value, stale });
    }
  }
  return evaluator.finish(last);
}

function differences(
  alerts: readonly TrackedAlert[],
  expected: Expectation,
  urls: Readonly<Record<string, string>>,
): string[] {
  const alert = alerts.find(
    ({ rule, labels }) =>
      rule.name === expected.rule &&
      Object.entries(expected.labels).every(([name, value]) => labels[name] === value),
  );
  const seen = alert?.evaluations.find(({ t }) => t === expected.at);
  const at = `${expected.rule} at ${formatDuration(expected.at)}`;
  if (alert === undefined) return [`${at}: no series with these labels`];
  if (seen === undefined) {
    return [`${at}: not evaluated then, but every ${formatDuration(alert.rule.interval)}`];
  }
  const found: string[] = [];
  const compare = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== undefined && !Object.is(wanted, got)) {
      found.push(`${at}: expected ${what} ${String(wanted)}, got ${String(got)}`);
    }
  };
  compare('state', expected.state, seen.state);
  compare('value', expected.value, seen.value);
  compare('message', expected.message, messageAt(alert, seen, urls));
  compare('channels', expected.channels?.join(', '), alert.rule.channels.join(', '));
  return found;
}

function messageAt(
  alert: TrackedAlert,
  seen: Evaluation,
  urls: Readonly<Record<string, string>>,
): string {
  const { t, state } = seen;
  const environment = alert.labels.env ?? alert.rule.env ?? 'production';
  const begun = alert.transitions.findLast((each) => each.t <= t && each.from === 'inactive');
  const since = state === 'inactive' ? undefined : begun?.t;
  const url = urls[environment] ?? '';
  return messageOf(alert.rule, { ...seen, since, labels: alert.labels, url });
}
