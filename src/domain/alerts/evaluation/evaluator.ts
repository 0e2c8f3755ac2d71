/*
 * Evaluates rules over a stream of samples: at every multiple of a rule's interval since the epoch, with
 * what is visible at that moment. The outcome depends on the rules, the samples and the moments alone, not
 * on when or how often it is computed. Memory is bounded by how far back the rules look.
 */

import type { Rule } from '../language/rule.ts';
import { type Moments, mostMoments } from './moments.ts';
import { lookKey, lookOf, RuleObservation, reachOf, type VisibleSamples } from './observation.ts';
import { labelsKey, type Sample, type SeriesIdentity } from './sample.ts';
import { SampleBuffer } from './sample-buffer.ts';
import { SampleQueue } from './sample-queue.ts';
import { type RecordBudget, TrackedAlert } from './tracked.ts';

export interface EvaluatorOptions {
  /** The first moment, epoch milliseconds; there is an evaluation at it if it is a multiple. */
  readonly from: number;
  /** How many records may be kept, of all rules together. */
  readonly budget: RecordBudget;
  /** Other durations of `for`, each tried beside the rule's own; milliseconds. */
  readonly holds?: readonly number[];
}

interface Series extends SeriesIdentity, VisibleSamples {
  readonly observations: Map<string, RuleObservation>;
  bound: boolean;
  /** Samples that are about to become visible. */
  coming: number;
}

interface Lane {
  readonly interval: number;
  next: number;
  readonly alerts: TrackedAlert[];
}

export class Evaluator {
  private readonly rules: readonly Rule[];
  private readonly options: EvaluatorOptions;
  private readonly series: Series[] = [];
  private readonly lanes = new Map<number, Lane>();
  private readonly queue = new SampleQueue();
  /** Alerts of a rule and a `for` that still wait for their series. */
  private readonly waiting = new Map<Rule, TrackedAlert[]>();
  private readonly reach = new Map<string, number>();
  private evaluated = Number.NEGATIVE_INFINITY;

  constructor(rules: readonly Rule[], options: EvaluatorOptions) {
    this.rules = rules;
    this.options = options;
    for (const rule of rules) {
      this.waiting.set(
        rule,
        this.holdsOf(rule).map((hold) => this.track(rule, hold, emptyObservation(rule))),
      );
      this.lookBack(rule);
    }
  }

  /** The number of a new series; undefined where no rule has to do with it. */
  addSeries(identity: SeriesIdentity): number | undefined {
    if (!this.reach.has(identity.metric)) return undefined;
    const { metric, labels } = identity;
    const observations = new Map<string, RuleObservation>();
    this.series.push({ metric, labels, ...noSamples(), observations, bound: false, coming: 0 });
    return this.series.length - 1;
  }

  /** False where the moment at which it would have counted has been evaluated already. */
  add(sample: Sample): boolean {
    if (sample.visible <= this.evaluated) return false;
    this.queue.put(sample);
    return true;
  }

  /** Evaluates every moment before `time`: no sample that is visible earlier is to come. */
  advance(time: number): void {
    for (let lane = this.nextLane(); lane && lane.next < time; lane = this.nextLane()) {
      this.evaluateLane(lane, this.momentsOf(lane, time));
    }
  }

  /** Evaluates up to and at the last moment; no sample is to come at all. */
  finish(to: number): readonly TrackedAlert[] {
    this.advance(to + 1);
    return [...this.lanes.values()].flatMap(({ alerts }) => alerts);
  }

  private nextLane(): Lane | undefined {
    let first: Lane | undefined;
    for (const lane of this.lanes.values()) {
      if (first === undefined || lane.next < first.next) first = lane;
    }
    return first;
  }

  /**
   * As many moments of a lane as see samples that come in order, of series that are known: those can be
   * evaluated at once. Anything else is evaluated moment by moment.
   */
  private momentsOf(lane: Lane, time: number): Moments {
    const { next: first, interval: step } = lane;
    let end = Math.min(time, first + mostMoments * step);
    for (const other of this.lanes.values()) {
      if (other !== lane) end = Math.min(end, other.next);
    }
    this.queue.ahead(end - 1, (sample) => {
      const plain = sample.visible === sample.t && this.series[sample.series]?.bound === true;
      if (!plain) end = Math.min(end, sample.visible);
      return plain;
    });
    return { first, step, count: Math.max(1, Math.ceil((end - first) / step)) };
  }

