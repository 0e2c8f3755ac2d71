/*
 * One rule over one series: its look at the series, its traffic floor, and the state machine. A rule has
 * one of these for each series that its condition matches.
 */

import type { Operator } from '../language/condition.ts';
import { noDataPolicy, type Rule } from '../language/rule.ts';
import type { Moments } from './moments.ts';
import type { RuleObservation } from './observation.ts';
import {
  AlertMachine,
  type AlertRecorder,
  type AlertState,
  breaches,
  type DueNotice,
  type Transition,
} from './state.ts';

/** What one evaluation said; `value` is null where there was no data. */
export interface Evaluation {
  /** Epoch milliseconds. */
  readonly t: number;
  readonly state: AlertState;
  readonly value: number | null;
  /** What the traffic floor counted, where the rule has one. */
  readonly traffic?: number | null;
}

/** How many records may still be kept; shared by all alerts. What fired when is always kept. */
export interface RecordBudget {
  evaluations: number;
  transitions: number;
}

export class TrackedAlert implements AlertRecorder {
  readonly rule: Rule;
  /** Milliseconds; the rule's own, or another that is tried out. */
  readonly hold: number;
  labels: Readonly<Record<string, string>> = {};
  /** A series has been found for it; until then it waits for one. */
  bound = false;
  observation: RuleObservation;
  floor: RuleObservation | undefined;
  /** The floor belongs to the very labels of the series, not merely to the metric. */
  floorIsOwn = false;
  readonly firings: { from: number; to: number | null }[] = [];
  /** As many as the budget allowed, as the rest. */
  readonly transitions: Transition[] = [];
  readonly notices: DueNotice[] = [];
  readonly evaluations: Evaluation[] = [];
  private readonly budget: RecordBudget;
  private readonly machine: AlertMachine;
  private readonly operator: Operator;
  private readonly threshold: number;
  private readonly least: number;

  constructor(rule: Rule, hold: number, observation: RuleObservation, budget: RecordBudget) {
    const { operator, threshold, keepFiring = 0, floor } = rule.condition;
    const { interval, stale } = rule;
    const noData = noDataPolicy(rule);
    const policy = { operator, threshold, hold, keepFiring, interval, stale, noData };
    this.rule = rule;
    this.hold = hold;
    this.observation = observation;
    this.budget = budget;
    this.machine = new AlertMachine(policy, this);
    this.operator = operator;
    this.threshold = threshold;
    this.least = floor?.least ?? 0;
  }

  transition(transition: Transition): void {
    const { t, from, to } = transition;
    const last = this.firings.at(-1);
    if (to === 'firing') this.firings.push({ from: t, to: null });
    else if (from === 'firing' && last !== undefined) last.to = t;
    if (this.mayKeep()) this.transitions.push(transition);
  }

  notice(notice: DueNotice): void {
    if (this.mayKeep()) this.notices.push(notice);
  }

  /** Evaluates moments in a row. */
  evaluate(moments: Moments): void {
    const { observation, machine, operator, threshold } = this;
    observation.observe(moments);
    if (this.least > 0 || this.budget.evaluations > 0) {
      this.evaluateEach(moments);
      return;
    }
    const { values } = observation;
    let { quiet } = machine;
    for (let moment = 0; moment < moments.count; moment += 1) {
      const value = values[moment] as number;
      // Most rules are quiet most of the time, and this is where the time goes. Without data it is NaN.
      if (quiet && !Number.isNaN(value) && !breaches(operator, value, threshold)) continue;
      this.step(moments, moment);
      quiet = machine.quiet;
    }
  }

  private evaluateEach(moments: Moments): void {
    this.floor?.observe(moments);
    for (let moment = 0; moment < moments.count; moment += 1) {
      if (this.least > 0) this.stepWithFloor(moments, moment);
      else this.step(moments, moment);
      this.keep(moments.first + moment * moments.step, moment);
    }
  }

  private step({ first, step }: Moments, moment: number): void {
    const { observation } = this;
    const absent = observation.absent[moment] === 1;
    this.machine.step(first + moment * step, {
      absent,
      value: observation.values[moment] as number,
      enough: true,
      newest: absent ? observation.newest(moment) : undefined,
    });
  }

  private stepWithFloor({ first, step }: Moments, moment: number): void {
    const { observation, floor } = this;
    const absent = observation.absent[moment] === 1;
    const noFloor = floor === undefined || floor.absent[moment] === 1;
    this.machine.step(first + moment * step, {
      absent: absent || noFloor,
      value: observation.values[moment] as number,
      enough: !noFloor && (floor.values[moment] as number) >= this.least,
      newest: (absent ? observation : floor)?.newest(moment),
    });
  }

  private mayKeep(): boolean {
    if (this.budget.transitions <= 0) return false;
    this.budget.transitions -= 1;
    return true;
  }

  private keep(t: number, moment: number): void {
    if (this.budget.evaluations <= 0) return;
    this.budget.evaluations -= 1;
    const { observation, machine } = this;
    const evaluation = { t, state: machine.state, value: seenAt(observation, moment) };
    const traffic = this.floor === undefined ? null : seenAt(this.floor, moment);
    this.evaluations.push(this.least > 0 ? { ...evaluation, traffic } : evaluation);
  }
}

function seenAt({ absent, values }: RuleObservation, moment: number): number | null {
  return absent[moment] === 1 ? null : (values[moment] as number);
}
