/* What Sentry takes in of the events that happen, and when it shows them. */

import type { World } from './model.ts';
import { chancesOf } from './roughness.ts';

/** Up to when events are shown; later ones are still on their way. */
export function shownUntil(world: World): number {
  return world.now() - world.scenario.sentry.delay;
}

/** The share of events that the quota still lets in at `at`. */
function shareWithinQuota(world: World, at: number): number {
  const { quota } = world.scenario.sentry;
  if (!quota) return 1;
  const since = at - world.startedAt;
  const isOut = since >= quota.from && since < (quota.until ?? Number.POSITIVE_INFINITY);
  return isOut ? quota.accepts : 1;
}

export interface Intake {
  readonly accepted: number;
  readonly dropped: number;
  readonly refused: number;
}

/** What becomes of the events that happened in a stretch of `length` milliseconds from `at` on. */
export function intakeOf(
  world: World,
  key: string,
  at: number,
  length: number,
  happened: number,
): Intake {
  const { drops } = world.scenario.sentry;
  const share = shareWithinQuota(world, at);
  if (happened === 0 || (drops === 0 && share === 1))
    return { accepted: happened, dropped: 0, refused: 0 };
  const chance = chancesOf(world, key).intake(length);
  const first = (at / length) * MOST_APART;
  const arrived = thinned(happened, 1 - drops, (i) => chance(first + 2 * i));
  const accepted = thinned(arrived, share, (i) => chance(first + 2 * i + 1));
  return { accepted, dropped: happened - arrived, refused: arrived - accepted };
}

/** Each event has two chances of its own up to half as many in a stretch; of more there is a share. */
const MOST_APART = 128;

function thinned(count: number, share: number, chance: (i: number) => number): number {
  if (share >= 1) return count;
  if (share <= 0) return 0;
  if (count > MOST_APART / 2) {
    const spread = Math.sqrt(count * share * (1 - share)) * 3.46 * (chance(0) - 0.5);
    return Math.min(count, Math.max(0, Math.round(count * share + spread)));
  }
  let kept = 0;
  for (let i = 0; i < count; i += 1) if (chance(i) < share) kept += 1;
  return kept;
}
