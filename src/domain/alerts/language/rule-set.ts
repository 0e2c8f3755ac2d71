/*
 * What is wrong with rules among each other, and with the names in them that must exist elsewhere:
 * channels, runbooks, environments.
 */
import { nearest } from '../../text/nearest.ts';
import { type ChannelKind, channelWords } from './channels.ts';
import type { RuleLintCode, RuleMistake } from './lint-codes.ts';
import type { NamedRule, PlacedRule } from './read-rule.ts';
import { type Rule, type RuleSeverity, ruleSeverities } from './rule.ts';
import { unknownNames } from './template.ts';

/** The names that exist around the rules. */
export interface KnownNames {
  readonly channels: readonly string[];
  readonly runbooks: readonly string[];
  readonly environments: readonly string[];
}

/** `named` are all rules of a file, `rules` those of them that can be evaluated. */
export function setMistakes(
  { named, rules }: { readonly named: readonly NamedRule[]; readonly rules: readonly PlacedRule[] },
  known: KnownNames,
): RuleMistake[] {
  return [
    ...duplicateNames(named),
    ...named.flatMap((rule) => [
      ...channelMistakes(rule, known.channels),
      ...nameMistakes(rule, known),
      ...severityChannels(rule),
      ...templateMistakes(rule),
    ]),
    ...shadowed(rules),
  ];
}

function duplicateNames(rules: readonly NamedRule[]): RuleMistake[] {
  const seen = new Set<string>();
  return rules.flatMap(({ name, at }) => {
    const key = name?.toLowerCase();
    if (key === undefined) return [];
    const again = seen.has(key);
    seen.add(key);
    if (!again) return [];
    const message = `a rule is called "${name}" already`;
    return [{ at: at('name'), code: 'duplicate-name' as const, message, fix: 'name it otherwise' }];
  });
}

function channelMistakes({ channels, at }: NamedRule, known: readonly string[]): RuleMistake[] {
  return channels.flatMap((channel, index): RuleMistake[] => {
    const place = at('channels', index);
    if (channels.indexOf(channel) < index) {
      const message = `the channel "${channel}" stands twice`;
      return [{ at: place, code: 'duplicate-channel', message, fix: 'keep one of them' }];
    }
    if (known.includes(channel)) return [];
    return [unknown('unknown-channel', place, 'channel', channel, known)];
  });
}

function unknown(
  code: RuleLintCode,
  at: number,
  what: string,
  name: string,
  known: readonly string[],
): RuleMistake {
  const guess = nearest(name, known);
  const fix = guess === undefined ? `${what}s are ${known.join(', ')}` : `did you mean "${guess}"?`;
  return { at, code, message: `there is no ${what} "${name}"`, fix };
}

function nameMistakes({ runbook, env, at }: NamedRule, known: KnownNames): RuleMistake[] {
  const mistakes: RuleMistake[] = [];
  const address = runbook !== undefined && /^https:\/\/\S+$/.test(runbook);
  if (runbook !== undefined && !address && !known.runbooks.includes(runbook)) {
    mistakes.push(unknown('unknown-runbook', at('runbook'), 'runbook', runbook, known.runbooks));
  }
  if (env !== undefined && !known.environments.includes(env)) {
    mistakes.push(unknown('unknown-env', at('env'), 'environment', env, known.environments));
  }
  return mistakes;
}

/** Names that the message of a rule may use besides the reserved ones. */
export function namesFor({ labels, condition }: Rule) {
  const { metric, floor } = condition;
  return {
    labels: [...new Set([...Object.keys(condition.labels), ...Object.keys(labels)])],
    metrics: [metric.name, ...(floor === undefined ? [] : [floor.metric.name])],
  };
}

function templateMistakes({ message, values, at }: NamedRule): RuleMistake[] {
  if (values === undefined) return [];
  return unknownNames(message, values).map((mistake) => ({
    ...mistake,
    at: at('message', mistake.at),
  }));
}

const wanted: Readonly<Record<RuleSeverity, readonly ChannelKind[]>> = {
  P1: ['paging', 'chat', 'phone'],
  P2: ['paging', 'chat'],
  P3: ['chat'],
  P4: ['chat'],
};

/** What wakes people. */
const loud: readonly string[] = [channelWords.paging, channelWords.phone];

function severityChannels({ severity, channels, at }: NamedRule): RuleMistake[] {
  if (severity === undefined || channels.length === 0) return [];
  const kinds = new Set(channels.map((channel) => channel.replace(/-.*$/, '')));
  const due: readonly string[] = wanted[severity].map((kind) => channelWords[kind]);
  const missing = due.filter((kind) => !kinds.has(kind));
  const beyond = [...kinds].filter((kind) => loud.includes(kind) && !due.includes(kind));
  if (missing.length === 0 && beyond.length === 0) return [];
  const said = [
    ...(missing.length === 0 ? [] : [`lacks ${missing.join(' and ')}`]),
    ...(beyond.length === 0 ? [] : [`has ${beyond.join(' and ')}`]),
  ];
  const message = `${severity} goes to ${due.join(', ')}; this rule ${said.join(' and ')}`;
  const fix = `write the channels of ${severity}, or another severity`;
  return [{ at: at('channels'), code: 'severity-channels', message, fix }];
}

/** A less severe rule that can only fire when a more severe one does already. */
function shadowed(rules: readonly PlacedRule[]): RuleMistake[] {
  return rules.flatMap(({ rule, at }) => {
    const first = rules.find((other) => alwaysFirst(other.rule, rule))?.rule;
    if (first === undefined) return [];
    const message = `"${first.name}" (${first.severity}) always fires before "${rule.name}" (${rule.severity})`;
    const fix = 'give the less severe rule a lower threshold or a shorter for';
    const place = at('condition', rule.condition.places.threshold);
    return [{ at: place, code: 'shadowed' as const, message, fix }];
  });
}

function alwaysFirst(first: Rule, second: Rule): boolean {
  const [a, b] = [first.condition, second.condition];
  const severer = ruleSeverities.indexOf(first.severity) < ruleSeverities.indexOf(second.severity);
  const samples = (rule: Rule) =>
    JSON.stringify([
      rule.condition.metric.name,
      rule.condition.baseline,
      rule.condition.labels,
      rule.condition.window,
      rule.condition.floor?.metric.name,
      rule.condition.floor?.least,
      rule.env,
    ]);
  if (!severer || samples(first) !== samples(second)) return false;
  if ((a.hold ?? 0) > (b.hold ?? 0)) return false;
  const upward = /^>/.test(a.operator) && /^>/.test(b.operator) && b.threshold >= a.threshold;
  const downward = /^</.test(a.operator) && /^</.test(b.operator) && b.threshold <= a.threshold;
  const same = a.operator === b.operator && a.threshold === b.threshold;
  // Of > 5 and >= 5 only the first implies the second.
  const strict =
    a.threshold !== b.threshold || a.operator === b.operator || b.operator.length === 1;
  return same || ((upward || downward) && strict);
}
