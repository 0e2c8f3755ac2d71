/*
 * What is wrong with a rule that can be read: durations that do not go together, thresholds that no value
 * or every value passes, thresholds against the targets of the monitoring document.
 */
import { formatDuration } from '../../time/duration.ts';
import { type Condition, comparedUnit, type Operator } from './condition.ts';
import type { RuleLintCode, RuleMistake } from './lint-codes.ts';
import { valueText } from './metrics.ts';
import type { PlacedRule } from './read-rule.ts';

type Check = (placed: PlacedRule) => SenseFinding | undefined;
interface SenseFinding {
  readonly at: number;
  readonly message: string;
  readonly fix: string;
}

const checks: Readonly<Partial<Record<RuleLintCode, Check>>> = {
  'for-too-short': forTooShort,
  'for-misaligned': forMisaligned,
  'keep-firing-too-short': keepFiringTooShort,
  'stale-too-short': staleTooShort,
  'window-too-short': windowTooShort,
  'floor-zero': floorZero,
  'never-true': neverTrue,
  'always-true': alwaysTrue,
  'fires-when-good': firesWhenGood,
  'contradicts-target': contradictsTarget,
  'silent-when-poor': silentWhenPoor,
  'float-equality': floatEquality,
};

export function senseMistakes(placed: PlacedRule): readonly RuleMistake[] {
  return Object.entries(checks).flatMap(([code, check]) => {
    const found = check(placed);
    return found === undefined ? [] : [{ code: code as RuleLintCode, ...found }];
  });
}

