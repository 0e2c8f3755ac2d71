/* Which release events name: that which was served, or what real events name in its place. */

import { day } from '../../domain/time/units.ts';
import { hasCanary } from './edge.ts';
import type { WorldErrorGroup } from './error-groups.ts';
import { versionAt, versionsAt } from './error-rate.ts';
import type { World } from './model.ts';
import { remembered } from './remembered.ts';
import { chancesOf } from './roughness.ts';
import { endOf, runsOf, uploadsOf } from './runs.ts';
import { tagsAt } from './versions.ts';

/** A version, the hash of a commit, or nothing. */
export type NamedRelease = string;

/** Tabs that are older were closed. */
const TAB = day;

function servedBefore(world: World, { site }: WorldErrorGroup, at: number): string | undefined {
  const uploads = uploadsOf(world, site).filter((one) => one.at <= at);
  const now = uploads.at(-1);
  if (!now || now.at < at - TAB) return undefined;
  return uploads.findLast(({ run }) => run.version !== now.run.version)?.run.version;
}

function underWay(world: World, { site }: WorldErrorGroup, at: number): string | undefined {
  return runsOf(world).find(
    (run) => run.environment === site && run.createdAt <= at && endOf(run) > at,
  )?.version;
}

const commits = remembered(
  (world) =>
    new Map(tagsAt(world, Number.POSITIVE_INFINITY).map(({ version, sha }) => [version, sha])),
);

/** What one event names whose chance, in [0, 1), is `lot`; the served version where nothing else comes up. */
function named(
  world: World,
  group: WorldErrorGroup,
  at: number,
  served: string,
  lot: number,
): NamedRelease {
  const { none = 0, commit = 0, before = 0, next = 0 } = group.told.releases ?? {};
  if (lot < none) return '';
  if (lot < none + commit) return commits(world).get(served) ?? served;
  if (lot < none + commit + before) return servedBefore(world, group, at) ?? served;
  if (lot < none + commit + before + next) return underWay(world, group, at) ?? served;
  return served;
}

/** The version that the event of a chance met; of those that fit its condition. */
function met(versions: readonly [string, number][], lot: number): string {
  const all = versions.reduce((sum, [, share]) => sum + share, 0);
  let left = lot * all;
  for (const [version, share] of versions) {
    if (left < share) return version;
    left -= share;
  }
  return versions[0]?.[0] ?? '';
}

/** The releases that the events of a stretch name, with the number of each. */
export function releasesOf(
  world: World,
  group: WorldErrorGroup,
  at: number,
  count: number,
): readonly [NamedRelease, number][] {
  const { told, site, key } = group;
  if (!told.releases && !hasCanary(world, site)) return [[versionAt(world, at, site), count]];
  const all = versionsAt(world, at, site);
  const { versions } = told.when;
  const fitting = versions ? all.filter(([version]) => versions.includes(version)) : all;
  const chance = chancesOf(world, key).release;
  const counts = new Map<NamedRelease, number>();
  for (let i = 0; i < count; i += 1) {
    const n = Math.floor(at / 1_000) * 512 + (i % 256) * 2;
    const served = met(fitting, chance(n));
    const release = named(world, group, at, served, chance(n + 1));
    counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  return [...counts];
}
