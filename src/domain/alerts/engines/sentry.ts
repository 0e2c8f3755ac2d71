/* Rules on errors as metric monitors of Sentry: the body that creates each, for its project. */

import type { Rule } from '../language/rule.ts';
import { type Exactness, type Exported, exactnessOf, notExpressible } from './exported.ts';

/** Seconds over which a monitor counts. */
const windows = [60, 300, 600, 900, 1800, 3600, 7200, 14_400, 86_400];

/** States that a monitor sets: priority high or low, or resolved. */
const high = 75;
const low = 50;
const resolved = 0;

/** `environment` is Sentry's name of the one that is watched. */
export function sentryExport(rules: readonly Rule[], environment: string): Exported {
  const exactness: Exactness[] = [];
  const monitors = rules.flatMap((rule) => {
    const why = obstacles(rule);
    if (why.length > 0) {
      exactness.push(notExpressible(rule.name, why));
      return [];
    }
    exactness.push(exactnessOf(rule.name, notes(rule)));
    return [monitorOf(rule, environment)];
  });
  return { files: [{ name: 'sentry-monitors.json', content: monitors }], exactness };
}

function obstacles({ condition }: Rule): string[] {
  const { metric, window, baseline, operator, threshold, hold, floor, labels } = condition;
  const why: string[] = [];
  if (metric.name !== 'error_count') return [`a monitor counts errors; it has no ${metric.name}`];
  if (window === undefined) why.push('a monitor counts over a window: write in 5 minutes');
  else if (!windows.includes(window / 1000)) {
    why.push(`a window is one of ${windows.map((each) => `${each / 60}m`).join(', ')}`);
  }
  if (baseline !== undefined) why.push('a monitor compares with one moment, not with the usual');
  if (operator !== '>') why.push('a monitor fires above its threshold: write >');
  if (!Number.isInteger(threshold) || threshold <= 0) why.push('a threshold is a whole number');
  if (hold !== undefined && hold > 0) why.push('a monitor has no for');
  if (floor !== undefined) why.push('a monitor has no traffic floor');
  if (Object.keys(labels).length > 0) why.push('a monitor knows no such labels');
  return why;
}

function notes({ condition }: Rule): string[] {
  const found = ['Sentry chooses its own moments', 'without events it counts 0'];
  if (condition.keepFiring !== undefined) found.push('it is resolved at the first good value');
  return found;
}

function monitorOf({ name, severity, condition }: Rule, environment: string) {
  const { window = 0, threshold } = condition;
  const priority = severity === 'P1' || severity === 'P2' ? high : low;
  return {
    name,
    type: 'metric_issue',
    data_sources: [
      {
        aggregate: 'count()',
        dataset: 'events',
        environment,
        eventTypes: ['default', 'error'],
        query: 'is:unresolved',
        queryType: 0,
        timeWindow: window / 1000,
      },
    ],
    config: { detectionType: 'static' },
    condition_group: {
      logic_type: 'any',
      conditions: [
        { type: 'gt', comparison: threshold, conditionResult: priority },
        { type: 'lte', comparison: threshold, conditionResult: resolved },
      ],
    },
    enabled: true,
  };
}
