/*
 * The result of a back-test as data. Times are epoch seconds, as in the history; durations milliseconds.
 */

import type { HistoryCaveat } from '../../domain/alerts/backtest/history-caveats.ts';
import type { Replayed } from '../../domain/alerts/backtest/replay.ts';
import { type MarkedIncident, scoreOf } from '../../domain/alerts/evaluation/firings.ts';
import { labelsKey } from '../../domain/alerts/evaluation/sample.ts';
import type { AlertReason, AlertState } from '../../domain/alerts/evaluation/state.ts';
import type { RecordBudget, TrackedAlert } from '../../domain/alerts/evaluation/tracked.ts';
import type { Rule, RuleSeverity } from '../../domain/alerts/language/rule.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';

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
  readonly severity: RuleSeverity;
  /** Milliseconds. */
  readonly for: number;
  /** Whether that is what the rule says; else it was tried with --for. */
  readonly own: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** The history holds no sample of its metric: nothing can be said of it. */
  readonly noSamples: boolean;
  /** Why nothing is known of it, where a source could not be asked; else null. */
  readonly unknown: string | null;
  /** What the history could not tell: see `history`; times in seconds. Empty for a file. */
  readonly caveats: readonly HistoryCaveat[];
  readonly firings: readonly { readonly from: number; readonly to: number | null }[];
  /** With --json, as the rest; null where there are too many to print. */
  readonly transitions:
    | readonly {
        readonly t: number;
        readonly from: AlertState;
        readonly to: AlertState;
        readonly value: ShownValue;
        readonly reason: AlertReason;
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
  /** Null without incidents: the team's own, and those of --incidents. */
  readonly score: BacktestScore | null;
}

export interface Backtest {
  readonly samples: number;
  /** Null where there is nothing. */
  readonly from: number | null;
  readonly to: number | null;
  readonly rules: readonly BacktestRule[];
  /** What the live sources could tell; null where a file was played. */
  readonly history: BacktestHistory | null;
}

export interface BacktestHistory {
  /** What was asked for, epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly sources: readonly {
    readonly metric: string;
    readonly environment: string;
    readonly source: string;
    readonly verdict: Verdict;
    /** What it has, oldest first: epoch seconds, and milliseconds between two values. */
    readonly parts: readonly {
      readonly from: number;
      readonly to: number;
      readonly step: number;
    }[];
    readonly samples: number;
    /** Why it is less than was asked for, or nothing. */
    readonly detail: string | null;
  }[];
  /** The file that keeps the samples, as --history reads it. */
  readonly saved: string | null;
}

/** What is known of a rule's past; times in epoch milliseconds. */
export interface Outlook {
  readonly unknown: string | null;
  /** The first evaluation; null where there is none. */
  readonly from: number | null;
  readonly caveats: readonly HistoryCaveat[];
}

const seconds = (ms: number): number => ms / 1000;
const secondsOrNull = (ms: number | null): number | null => (ms === null ? null : seconds(ms));

interface Options {
  readonly rules: readonly Rule[];
  readonly incidents: readonly MarkedIncident[] | undefined;
  /** What is left of the budget of records: where it is nothing, not all of them were kept. */
  readonly left: RecordBudget;
  readonly history: BacktestHistory | null;
  /** Without one a rule was played from the first sample to the last. */
  readonly outlooks: ReadonlyMap<Rule, Outlook>;
}

export function backtestOf({ alerts, samples, from, to }: Replayed, options: Options): Backtest {
  const sorted = alerts.toSorted((a, b) => (labelsKey(a.labels) < labelsKey(b.labels) ? -1 : 1));
  const silent = options.rules.filter((rule) => !alerts.some((alert) => alert.rule === rule));
  return {
    samples,
    from: secondsOrNull(from),
    to: secondsOrNull(to),
    rules: [
      ...sorted.map((alert) => ruleOf(alert, options)),
      // Of an empty file there is nothing to say; a source that is silent is a result.
      ...(options.history === null ? [] : silent.map((rule) => notPlayed(rule, options))),
    ],
    history: options.history,
  };
}

function ruleOf(alert: TrackedAlert, options: Options): BacktestRule {
  const { rule, hold, labels, firings, transitions, notices, evaluations } = alert;
  const { left, incidents } = options;
  const moves = left.transitions > 0;
  const shown = (value: number | null): ShownValue =>
    shownValue(value, rule.condition.metric.unit === 'boolean');
  return {
    ...shared(rule, options),
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
    score:
      incidents === undefined || (options.history !== null && !alert.bound)
        ? null
        : scored(rule.name, firings, knownOf(incidents, options.outlooks.get(rule))),
  };
}

function shared(rule: Rule, { outlooks }: Options) {
  const { unknown = null, caveats = [] } = outlooks.get(rule) ?? {};
  return {
    name: rule.name,
    severity: rule.severity,
    unknown,
    caveats: caveats.map(
      (caveat): HistoryCaveat =>
        caveat.kind === 'shorter'
          ? { ...caveat, from: seconds(caveat.from) }
          : { ...caveat, from: seconds(caveat.from), to: seconds(caveat.to) },
    ),
  };
}

function notPlayed(rule: Rule, options: Options): BacktestRule {
  return {
    ...shared(rule, options),
    for: rule.condition.hold ?? 0,
    own: true,
    labels: {},
    noSamples: true,
    firings: [],
    transitions: [],
    notices: [],
    evaluations: [],
    score: null,
  };
}

/** What began before anything is known of it cannot have been missed. */
function knownOf(incidents: readonly MarkedIncident[], outlook: Outlook | undefined) {
  const known = outlook?.from ?? Number.NEGATIVE_INFINITY;
  return incidents.filter(({ from }) => from >= known);
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
