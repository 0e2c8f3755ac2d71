/*
 * Turns one item of the list into a rule. Everything that is wrong with its form is found in one pass; the
 * rule itself comes out only where nothing is.
 */

import { nearest } from '../../text/nearest.ts';
import { durationUnits, parseDuration } from '../../time/duration.ts';
import { createFields, type Fields, type RuleField, ruleFields } from './fields.ts';
import type { RuleLintCode, RuleMistake } from './lint-codes.ts';
import { parseCondition, type ReadCondition } from './parse-condition.ts';
import type { RawEntry, RawMap, RawText, RawValue } from './raw-rule.ts';
import {
  defaultInterval,
  defaultStale,
  engines,
  type Rule,
  type RuleSeverity,
  ruleSeverities,
} from './rule.ts';
import { parseTemplate, reservedNames, type TemplateNames, type TemplatePart } from './template.ts';

/** A rule with the places of its parts, for what is found to be wrong with it later. */
export interface PlacedRule {
  readonly rule: Rule;
  /** Offset of the value of a field, of the rule where it has none; `index` leads into the value. */
  at(field: RuleField, index?: number): number;
}

/** What a rule names, as far as it could be read: enough to see whether those names exist. */
export interface NamedRule extends Pick<PlacedRule, 'at'> {
  readonly name: string | undefined;
  readonly severity: RuleSeverity | undefined;
  readonly channels: readonly string[];
  readonly message: readonly TemplatePart[];
  /** Which values the message may show; undefined where not even the metric is known. */
  readonly values: TemplateNames | undefined;
  readonly runbook?: string;
  readonly env?: string;
}

interface ReadRule {
  readonly placed: PlacedRule | undefined;
  readonly named: NamedRule;
  readonly mistakes: readonly RuleMistake[];
}

export function readRule(source: string, raw: RawMap): ReadRule {
  const fields = createFields(source, raw);
  unknownFields(fields);
  const name = fields.text('name')?.text.trim();
  const severity = wordIn(fields, 'severity', ruleSeverities, 'unknown-severity');
  const read = conditionIn(fields);
  const condition = read?.condition;
  const channels = channelsIn(fields);
  const message = messageIn(fields);
  const names = {
    ...present('runbook', fields.text('runbook')?.text.trim()),
    ...present('env', fields.text('env')?.text.trim()),
  };
  const labels = labelsIn(fields);
  const named: NamedRule = {
    name,
    severity,
    channels: channels ?? [],
    message: message?.message ?? [],
    values: valuesOf(read?.names, labels),
    ...names,
    at: fields.at,
  };
  const optional = {
    interval: durationIn(fields, 'interval') ?? defaultInterval,
    stale: durationIn(fields, 'stale') ?? defaultStale,
    labels,
    engine: wordIn(fields, 'engine', engines, 'unknown-engine') ?? 'tsops',
    ...names,
  };
  const { mistakes } = fields;
  if (!name || !severity || !condition || !channels || !message || fields.stopped()) {
    return { placed: undefined, named, mistakes };
  }
  const rule: Rule = { name, severity, condition, channels, ...message, ...optional };
  return { placed: { rule, at: fields.at }, named, mistakes };
}

function present<Key extends string>(key: Key, value: string | undefined) {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: string };
}

function unknownFields({ entries, wrong }: Fields): void {
  const known: readonly string[] = ruleFields;
  for (const { key, at } of entries) {
    if (known.includes(key)) continue;
    const guess = nearest(key, ruleFields);
    const fix = guess === undefined ? `fields are ${known.join(', ')}` : `did you mean "${guess}"?`;
    wrong(at, 'unknown-field', `a rule has no field "${key}"`, fix);
  }
}

function wordIn<Word extends string>(
  fields: Fields,
  field: RuleField,
  words: readonly Word[],
  code: RuleLintCode,
): Word | undefined {
  const value = fields.text(field);
  if (value === undefined) return undefined;
  const word = words.find((each) => each === value.text);
  if (word !== undefined) return word;
  const named = field === 'severity' ? severityNamed(value.text) : undefined;
  const guess = named ?? nearest(value.text, words);
  const fix = guess === undefined ? `write one of ${words.join(', ')}` : `did you mean ${guess}?`;
  return fields.wrong(value.at, code, `there is no ${field} "${value.text}"`, fix);
}

