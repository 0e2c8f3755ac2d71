import type { ScenarioOutage, When } from '../scenario.ts';
import { servedAt } from './edge.ts';
import type { World } from './model.ts';

/** The outage that a system has at a time, if any. */
export function ongoingOutage(
  world: World,
  system: string,
  now: number,
): ScenarioOutage | undefined {
  const at = now - world.startedAt;
  return world.scenario.outages.find(
    (one) =>
      one.system === system && at >= one.from && at < (one.until ?? Number.POSITIVE_INFINITY),
  );
}

/** `at` relative to the start. */
function isWithin({ from, until, every }: When, at: number): boolean {
  if (every !== undefined && from !== undefined && until !== undefined)
    return at - turnOf(from, every, at) < until - from;
  return at >= (from ?? Number.NEGATIVE_INFINITY) && at < (until ?? Number.POSITIVE_INFINITY);
}

/** When the turn began in which `at` is. */
function turnOf(from: number, every: number, at: number): number {
  return from + Math.floor((at - from) / every) * every;
}

/** Since when a condition with a `from` has held, epoch milliseconds: its last turn, where it has several. */
export function sinceHeld(world: World, { from = 0, every }: When, now: number): number {
  const at = now - world.startedAt;
  return world.startedAt + (every === undefined ? from : turnOf(from, every, at));
}

/** True while a condition of the scenario holds. */
export function holds(world: World, when: When, now: number, served?: string): boolean {
  const at = now - world.startedAt;
  if (!isWithin(when, at)) return false;
  if (when.outage && !ongoingOutage(world, when.outage, now)) return false;
  if (!when.versions) return true;
  return when.versions.includes(served ?? servedAt(world, 'production', '/', now).version);
}
