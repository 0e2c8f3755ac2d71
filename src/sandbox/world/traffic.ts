import { day, minute } from '../../domain/time/units.ts';
import { seriesNoise } from '../noise.ts';
import type { World } from './model.ts';
import { ongoingOutage } from './outages.ts';
import { remembered } from './remembered.ts';

/** People write most in the afternoon in Korea (17:00, 08:00 UTC), and least at five in the morning. */
const PEAK = 8 / 24;

const spreadOf = remembered((world) => seriesNoise(world.seed, 'sessions'));

/** Sessions that begin in the minute which holds `at`. */
export function sessionsAt(world: World, at: number): number {
  const index = Math.floor(at / minute);
  const ofDay = (at % day) / day;
  const curve = 0.7 + 0.3 * Math.cos(2 * Math.PI * (ofDay - PEAK));
  const spread = 0.94 + 0.12 * spreadOf(world)(index);
  const down = ongoingOutage(world, 'production', at);
  const share = down && down.kind !== 'slow' ? 0 : 1;
  const surge = surgeAt(world, at);
  return Math.round(world.scenario.traffic.sessionsPerMinute * curve * spread * share * surge);
}

function surgeAt(world: World, now: number): number {
  const at = now - world.startedAt;
  return world.scenario.traffic.surges.reduce(
    (product, { from, until, times }) => (at >= from && at < until ? product * times : product),
    1,
  );
}

/** Splits a whole number by weights; the parts add up to it. */
export function split(
  total: number,
  weights: Readonly<Record<string, number>>,
): [string, number][] {
  const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
  const sum = entries.reduce((all, [, weight]) => all + weight, 0);
  const parts = entries.map(([name, weight]) => ({ name, exact: (total * weight) / sum }));
  const left = total - parts.reduce((all, { exact }) => all + Math.floor(exact), 0);
  const byRest = [...parts].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  const more = new Set(byRest.slice(0, left).map(({ name }) => name));
  return parts.map(({ name, exact }) => [name, Math.floor(exact) + (more.has(name) ? 1 : 0)]);
}
