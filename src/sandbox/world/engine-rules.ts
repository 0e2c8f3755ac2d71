/* The alert rules that the world's Prometheus and CloudWatch were given, and how they stand there. */

import { shippedAlertRules } from '../../config/shipped-alert-rules.ts';
import { parseTree } from '../../config/tree.ts';
import {
  historyOf,
  type LiveAlert,
  liveAlerts,
  metricsOf,
} from '../../domain/alerts/evaluation/live.ts';
import { readRules } from '../../domain/alerts/language/read-rules.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { engineSeries } from './engine-samples.ts';
import { type World, worldEventsOf } from './model.ts';
import { remembered } from './remembered.ts';

/** A rule that cannot be read is none; what is wrong with a file is for `tsops alerts lint` to say. */
export function rulesIn(source: string): Rule[] {
  return readRules(source, parseTree(source).root).rules.map(({ rule }) => rule);
}

/** Those deployed last; at first the shipped ones. */
export const deployedRules = remembered((world) =>
  rulesIn(worldEventsOf(world, 'rules').at(-1)?.source ?? shippedAlertRules),
);

export interface Evaluated {
  readonly rule: Rule;
  readonly alerts: readonly LiveAlert[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** How a rule stood at its last evaluation. */
export function evaluated(world: World, rule: Rule): Evaluated {
  const at = Math.floor(world.now() / rule.interval) * rule.interval;
  const from = historyOf(rule, at).samples;
  const series = new Map(
    metricsOf(rule).map((metric) => [metric, engineSeries(world, metric, from)]),
  );
  return { rule, alerts: liveAlerts(rule, series, at), at };
}

const ORDER = ['firing', 'pending', 'inactive'] as const;

export function stateOf({ alerts }: Evaluated): (typeof ORDER)[number] {
  return ORDER.find((state) => alerts.some((alert) => alert.state === state)) ?? 'inactive';
}
