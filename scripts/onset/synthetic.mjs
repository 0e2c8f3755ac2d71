/* Series whose onset is known, and quiet ones that have none. */
import { noises, uniformOf } from './chance.mjs';

export const minutes = 1440;
/** The last half hour. */
export const window = minutes - 30;

const daily = (mean, times) => {
  const swing = (times - 1) / (times + 1);
  return (at) => mean * (1 + swing * Math.cos(2 * Math.PI * (at / minutes - 0.95)));
};
const rise = (ago, before, after) => (at) => (at >= minutes - ago ? after : before);

/** Errors a minute; `ago` minutes since the onset, null where there is none. */
export const courses = [
  { name: '0.7 → 120, 90 min old', course: rise(90, 0.7, 120), ago: 90 },
  { name: '0.7 → 12, 20 min old', course: rise(20, 0.7, 12), ago: 20 },
  { name: '5 → 50, 25 min old', course: rise(25, 5, 50), ago: 25 },
  { name: '5 → 20, 40 min old', course: rise(40, 5, 20), ago: 40 },
  { name: '30 → 150, 60 min old', course: rise(60, 30, 150), ago: 60 },
  { name: 'quiet, 0.7', course: daily(0.7, 4), ago: null },
  { name: 'quiet, 5', course: daily(5, 4), ago: null },
  { name: 'quiet, 60', course: daily(60, 6), ago: null },
];

/** Minutes that an onset may be off. */
const near = 5;

/** Of `runs` series each: the share found right, by noise and course; of quiet ones the share found falsely. */
export function scoreOn(method, runs) {
  return Object.entries(noises).map(([noise, counts]) => ({
    noise,
    shares: courses.map(({ course, ago }, index) => {
      let hits = 0;
      for (let run = 1; run <= runs; run += 1) {
        const found = method(counts(uniformOf(run * 7919 + index), course, minutes), window);
        const isHit = ago === null ? found !== null : isNear(found, minutes - ago);
        if (isHit) hits += 1;
      }
      return hits / runs;
    }),
  }));
}

function isNear(found, truth) {
  return found !== null && Math.abs(found - truth) <= near;
}