/** The names that the severities carry in the monitoring document. */
function severityNamed(text: string): string | undefined {
  return ruleSeverities[['critical', 'high', 'medium', 'low'].indexOf(text.toLowerCase())];
}

/** Mistakes in a text, at the places where the text stands in the file. */
function placed(fields: Fields, field: RuleField, mistakes: readonly RuleMistake[]): void {
  for (const { at, code, message, fix } of mistakes) {
    fields.wrong(fields.at(field, at), code, message, fix);
  }
}

function valuesOf(
  names: TemplateNames | undefined,
  labels: Rule['labels'],
): TemplateNames | undefined {
  if (names === undefined || names.metrics.length === 0) return undefined;
  return { ...names, labels: [...names.labels, ...Object.keys(labels)] };
}

function conditionIn(fields: Fields): ReadCondition | undefined {
  const value = fields.text('condition');
  if (value === undefined) return undefined;
  const read = parseCondition(value.text);
  placed(fields, 'condition', read.mistakes);
  return read;
}

function messageIn(fields: Fields): Pick<Rule, 'message' | 'messageText'> | undefined {
  const value = fields.text('message');
  if (value === undefined) return undefined;
  const { parts, mistakes } = parseTemplate(value.text);
  placed(fields, 'message', mistakes);
  return { message: parts, messageText: value.text };
}

/** A list of names, or one text with commas between them. */
function channelsIn(fields: Fields): readonly string[] | undefined {
  const value = fields.value('channels');
  if (value === undefined) return fields.missing('channels');
  const items: readonly RawValue[] = value.kind === 'list' ? value.items : [value];
  if (items.length === 0) return fields.missing('channels', value.at);
  return items.flatMap((item) => {
    if (item.kind === 'text') return item.text.split(',').map((each) => each.trim());
    const fix = 'write channels: [pagerduty, slack-alerts]';
    fields.wrong(item.at, 'field-shape', 'a channel is a name', fix);
    return [];
  });
}

function durationIn(fields: Fields, field: 'interval' | 'stale'): number | undefined {
  const value = fields.text(field);
  const ms = value === undefined ? undefined : parseDuration(value.text);
  if (value === undefined || (ms !== undefined && ms > 0)) return ms;
  return wrongDuration(fields, value, field);
}

function wrongDuration({ wrong }: Fields, { at, text }: RawText, field: string): undefined {
  if (/^\d+(?:\.\d+)?$/.test(text.trim()) && Number(text) > 0) {
    const fix = `write ${text}s or ${text} minutes`;
    return wrong(at, 'duration-without-unit', `${field} ${text} has no unit`, fix);
  }
  const units = durationUnits.toReversed();
  const fixed = text.replaceAll(/[a-z]+/gi, (unit) => nearest(unit, units) ?? unit);
  const fix = parseDuration(fixed) ? `write ${fixed}` : 'write a duration such as 60s or 5 minutes';
  return wrong(at, 'bad-duration', `"${text}" is no ${field}`, fix);
}

function labelsIn(fields: Fields): Readonly<Record<string, string>> {
  const value = fields.value('labels');
  if (value === undefined) return {};
  if (value.kind === 'map') {
    return Object.fromEntries(value.entries.flatMap((entry) => labelOf(fields, entry)));
  }
  fields.wrong(
    value.at,
    'field-shape',
    'labels is no group of names',
    'write labels: { team: web }',
  );
  return {};
}

function labelOf({ wrong }: Fields, { key, at, value }: RawEntry): [string, string][] {
  const taken = key === 'alertname' || (reservedNames as readonly string[]).includes(key);
  if (!/^[A-Za-z_]\w*$/.test(key) || taken) {
    const message = taken ? `the label "${key}" is set by tsops itself` : `"${key}" names no label`;
    wrong(at, 'label-name', message, 'write a name of letters, digits and _, such as team');
  }
  if (value.kind === 'text') return [[key, value.text]];
  wrong(value.at, 'field-shape', `the label "${key}" is not text`, `write ${key}: web`);
  return [];
}
