/*
 * The life of one alert: inactive, pending, firing, and back. A pure function of what was seen at each
 * evaluation; nothing here knows where the values come from.
 */
import type { NoData, Operator } from '../language/condition.ts';

export const states = ['inactive', 'pending', 'firing'] as const;
export type AlertState = (typeof states)[number];

/** Why the state changed. */
export type AlertReason =
  | 'breach'
  | 'held long enough'
  | 'good'
  | 'no data'
  | 'not a number'
  | 'below the traffic floor';

export interface Transition {
  /** Epoch milliseconds of the evaluation. */
  readonly t: number;
  readonly from: AlertState;
  readonly to: AlertState;
  /** Null where there was no data. */
  readonly value: number | null;
  readonly reason: AlertReason;
  /** A firing alert ended on a present, good value: only then is *resolved* sent. */
  readonly resolved?: boolean;
}

/** What is told besides the transitions. */
export interface DueNotice {
  readonly t: number;
  /** `no-data`: nothing since; `resolved`: the good value that an alert which ended without one still owed. */
  readonly kind: 'no-data' | 'resolved';
  readonly since: number;
}

export interface AlertPolicy {
  readonly operator: Operator;
  readonly threshold: number;
  /** Milliseconds. */
  readonly hold: number;
  readonly keepFiring: number;
  readonly interval: number;
  readonly stale: number;
  readonly noData: NoData;
}

export interface AlertRecorder {
  transition(transition: Transition): void;
  notice(notice: DueNotice): void;
}

/** What was seen: a value (NaN is one), and whether there was enough traffic for it to count. */
export interface SeenValue {
  readonly absent: boolean;
  readonly value: number;
  readonly enough: boolean;
  /** Time of the newest sample, for the notice that there is none. */
  readonly newest: number | undefined;
}

export function breaches(operator: Operator, value: number, threshold: number): boolean {
  switch (operator) {
    case '>':
      return value > threshold;
    case '<':
      return value < threshold;
    case '>=':
      return value >= threshold;
    case '<=':
      return value <= threshold;
    case '==':
      return value === threshold;
    default:
      // NaN differs from everything; here it compares false like everywhere else.
      return value !== threshold && !Number.isNaN(value);
  }
}

export class AlertMachine {
  state: AlertState = 'inactive';
  /** Since when it is pending or firing: the evaluation of the first breach. */
  activeAt = 0;
  private readonly policy: AlertPolicy;
  private readonly record: AlertRecorder;
  /** How long the clock stood still since `activeAt`, for want of data. */
  private frozen = 0;
  private goodSince: number | undefined;
  private goodFrozen = 0;
  private owesResolved = false;
  private began: number | undefined;
  private noticed = false;

  constructor(policy: AlertPolicy, record: AlertRecorder) {
    this.policy = policy;
    this.record = record;
  }

  /** Whether a value that is no breach changes nothing: the common case, to be passed by quickly. */
  get quiet(): boolean {
    return this.state === 'inactive' && !this.owesResolved && !this.noticed;
  }

  step(t: number, seen: SeenValue): void {
    this.began ??= t;
    if (!seen.absent) {
      this.noticed = false;
      const { value, enough } = seen;
      if (enough && breaches(this.policy.operator, value, this.policy.threshold)) {
        this.breach(t, value, 'breach');
      } else this.noBreach(t, value, notBreachReason(value, enough));
    } else if (this.policy.noData === 'fire') this.breach(t, null, 'no data');
    else if (this.policy.noData === 'inactive') this.noBreach(t, null, 'no data');
    else this.holdStill(t, seen.newest);
  }

  private breach(t: number, value: number | null, reason: AlertReason): void {
    this.goodSince = undefined;
    if (this.state === 'firing') return;
    const { hold } = this.policy;
    if (this.state === 'pending') {
      if (t - this.activeAt - this.frozen >= hold) this.fire(t, value, 'held long enough');
      return;
    }
    this.activeAt = t;
    this.frozen = 0;
    if (hold === 0) this.fire(t, value, reason);
    else this.move(t, 'pending', value, reason);
  }

  private fire(t: number, value: number | null, reason: AlertReason): void {
    this.owesResolved = false;
    this.move(t, 'firing', value, reason);
  }

  private noBreach(t: number, value: number | null, reason: AlertReason): void {
    if (this.state === 'pending') this.move(t, 'inactive', value, reason);
    else if (this.state === 'firing') this.keepOrEnd(t, value, reason);
    else if (this.owesResolved && reason === 'good') {
      this.owesResolved = false;
      this.record.notice({ t, kind: 'resolved', since: this.activeAt });
    }
  }

  private keepOrEnd(t: number, value: number | null, reason: AlertReason): void {
    if (this.goodSince === undefined) {
      this.goodSince = t;
      this.goodFrozen = 0;
    }
    if (t - this.goodSince - this.goodFrozen < this.policy.keepFiring) return;
    this.goodSince = undefined;
    this.owesResolved = reason !== 'good';
    this.move(t, 'inactive', value, reason);
  }

  /** No data and the policy is to hold: state and clocks stand still, and one notice is due. */
  private holdStill(t: number, newest: number | undefined): void {
    const { interval, stale, hold } = this.policy;
    this.frozen += interval;
    this.goodFrozen += interval;
    const since = newest ?? this.began ?? t;
    if (this.noticed || t - since < Math.max(stale, hold)) return;
    this.noticed = true;
    this.record.notice({ t, kind: 'no-data', since });
  }

  private move(t: number, to: AlertState, value: number | null, reason: AlertReason): void {
    const from = this.state;
    this.state = to;
    const ended = from === 'firing' ? { resolved: reason === 'good' } : {};
    this.record.transition({ t, from, to, value, reason, ...ended });
  }
}

function notBreachReason(value: number, enough: boolean): AlertReason {
  if (Number.isNaN(value)) return 'not a number';
  return enough ? 'good' : 'below the traffic floor';
}
