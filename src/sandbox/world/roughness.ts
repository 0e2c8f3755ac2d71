/* How far the rate of an error strays from its mean, minute by minute. */

import { minute } from '../../domain/time/units.ts';
import { seriesNoise } from '../noise.ts';
import type { WorldErrorGroup } from './error-groups.ts';
import type { World } from './model.ts';
import { rememberedForGood } from './remembered.ts';

type Series = (n: number) => number;

/** Series of uniform numbers of one group in one place, which depend on nothing but the seed. */
interface Chances {
  readonly spread: Series;
  readonly drift: Series;
  readonly burst: Series;
  readonly release: Series;
  /** By the length of a stretch. */
  readonly error: (length: number) => Series;
  readonly intake: (length: number) => Series;
}

const known = rememberedForGood(() => new Map<string, Chances>());

export function chancesOf(world: World, key: string): Chances {
  const all = known(world);
  const found = all.get(key) ?? makeChances(world.seed, key);
  all.set(key, found);
  return found;
}

function makeChances(seed: number, key: string): Chances {
  const series = (what: string) => seriesNoise(seed, `${what}/${key}`);
  const byLength = (what: string) => {
    const ofMinutes = seriesNoise(seed, `${what}/${key}/${minute}`);
    const ofSeconds = seriesNoise(seed, `${what}/${key}/1000`);
    return (length: number) => (length === minute ? ofMinutes : ofSeconds);
  };
  return {
    spread: series('spread'),
    drift: series('drift'),
    burst: series('burst'),
    release: series('release'),
    error: byLength('error'),
    intake: byLength('intake'),
  };
}

/** A factor with the mean 1 whose logarithm has the standard deviation `sigma` (Box and Muller, 1958). */
function logNormal(series: Series, index: number, sigma: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - series(2 * index)));
  const normal = radius * Math.cos(2 * Math.PI * series(2 * index + 1));
  return Math.exp(sigma * normal - (sigma * sigma) / 2);
}

const QUARTER = 15 * minute;

/** So many times its mean rate a group has in the minute which holds `at`. */
export function roughnessAt(world: World, { key, told }: WorldErrorGroup, at: number): number {
  const { spread, bursts } = told;
  if (!spread && !bursts) return 1;
  const chances = chancesOf(world, key);
  let factor = 1;
  if (spread && spread.minute > 0)
    factor *= logNormal(chances.spread, Math.floor(at / minute), spread.minute);
  if (spread && spread.quarterHour > 0)
    factor *= logNormal(chances.drift, Math.floor(at / QUARTER), spread.quarterHour);
  if (bursts) {
    const index = Math.floor(at / bursts.every);
    const room = Math.max(0, bursts.every - bursts.last);
    const from = index * bursts.every + chances.burst(index) * room;
    if (at >= from && at < from + bursts.last) factor *= bursts.times;
  }
  return factor;
}
