/*
 * The result of a back-test as data. Times are epoch seconds, as in the history; durations milliseconds.
 */
import type { AlertState, Reason } from '../domain/alerts/alert-state.ts';
import { type MarkedIncident, scoreOf } from '../domain/alerts/firings.ts';
import type { Replayed } from '../domain/alerts/replay.ts';
import type { Severity } from '../domain/alerts/rule.ts';
import { labelsKey } from '../domain/alerts/sample.ts';
import type { RecordBudget, TrackedAlert } from '../domain/alerts/tracked-alert.ts';

/** Null where there was no data; true or false where the metric is that. */
export type ShownValue = number | boolean | 'NaN' | null;

export interface BacktestScore {
  readonly incidents: number;
  readonly detected: number;
  /** Milliseconds. */
  readonly medianTimeToDetect: number | null;
  readonly slowest: number | null;
  readonly missed: readonly string[];
  readonly falseAlarms: readonly number[];
}

/** One rule over one series, with one `for`. */
export interface BacktestRule {
  readonly name: string;
  readonly severity: Severity;
  /** Milliseconds. */
  readonly for: number;
  /** Whether that is what the rule says; else it was tried with --for. */
  readonly own: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** The history holds no sample of its metric: nothing can be said of it. */
  readonly noSamples: boolean;
  readonly firings: readonly { readonly from: number; readonly to: number | null }[];
  /** With --json, as the rest; null where there are too many to print. */
  readonly transitions:
    | readonly {
        readonly t: number;
        readonly from: AlertState;
        readonly to: AlertState;
        readonly value: ShownValue;
        readonly reason: Reason;
        /** Where firing ended: whether *resolved* would have been sent. */
        readonly resolved?: boolean;
      }[]
    | null;
  readonly notices:
    | readonly {
        readonly t: number;
        readonly kind: 'no-data' | 'resolved';
        readonly since: number;
      }[]
    | null;
  readonly evaluations:
    | readonly { readonly t: number; readonly state: AlertState; readonly value: ShownValue }[]
    | null;
  /** Null without --incidents. */
  readonly score: BacktestScore | null;
}

export interface Backtest {
  readonly samples: number;
  /** Null where there is nothing. */
  readonly from: number | null;
  readonly to: number | null;
  readonly rules: readonly BacktestRule[];
}

const seconds = (ms: number): number => ms / 1000;
const secondsOrNull = (ms: number | null): number | null => (ms === null ? null : seconds(ms));

interface Options {
  readonly incidents: readonly MarkedIncident[] | undefined;
  /** What is left of the budget of records: where it is nothing, not all of them were kept. */
  readonly left: RecordBudget;
}

export function backtestOf({ alerts, samples, from, to }: Replayed, options: Options): Backtest {
  return {
    samples,
    from: secondsOrNull(from),
    to: secondsOrNull(to),
    rules: alerts
      .toSorted((a, b) => (labelsKey(a.labels) < labelsKey(b.labels) ? -1 : 1))
      .map((alert) => ruleOf(alert, options)),
  };
}

function ruleOf(alert: TrackedAlert, { incidents, left }: Options): BacktestRule {
  const { rule, hold, labels, firings, transitions, notices, evaluations } = alert;
  const moves = left.transitions > 0;
  const shown = (value: number | null): ShownValue =>
    shownValue(value, rule.condition.metric.unit === 'boolean');
  return {
    name: rule.name,
    severity: rule.severity,
    for: hold,
    own: hold === (rule.condition.hold ?? 0),
    labels,
    noSamples: !alert.bound,
    firings: firings.map((each) => ({ from: seconds(each.from), to: secondsOrNull(each.to) })),
    transitions: moves
      ? transitions.map((each) => ({ ...each, t: seconds(each.t), value: shown(each.value) }))
      : null,
    notices: moves
      ? notices.map(({ t, kind, since }) => ({ t: seconds(t), kind, since: seconds(since) }))
      : null,
    evaluations:
      left.evaluations > 0
        ? evaluations.map(({ t, state, value }) => ({ t: seconds(t), state, value: shown(value) }))
        : null,
    score: incidents === undefined ? null : scored(rule.name, firings, incidents),
  };
}

function scored(...[rule, firings, incidents]: Parameters<typeof scoreOf>): BacktestScore {
  const score = scoreOf(rule, firings, incidents);
  return { ...score, falseAlarms: score.falseAlarms.map(seconds) };
}

function shownValue(value: number | null, isBoolean: boolean): ShownValue {
  if (value === null) return null;
  if (Number.isNaN(value)) return 'NaN';
  if (isBoolean) return value !== 0;
  // JSON has no infinity; a change against nothing is one.
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
