import { hour } from '../domain/time/units.ts';
import { type Draw, drawOf } from './noise.ts';
import type { ErrorGroup, Scenario } from './scenario.ts';
import { backgroundErrors, earlierDeploys } from './unrelated.ts';

/** Moments nearer than this are stretched; those before keep their distances among each other. */
const recent = 12 * hour;

/**
 * Another course of the same events: moments are stretched so that their order stays, rates, shares and
 * versions change, and unrelated errors and deploys are added. What is the matter, and the right answer to
 * it, stay. Seed 1 is the scenario as it was written.
 */
export function vary(scenario: Scenario, seed: number): Scenario {
  if (seed === 1) return scenario;
  const draw = drawOf(seed, `vary/${scenario.name}`);
  const stretched = stretch(scenario, draw('stretch', 0.75, 1.3));
  const rated = withRates(stretched, draw);
  const noisy = {
    ...rated,
    errors: [...rated.errors, ...backgroundErrors(draw)],
    deploys: [...rated.deploys, ...earlierDeploys(rated, draw)],
  };
  return renumbered(noisy, Math.floor(draw('major', 0, 4)), Math.floor(draw('minor', 0, 7)));
}

/** Keeps the order of moments, and that what touches goes on touching. */
function stretch(scenario: Scenario, factor: number): Scenario {
  const moved = (at: number) =>
    at < -recent ? at - recent * (factor - 1) : at < 0 ? at * factor : at;
  const span = <T extends { from?: number | undefined; until?: number | undefined }>(
    one: T,
  ): T => ({
    ...one,
    ...(one.from === undefined ? {} : { from: moved(one.from) }),
    ...(one.until === undefined ? {} : { until: moved(one.until) }),
  });
  const { cachedAt } = scenario.edge;
  const { quota } = scenario.sentry;
  return {
    ...scenario,
    versions: scenario.versions.map((one) => ({ ...one, at: moved(one.at) })),
    deploys: scenario.deploys.map(({ firstAttempt, ...one }) => ({
      ...one,
      at: moved(one.at),
      ...(firstAttempt ? { firstAttempt: { ...firstAttempt, at: moved(firstAttempt.at) } } : {}),
    })),
    edge: { ...scenario.edge, ...(cachedAt === undefined ? {} : { cachedAt: moved(cachedAt) }) },
    errors: scenario.errors.map((one) => ({
      ...one,
      when: span(one.when),
      ...(one.surge ? { surge: { ...one.surge, from: moved(one.surge.from) } } : {}),
    })),
    signals: scenario.signals.map((one) => ({ ...one, when: span(one.when) })),
    outages: scenario.outages.map(span),
    traffic: {
      ...scenario.traffic,
      surges: scenario.traffic.surges.map((one) => ({
        ...one,
        from: moved(one.from),
        until: moved(one.until),
      })),
    },
    sentry: { ...scenario.sentry, ...(quota ? { quota: span(quota) } : {}) },
    incidents: scenario.incidents.map((one) => ({
      ...one,
      from: moved(one.from),
      until: moved(one.until),
    })),
  };
}

function weighed(weights: Readonly<Record<string, number>>, draw: Draw, key: string) {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [
      name,
      weight * draw(`${key}/${name}`, 0.8, 1.2),
    ]),
  );
}

/** Metrics that are bad below their mean become no better; all others no smaller. */
function meanOf(metric: string, value: number, draw: Draw, i: number): number {
  const factor = draw(`signal/${i}`, 0, 0.2);
  return value * (metric === 'cacheHitRate' ? 1 - factor / 2 : 1 + factor);
}

/** The size of the site changes all counts alike, and chance each by up to 30 %. */
function withRates(scenario: Scenario, draw: Draw): Scenario {
  const { traffic } = scenario;
  const size = draw('size', 0.7, 2);
  const rated = (one: ErrorGroup, i: number): ErrorGroup => ({
    ...one,
    perMinute: one.perMinute * size * draw(`rate/${i}`, 0.7, 1.3),
    elsewhere: one.elsewhere.map((place) => ({ ...place, perMinute: place.perMinute * size })),
    ...(one.systems ? { systems: weighed(one.systems, draw, `systems/${i}`) } : {}),
  });
  return {
    ...scenario,
    errors: scenario.errors.map(rated),
    signals: scenario.signals.map(({ value, ...one }, i) =>
      value === undefined ? one : { ...one, value: meanOf(one.metric, value, draw, i) },
    ),
    traffic: {
      ...traffic,
      sessionsPerMinute: traffic.sessionsPerMinute * size,
      users: Math.round(traffic.users * size),
      browsers: weighed(traffic.browsers, draw, 'browsers'),
      systems: weighed(traffic.systems, draw, 'systems'),
    },
  };
}

/** Other version numbers, wherever they stand, also in texts. */
function renumbered<T>(value: T, major: number, minor: number): T {
  const rename = (text: string) =>
    text.replace(
      /\bv(\d+)\.(\d+)\.(\d+)\b/g,
      (_, a, b, c) => `v${Number(a) + major}.${Number(b) + minor}.${c}`,
    );
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return rename(one);
    if (Array.isArray(one)) return one.map(walk);
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}