  private evaluateLane(lane: Lane, moments: Moments): void {
    const { first, step, count } = moments;
    const last = first + (count - 1) * step;
    if (count > 1) this.reserve(last);
    for (let moment = 0; moment < count; moment += 1) {
      this.reveal(first + moment * step);
      for (const { buffer, ends } of this.series) ends[moment] = buffer.end;
    }
    this.evaluated = last;
    lane.next = last + step;
    for (const alert of lane.alerts) alert.evaluate(moments);
    for (const { buffer, metric } of this.series)
      buffer.forget(last - (this.reach.get(metric) ?? 0));
  }

  /** No sample moves another while several moments are evaluated. */
  private reserve(time: number): void {
    this.queue.ahead(time, ({ series }) => {
      const found = this.series[series];
      if (found !== undefined) found.coming += 1;
      return true;
    });
    for (const series of this.series) {
      series.buffer.reserve(series.coming);
      series.coming = 0;
    }
  }

  private reveal(time: number): void {
    for (let sample = this.queue.take(time); sample; sample = this.queue.take(time)) {
      const series = this.series[sample.series];
      if (series === undefined) continue;
      if (!series.bound) this.bind(series);
      series.buffer.insert(sample.t, sample.value, sample.stale);
    }
  }

  /** A series is seen for the first time: rules that match it watch it from now on. */
  private bind(series: Series): void {
    series.bound = true;
    for (const rule of this.rules) {
      if (matches(rule, series)) this.bindRule(rule, series);
    }
    for (const lane of this.lanes.values()) {
      for (const alert of lane.alerts) this.bindFloor(alert, series);
    }
  }

  private bindRule(rule: Rule, series: Series): void {
    const waiting = this.waiting.get(rule);
    this.waiting.delete(rule);
    const observation = observationOf(series, rule, false);
    const alerts = waiting ?? this.holdsOf(rule).map((hold) => this.track(rule, hold, observation));
    for (const alert of alerts) {
      alert.observation = observation;
      alert.labels = series.labels;
      alert.bound = true;
      // What came before it may be the traffic that it needs.
      for (const each of this.series) this.bindFloor(alert, each);
    }
  }

  private bindFloor(alert: TrackedAlert, series: Series): void {
    const { condition } = alert.rule;
    if (condition.floor?.metric.name !== series.metric || !series.bound) return;
    const own = labelsKey(alert.labels) === labelsKey(series.labels);
    const general = Object.keys(series.labels).length === 0 && !alert.floorIsOwn;
    if (!own && !general) return;
    alert.floor = observationOf(series, alert.rule, true);
    alert.floorIsOwn = own;
  }

  private track(rule: Rule, hold: number, observation: RuleObservation): TrackedAlert {
    const alert = new TrackedAlert(rule, hold, observation, this.options.budget);
    const { interval } = rule;
    let lane = this.lanes.get(interval);
    if (lane === undefined) {
      const next = Math.ceil(this.options.from / interval) * interval;
      lane = { interval, next, alerts: [] };
      this.lanes.set(interval, lane);
    }
    lane.alerts.push(alert);
    return alert;
  }

  private holdsOf({ condition }: Rule): readonly number[] {
    return [...new Set([condition.hold ?? 0, ...(this.options.holds ?? [])])];
  }

  private lookBack(rule: Rule): void {
    const { metric, floor } = rule.condition;
    for (const { name } of [metric, ...(floor === undefined ? [] : [floor.metric])]) {
      const reach = Math.max(this.reach.get(name) ?? 0, reachOf(lookOf(rule.condition, rule)));
      this.reach.set(name, reach);
    }
  }
}

function matches({ condition, env }: Rule, { metric, labels }: SeriesIdentity): boolean {
  if (metric !== condition.metric.name) return false;
  if (env !== undefined && labels.env !== undefined && labels.env !== env) return false;
  return Object.entries(condition.labels).every(([name, value]) => labels[name] === value);
}

/** The look of a rule at a series, or of its traffic floor; rules that look alike share it. */
function observationOf(series: Series, rule: Rule, asFloor: boolean): RuleObservation {
  const { condition } = rule;
  const { floor, window } = condition;
  const subject =
    asFloor && floor !== undefined
      ? { metric: floor.metric, ...(window === undefined ? {} : { window }) }
      : condition;
  const look = lookOf(subject, rule);
  const key = lookKey(look);
  const made = series.observations.get(key) ?? new RuleObservation(look, series);
  series.observations.set(key, made);
  return made;
}

function emptyObservation(rule: Rule): RuleObservation {
  return new RuleObservation(lookOf(rule.condition, rule), noSamples());
}

function noSamples(): VisibleSamples {
  return { buffer: new SampleBuffer(), ends: new Uint32Array(mostMoments) };
}