function forTooShort({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { hold = 0, places } = rule.condition;
  if (hold === 0 || hold >= rule.interval) return undefined;
  const every = formatDuration(rule.interval);
  return {
    at: at('condition', places.hold),
    message: `for ${formatDuration(hold)} is shorter than the interval, ${every}`,
    fix: `write for ${every}, for 0, or a shorter interval`,
  };
}

function forMisaligned({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { hold = 0, places } = rule.condition;
  if (hold <= rule.interval || hold % rule.interval === 0) return undefined;
  const next = formatDuration(Math.ceil(hold / rule.interval) * rule.interval);
  return {
    at: at('condition', places.hold),
    message: `for ${formatDuration(hold)} is not a multiple of the interval, ${formatDuration(rule.interval)}: it fires after ${next}`,
    fix: `write for ${next}, or an interval that divides it`,
  };
}

function keepFiringTooShort({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { keepFiring = 0, places } = rule.condition;
  if (keepFiring === 0 || keepFiring >= rule.interval) return undefined;
  const every = formatDuration(rule.interval);
  return {
    at: at('condition', places.keepFiring),
    message: `keep firing ${formatDuration(keepFiring)} is shorter than the interval, ${every}`,
    fix: `write keep firing ${every} or longer`,
  };
}

function staleTooShort({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { period, name, source } = rule.condition.metric;
  if (rule.stale >= period) return undefined;
  return {
    at: at('stale'),
    message: `stale ${formatDuration(rule.stale)}, and ${source} brings ${name} every ${formatDuration(period)}`,
    fix: `write stale: ${formatDuration(period * 5)}`,
  };
}

function windowTooShort({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { window, metric, places } = rule.condition;
  if (window === undefined || window >= metric.period) return undefined;
  const period = formatDuration(metric.period);
  return {
    at: at('condition', places.window),
    message: `a window of ${formatDuration(window)}, and ${metric.source} brings ${metric.name} every ${period}`,
    fix: `write in ${period} or longer`,
  };
}

function floorZero({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { floor, places } = rule.condition;
  if (floor === undefined || floor.least > 0) return undefined;
  return {
    at: at('condition', places.floor),
    message: `with at least ${floor.least} ${floor.metric.name} keeps nothing out`,
    fix: 'write a number above 0, or leave the clause out',
  };
}

/** The least and the greatest value that what is compared can have. */
function rangeOf({ metric, baseline, window }: Condition): readonly [number, number] {
  const open = Number.POSITIVE_INFINITY;
  if (baseline !== undefined) return [-100, open];
  if (metric.unit === '%') return [0, 100];
  return metric.unit === 'boolean' && window === undefined ? [0, 1] : [0, open];
}

const compare: Readonly<Record<Operator, (value: number, threshold: number) => boolean>> = {
  '==': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
  '>=': (value, threshold) => value >= threshold,
  '<=': (value, threshold) => value <= threshold,
  '>': (value, threshold) => value > threshold,
  '<': (value, threshold) => value < threshold,
};

/** Whether no value, or every value, of the range passes. */
function extreme(condition: Condition): 'never' | 'always' | undefined {
  const { operator, threshold, metric } = condition;
  if (metric.unit === 'boolean') return undefined;
  const [least, most] = rangeOf(condition);
  if (operator === '==' || operator === '!=') {
    const whole = metric.unit !== 'count' || comparedUnit(condition) !== 'count';
    const possible = threshold >= least && threshold <= most && (whole || threshold % 1 === 0);
    return possible ? undefined : operator === '==' ? 'never' : 'always';
  }
  const ends = [compare[operator](least, threshold), compare[operator](most, threshold)];
  if (ends.every(Boolean)) return 'always';
  return ends.some(Boolean) ? undefined : 'never';
}

function extremeFound(
  { rule, at }: PlacedRule,
  wanted: 'never' | 'always',
): SenseFinding | undefined {
  const { condition } = rule;
  if (extreme(condition) !== wanted) return undefined;
  const { metric, operator, threshold, places } = condition;
  const written = `${metric.name} ${operator} ${valueText(threshold, comparedUnit(condition))}`;
  const [least, most] = rangeOf(condition);
  const range = most === Number.POSITIVE_INFINITY ? `${least} and above` : `${least} to ${most}`;
  return {
    at: at('condition', places.threshold),
    message: `${written} is ${wanted} true: its values are ${range}`,
    fix: 'write a threshold that some values pass and some do not',
  };
}

function neverTrue(placed: PlacedRule): SenseFinding | undefined {
  return extremeFound(placed, 'never');
}

function alwaysTrue(placed: PlacedRule): SenseFinding | undefined {
  return extremeFound(placed, 'always');
}

function firesWhenGood({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { condition } = rule;
  const { metric, operator, threshold, places, baseline } = condition;
  const found = (message: string, fix: string) => ({
    at: at('condition', places.operator),
    message,
    fix,
  });
  if (metric.unit === 'boolean') {
    const good = (operator === '==') === (threshold === 1);
    return good ? found(`it fires while ${metric.name} is true`, 'write == false') : undefined;
  }
  // Traffic is watched in both directions; so is a change, and where the values end they are all one.
  const both = metric.name === 'requests' || baseline !== undefined;
  if (both || extreme(condition) !== undefined) return undefined;
  const upward = operator === '>' || operator === '>=';
  const downward = operator === '<' || operator === '<=';
  if (metric.better === 'higher' && upward) {
    return found(`${metric.name} is better the higher it is`, 'write < instead');
  }
  if (metric.better === 'lower' && downward) {
    return found(`${metric.name} is better the lower it is`, 'write > instead');
  }
  return undefined;
}

function inRightDirection({ metric, operator, baseline }: Condition): boolean {
  if (baseline !== undefined) return false;
  return metric.better === 'lower' ? /^>/.test(operator) : /^</.test(operator);
}

function contradictsTarget({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { metric, threshold, places } = rule.condition;
  const { target, better, name, unit } = metric;
  if (target === undefined || !inRightDirection(rule.condition)) return undefined;
  if (better === 'lower' ? threshold >= target : threshold <= target) return undefined;
  return {
    at: at('condition', places.threshold),
    message: `it fires at ${name} ${valueText(threshold, unit)}, which the target ${valueText(target, unit)} calls good`,
    fix: `write ${valueText(target, unit)}, or keep it knowing that`,
  };
}

function silentWhenPoor({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { metric, threshold, places } = rule.condition;
  const { poor, name, unit } = metric;
  if (poor === undefined || !inRightDirection(rule.condition) || threshold <= poor) {
    return undefined;
  }
  return {
    at: at('condition', places.threshold),
    message: `it fires at ${name} ${valueText(threshold, unit)}; beyond ${valueText(poor, unit)} is poor already`,
    fix: `write ${valueText(poor, unit)}, or keep it knowing that`,
  };
}

function floatEquality({ rule, at }: PlacedRule): SenseFinding | undefined {
  const { condition } = rule;
  const { operator, places, metric } = condition;
  const unit = comparedUnit(condition);
  const equality = operator === '==' || operator === '!=';
  if (!equality || unit === 'boolean' || unit === 'count' || extreme(condition)) return undefined;
  return {
    at: at('condition', places.operator),
    message: `${metric.name} is measured: it hardly ever is exactly the threshold`,
    fix: 'write >= or <=',
  };
}
