/*
 * Rules played over what live sources remember. Each begins where all that it reads is known: what nobody
 * remembers is not the same as a time in which nothing happened.
 */
import { metricsOf } from '../evaluation/live.ts';
import { lookOf, reachOf } from '../evaluation/observation.ts';
import type { TrackedAlert } from '../evaluation/tracked.ts';
import type { Rule } from '../language/rule.ts';
import { knownFrom, type MetricHistory } from './metric-history.ts';
import { type Replayed, type ReplayOptions, replaySorted } from './replay.ts';

/** A rule with the past of each metric that it reads. */
export interface RememberedRule {
  readonly rule: Rule;
  readonly environment: string;
  readonly histories: ReadonlyMap<string, MetricHistory>;
}

/** Epoch milliseconds of the first evaluation that sees a whole window; undefined where there is none. */
export function evaluableFrom({ rule, histories }: RememberedRule): number | undefined {
  const needed = metricsOf(rule).map((metric) => histories.get(metric));
  if (needed.includes(undefined)) return undefined;
  const from = knownFrom(needed as MetricHistory[]);
  return from === undefined ? undefined : from + reachOf(lookOf(rule.condition, rule));
}

/** Rules that cannot be evaluated at all are left out. `options.from` is the earliest evaluation. */
export function replayRemembered(
  rules: readonly RememberedRule[],
  options: ReplayOptions & { readonly to: number },
): Replayed {
  const groups = new Map<string, { from: number; rules: RememberedRule[] }>();
  for (const each of rules) {
    const known = evaluableFrom(each);
    const from = Math.max(
      known ?? Number.POSITIVE_INFINITY,
      options.from ?? Number.NEGATIVE_INFINITY,
    );
    if (from > options.to) continue;
    const key = `${from} ${each.environment}`;
    const group = groups.get(key) ?? { from, rules: [] };
    group.rules.push(each);
    groups.set(key, group);
  }
  const played = [...groups.values()].map((group) =>
    playGroup(group.rules, { ...options, from: group.from }),
  );
  const order = new Map(rules.map(({ rule }, index) => [rule, index]));
  const placeOf = ({ rule }: TrackedAlert): number => order.get(rule) ?? 0;
  return {
    alerts: played.flatMap(({ alerts }) => alerts).toSorted((a, b) => placeOf(a) - placeOf(b)),
    samples: sampleCount(rules),
    from: played.length === 0 ? null : Math.min(...played.flatMap(({ from }) => from ?? [])),
    to: played.length === 0 ? null : options.to,
  };
}

function playGroup(rules: readonly RememberedRule[], options: ReplayOptions): Replayed {
  const replay = replaySorted(
    rules.map(({ rule }) => rule),
    options,
  );
  for (const [metric, { series }] of new Map(rules.flatMap(({ histories }) => [...histories]))) {
    for (const { labels, samples } of series) {
      const index = replay.seriesOf({ metric, labels });
      if (index === undefined) continue;
      for (const sample of samples) replay.add({ series: index, stale: false, ...sample });
    }
  }
  return replay.finish();
}

function sampleCount(rules: readonly RememberedRule[]): number {
  const histories = new Set(rules.flatMap((each) => [...each.histories.values()]));
  return [...histories]
    .flatMap(({ series }) => series)
    .reduce((sum, { samples }) => sum + samples.length, 0);
}
