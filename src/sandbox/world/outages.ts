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

/** True while a condition of the scenario holds. */
export function holds(world: World, when: When, now: number, served?: string): boolean {
  const at = now - world.startedAt;
  if (when.from !== undefined && at < when.from) return false;
  if (when.until !== undefined && at >= when.until) return false;
  if (when.outage && !ongoingOutage(world, when.outage, now)) return false;
  if (!when.versions) return true;
  return when.versions.includes(served ?? servedAt(world, 'production', '/', now).version);
}
