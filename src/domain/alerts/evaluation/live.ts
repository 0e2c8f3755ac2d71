/*
 * How an alert stands at this moment: a rule evaluated over the samples of the last hours. The state is a
 * pure function of rules, samples and moments, so that no process has to run for `for` to pass.
 */

import { hour } from '../../time/units.ts';
import { replaySorted } from '../backtest/replay.ts';
import type { Rule } from '../language/rule.ts';
import { lookOf, reachOf } from './observation.ts';
import { labelsKey } from './sample.ts';
import { type AlertState, breaches, type Transition } from './state.ts';
import type { TrackedAlert } from './tracked.ts';

/** The samples of one series; times in epoch milliseconds, true is 1 and false 0. */
export interface LiveSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly { readonly t: number; readonly value: number }[];
}

export interface LiveAlert {
  readonly rule: Rule;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: AlertState;
  /** Null where there is no data. */
  readonly value: number | null;
  /** What the traffic floor counted, where the rule has one. */
  readonly traffic: number | null;
  /** The last evaluation. */
  readonly t: number;
  /** The first breach of what is pending or firing; null where it is neither. */
  readonly since: number | null;
  /** The value is there, and no breach: only then may *resolved* be said. */
  readonly good: boolean;
  /** Since when there is no data, once that is to be told; null otherwise. */
  readonly noDataSince: number | null;
  readonly transitions: readonly Transition[];
}

/** How far back a state is looked for at least, so that one can say since when. Milliseconds. */
const shownHistory = hour;

/** From when on a rule is evaluated, and from when on it needs samples; epoch milliseconds. */
export function historyOf(rule: Rule, now: number): { evaluated: number; samples: number } {
  const { condition, interval, stale } = rule;
  const needed = (condition.hold ?? 0) + (condition.keepFiring ?? 0) + stale + 2 * interval;
  const evaluated = now - Math.max(needed, shownHistory);
  return { evaluated, samples: evaluated - reachOf(lookOf(condition, rule)) };
}

/** Metrics that a rule reads: its own, and that of its traffic floor. */
export function metricsOf({ condition: { metric, floor } }: Rule): readonly string[] {
  return [...new Set([metric.name, ...(floor === undefined ? [] : [floor.metric.name])])];
}

/** The alerts of one rule, in the order of their labels: one for each series, or one that waits. */
export function liveAlerts(
  rule: Rule,
  series: ReadonlyMap<string, readonly LiveSeries[]>,
  now: number,
): readonly LiveAlert[] {
  const own = series.get(rule.condition.metric.name) ?? [];
  const first = Math.min(...own.flatMap(({ samples }) => samples.slice(0, 1).map(({ t }) => t)));
  const { evaluated } = historyOf(rule, now);
  // Before the first sample nothing is known, which is not the same as no data.
  const from = Number.isFinite(first) ? Math.max(evaluated, first) : evaluated;
  const budget = { evaluations: Number.MAX_SAFE_INTEGER, transitions: Number.MAX_SAFE_INTEGER };
  const replay = replaySorted([rule], { from, to: Math.max(now, from), holds: [], budget });
  for (const [metric, all] of series) {
    for (const { labels, samples } of all) {
      const index = replay.seriesOf({ metric, labels });
      if (index === undefined) continue;
      for (const { t, value } of samples) {
        replay.add({ series: index, t, visible: t, value, stale: false });
      }
    }
  }
  const { alerts } = replay.finish();
  return alerts
    .toSorted((a, b) => (labelsKey(a.labels) < labelsKey(b.labels) ? -1 : 1))
    .map((alert) => liveAlert(alert, now));
}

function liveAlert(alert: TrackedAlert, now: number): LiveAlert {
  const { rule, labels, evaluations, transitions, notices } = alert;
  const last = evaluations.at(-1) ?? { t: now, state: 'inactive' as const, value: null };
  const { operator, threshold, floor } = rule.condition;
  const traffic = last.traffic ?? null;
  const enough = floor === undefined || (traffic !== null && traffic >= floor.least);
  const there = last.value !== null && !Number.isNaN(last.value);
  const notice = notices.findLast(({ kind }) => kind === 'no-data');
  return {
    rule,
    labels,
    state: last.state,
    value: last.value,
    traffic,
    t: last.t,
    since: last.state === 'inactive' ? null : activeSince(transitions, last.t),
    good: there && enough && !breaches(operator, last.value ?? Number.NaN, threshold),
    noDataSince: last.value === null && notice !== undefined ? notice.since : null,
    transitions,
  };
}

/** The breach with which it became what it is. */
function activeSince(transitions: readonly Transition[], otherwise: number): number {
  return transitions.findLast(({ from }) => from === 'inactive')?.t ?? otherwise;
}
