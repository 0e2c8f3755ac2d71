import { day, minute } from '../../domain/time/units.ts';
import { hasCanary, hasSite, servedAt, servedShares } from './edge.ts';
import type { WorldErrorGroup } from './error-groups.ts';
import type { World } from './model.ts';
import { holds, sinceHeld } from './outages.ts';
import { rememberedForGood } from './remembered.ts';
import { uploadsOf } from './runs.ts';
import { sessionsAt } from './traffic.ts';

const pastVersions = rememberedForGood(() => new Map<string, Map<number, string>>());

/**
 * The version that browsers run which load the page at `at`; empty in an environment without a site to which
 * nothing was deployed.
 */
export function versionAt(world: World, at: number, site = 'production'): string {
  if (at >= world.startedAt - minute) return versionOn(world, site, at);
  const sites = pastVersions(world);
  const known = sites.get(site) ?? new Map<number, string>();
  sites.set(site, known);
  const index = Math.floor(at / minute);
  const version = known.get(index) ?? versionOn(world, site, at);
  known.set(index, version);
  return version;
}

function versionOn(world: World, site: string, at: number): string {
  if (hasSite(site)) return servedAt(world, site, '/', at).version;
  return uploadsOf(world, site).findLast((one) => one.at <= at)?.run.version ?? '';
}

/** The versions that browsers run which load the page at `at`, and the share of each. */
export function versionsAt(
  world: World,
  at: number,
  site = 'production',
): [version: string, share: number][] {
  const version = versionAt(world, at, site);
  return hasCanary(world, site) ? servedShares(world, site, version, at) : [[version, 1]];
}

function liveSince(world: World, site: string, at: number): number | undefined {
  if (hasSite(site)) return servedAt(world, site, '/', at).uploadedAt;
  return uploadsOf(world, site).findLast((one) => one.at <= at)?.at;
}

/** When the condition of a group became true, for its ramp; undefined where that cannot be told. */
function activeSince(world: World, group: WorldErrorGroup, at: number): number | undefined {
  const { told, site } = group;
  const { when } = told;
  if (when.from !== undefined) return sinceHeld(world, when, at);
  if (when.outage) {
    const outage = world.scenario.outages.find((one) => one.system === when.outage);
    return outage && world.startedAt + outage.from;
  }
  return when.versions ? liveSince(world, site, at) : undefined;
}

/** The share of those who load the page that meet the condition of a group. */
function shareMet(world: World, { told: { when }, site }: WorldErrorGroup, at: number): number {
  if (!when.versions) return holds(world, when, at) ? 1 : 0;
  if (!hasCanary(world, site)) return holds(world, when, at, versionAt(world, at, site)) ? 1 : 0;
  return versionsAt(world, at, site)
    .filter(([version]) => holds(world, when, at, version))
    .reduce((sum, [, share]) => sum + share, 0);
}

/** Mean events a minute at `at`. */
export function rateAt(world: World, group: WorldErrorGroup, at: number): number {
  const { told } = group;
  const share = shareMet(world, group, at);
  if (share === 0) return 0;
  const usual = world.scenario.traffic.sessionsPerMinute;
  const busy = usual > 0 ? sessionsAt(world, at) / usual : 1;
  const since = told.ramp ? activeSince(world, group, at) : undefined;
  const grown = since === undefined ? 1 : Math.min(1, (at - since) / Math.max(1, told.ramp ?? 1));
  const surge = told.surge && at >= world.startedAt + told.surge.from ? told.surge.times : 1;
  return told.perMinute * surge * busy * Math.max(0, grown) * share;
}

/** How many days Sentry keeps events. */
export const KEPT = 90;

export function liveFrom(world: World): number {
  return Math.floor(world.startedAt / minute) * minute;
}

/** From when on there can be events of a group: what is before need not be looked at. */
export function possibleFrom(world: World, { told: { when }, site }: WorldErrorGroup): number {
  const outage = world.scenario.outages.find(({ system }) => system === when.outage);
  const upload = uploadsOf(world, site).find(({ run }) => when.versions?.includes(run.version));
  const from = when.every === undefined ? when.from : undefined;
  const { startedAt } = world;
  return Math.max(
    liveFrom(world) - KEPT * day,
    startedAt + (from ?? Number.NEGATIVE_INFINITY),
    startedAt + (outage?.from ?? Number.NEGATIVE_INFINITY),
    upload?.at ?? Number.NEGATIVE_INFINITY,
  );
}
