/*
 * One rule over one series: its look at the series, its traffic floor, and the state machine. A rule has
 * one of these for each series that its condition matches.
 */
import {
  AlertMachine,
  type AlertRecorder,
  type AlertState,
  breaches,
  type Notice,
  type Transition,
} from './alert-state.ts';
import type { Operator } from './condition.ts';
import type { Observation } from './observation.ts';
import { noDataPolicy, type Rule } from './rule.ts';

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
  observation: Observation;
  floor: Observation | undefined;
  /** The floor belongs to the very labels of the series, not merely to the metric. */
  floorIsOwn = false;
  readonly firings: { from: number; to: number | null }[] = [];
  /** As many as the budget allowed, as the rest. */
  readonly transitions: Transition[] = [];
  readonly notices: Notice[] = [];
  readonly evaluations: Evaluation[] = [];
  private readonly budget: RecordBudget;
  private readonly machine: AlertMachine;
  private readonly operator: Operator;
  private readonly threshold: number;
  private readonly least: number;

  constructor(rule: Rule, hold: number, observation: Observation, budget: RecordBudget) {
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

  notice(notice: Notice): void {
    if (this.mayKeep()) this.notices.push(notice);
  }

  evaluate(t: number): void {
    const seen = this.observation;
    if (seen.at !== t) seen.observe(t);
    if (this.least > 0) this.evaluateWithFloor(t, seen);
    else if (
      // Most rules are quiet most of the time, and this is where the time goes.
      this.machine.quiet &&
      !seen.absent &&
      !breaches(this.operator, seen.value, this.threshold)
    ) {
      // Nothing changes.
    } else {
      this.machine.step(t, {
        absent: seen.absent,
        value: seen.value,
        enough: true,
        newest: seen.absent ? seen.newest() : undefined,
      });
    }
    this.keep(t, seen);
  }

  private evaluateWithFloor(t: number, seen: Observation): void {
    const { floor } = this;
    if (floor !== undefined && floor.at !== t) floor.observe(t);
    const noFloor = floor?.absent ?? true;
    this.machine.step(t, {
      absent: seen.absent || noFloor,
      value: seen.value,
      enough: !noFloor && (floor?.value ?? 0) >= this.least,
      newest: (seen.absent ? seen : floor)?.newest(),
    });
  }

  private mayKeep(): boolean {
    if (this.budget.transitions <= 0) return false;
    this.budget.transitions -= 1;
    return true;
  }

  private keep(t: number, { absent, value }: Observation): void {
    if (this.budget.evaluations <= 0) return;
    this.budget.evaluations -= 1;
    const evaluation = { t, state: this.machine.state, value: absent ? null : value };
    this.evaluations.push(this.least > 0 ? { ...evaluation, traffic: this.traffic() } : evaluation);
  }

  private traffic(): number | null {
    return this.floor === undefined || this.floor.absent ? null : this.floor.value;
  }
}
