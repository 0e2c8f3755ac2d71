import type { Clock } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import type { ProbeTarget } from '../../domain/health/probe.ts';
import { type HealthReport, healthReport, notAsked } from '../../domain/health/probe-report.ts';
import { afterRound, startWatch, type WatchReport } from '../../domain/health/probe-watch.ts';

export interface Watching {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds between the end of a round and the start of the next. */
  readonly interval: number;
  readonly targets: readonly ProbeTarget[];
  /** The first one may show what it knows while it goes on. */
  round(first: boolean): Promise<HealthReport>;
  show(round: HealthReport, watch: WatchReport): void;
}

export interface WatchedHealth {
  readonly last: HealthReport;
  readonly watch: WatchReport;
}

/**
 * Round after round until the signal aborts; then resolves to the last whole round. A round that fails
 * is shown as unknown, and the watch goes on.
 */
export async function watchHealth(watching: Watching): Promise<WatchedHealth> {
  const { clock, signal, interval, targets, show } = watching;
  let watch = startWatch(new Date(clock.now()).toISOString(), interval);
  let last = unanswered([], clock, '');
  while (!signal.aborted) {
    const round = await watching.round(watch.rounds === 0).catch((thrown: unknown) => {
      const { message } = asTsopsError(thrown);
      return signal.aborted ? undefined : unanswered(targets, clock, message);
    });
    if (round === undefined) break;
    last = round;
    watch = afterRound(watch, round);
    show(last, watch);
    await clock.sleep(interval, signal).catch(() => undefined);
  }
  return { last, watch: { ...watch, ended: true } };
}

function unanswered(targets: readonly ProbeTarget[], clock: Clock, detail: string): HealthReport {
  return healthReport({
    observedAt: new Date(clock.now()).toISOString(),
    tookMs: 0,
    controlHosts: [],
    monitors: targets.map((target) => notAsked(target, detail)),
    pending: 0,
  });
}
