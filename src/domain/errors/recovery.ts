/*
 * Whether errors fell after a response, judged by counts: a short look after a change sees few events, and
 * few events by chance must not pass for a recovery.
 */
import { say, type Text } from '../text/language.ts';

export interface ErrorsBefore {
  /** Errors a minute while it was bad, and on a usual day; `usual` null where not known. */
  readonly perMinute: number;
  readonly usual: number | null;
  /** Requests a minute; null where the CDN could not be asked. */
  readonly requests: number | null;
  /** Percent of requests above which it is bad. */
  readonly limit: number;
}

export interface Recovery {
  /** `not-yet`: still bad, or too few events were due for a judgement. */
  readonly state: 'recovered' | 'not-yet';
  /** Percent of requests, or errors a minute where requests are not known. */
  readonly before: number;
  readonly after: number;
  readonly unit: '%' | '/min';
}

/** A judgement is right but for one chance in a hundred. */
const chance = 0.01;
/** Back within twice the usual level is as good as back: counts of a minute scatter by that much. */
const nearUsual = 2;

/**
 * `errors` were counted in `minutes` since the response took effect. Recovered: fewer than the old level
 * would bring but by chance (one-sided exact Poisson test), below the limit, and near the usual level where
 * that is known.
 */
export function judgeErrors(before: ErrorsBefore, errors: number, minutes: number): Recovery {
  const { perMinute, usual, requests, limit } = before;
  const now = minutes > 0 ? errors / minutes : perMinute;
  const share = (rate: number): number =>
    requests === null || requests === 0 ? rate : (100 * rate) / requests;
  const fell = poissonAtMost(errors, perMinute * minutes) <= chance;
  const allowed = (requests === null ? perMinute / 4 : (limit / 100) * requests) * minutes;
  const usualDue = usual === null ? 0 : Math.max(usual * nearUsual, perMinute / 4) * minutes;
  const low = errors <= allowed && (usual === null || errors <= usualDue);
  return {
    state: fell && low ? 'recovered' : 'not-yet',
    before: share(perMinute),
    after: share(now),
    unit: requests === null || requests === 0 ? '/min' : '%',
  };
}

/** Probability of at most `count` events where `mean` are due, for a Poisson variable. */
export function poissonAtMost(count: number, mean: number): number {
  if (mean <= 0) return 1;
  // In logarithms: exp(-mean) alone is zero from 745 on.
  let term = -mean;
  let total = Math.exp(term);
  for (let i = 1; i <= count; i += 1) {
    term += Math.log(mean / i);
    total += Math.exp(term);
  }
  return Math.min(1, total);
}

/** `8.4 % → 0.3 %`, with the unit's name. */
export function recoveryText(
  what: Text,
  { before, after, unit, state }: Recovery,
  since: Text,
): Text {
  const [then, now] = [before.toFixed(1), after.toFixed(1)];
  const change =
    unit === '%'
      ? say(`${then} % → ${now} %`, `${then} % → ${now} %`)
      : say(`${then}/min → ${now}/min`, `분당 ${then}건 → ${now}건`);
  const still = state === 'recovered' ? say('', '') : say('still ', ', 아직 회복 전');
  return {
    en: `${what.en} ${still.en}${change.en}, ${since.en}`,
    ko: `${what.ko} ${change.ko}, ${since.ko}${still.ko}`,
  };
}
