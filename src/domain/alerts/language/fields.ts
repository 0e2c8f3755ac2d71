/*
 * Access to the fields of one rule in the file, with their places; what is wrong with them is kept.
 */
import type { RuleLintCode, RuleMistake } from './lint-codes.ts';
import { offsetIn, type RawEntry, type RawMap, type RawText, type RawValue } from './raw-rule.ts';
import { otherEngines } from './rule.ts';

export const ruleFields = [
  'name',
  'severity',
  'condition',
  'channels',
  'message',
  'interval',
  'labels',
  'runbook',
  'env',
  'stale',
  'engine',
] as const;
export type RuleField = (typeof ruleFields)[number];
const required: readonly RuleField[] = ['name', 'severity', 'condition', 'channels', 'message'];

const examples: Readonly<Record<RuleField, string>> = {
  name: 'High Error Rate',
  severity: 'P2',
  condition: 'error_rate > 5% for 5 minutes',
  channels: '[pagerduty, slack-alerts]',
  message: '"error rate {{ value }}%"',
  interval: '60s',
  labels: '{ team: web }',
  runbook: 'high-error-rate',
  env: 'production',
  stale: '5m',
  engine: otherEngines[0],
};

export interface Fields {
  readonly entries: readonly RawEntry[];
  readonly mistakes: readonly RuleMistake[];
  /** Something is wrong with the form: there is no rule to evaluate. */
  stopped(): boolean;
  value(field: RuleField): RawValue | undefined;
  /** The value of a field where it is a text; a mistake where it is due and is none. */
  text(field: RuleField): RawText | undefined;
  /** Offset of a field's value, of the rule where it has none; `index` leads into the value. */
  at(field: RuleField, index?: number): number;
  wrong(at: number, code: RuleLintCode, message: string, fix: string): undefined;
  missing(field: RuleField, place?: number): undefined;
}

const shapes = { list: 'a list', map: 'a group of keys', absent: 'nothing' };

export function createFields(source: string, raw: RawMap): Fields {
  const mistakes: RuleMistake[] = [];
  let stopped = false;
  const fields: Fields = {
    entries: raw.entries,
    mistakes,
    stopped: () => stopped,
    value: (field) =>
      raw.entries.find(({ key, value }) => key === field && value.kind !== 'absent')?.value,
    text: (field) => textOf(fields, field),
    at(field, index = 0) {
      const value = fields.value(field);
      if (value === undefined) return raw.at;
      if (value.kind === 'list') return value.items[index]?.at ?? value.at;
      return value.kind === 'text' ? offsetIn(source, value, index) : value.at;
    },
    wrong(at, code, message, fix) {
      mistakes.push({ at, code, message, fix });
      stopped ||= code !== 'template-syntax';
      return undefined;
    },
    missing(field, place = raw.at) {
      const fix = `add ${field}: ${examples[field]}`;
      return fields.wrong(place, 'missing-field', `the rule has no ${field}`, fix);
    },
  };
  return fields;
}

function textOf(fields: Fields, field: RuleField): RawText | undefined {
  const value = fields.value(field);
  if (value === undefined) return required.includes(field) ? fields.missing(field) : undefined;
  if (value.kind === 'text' && value.text.trim() !== '') return value;
  if (value.kind === 'text') return fields.missing(field, value.at);
  const message = `${field} is ${shapes[value.kind]}, and a text is due`;
  // What begins with a brace is a group of keys to YAML.
  const quotes = field === 'message' && value.kind === 'map' ? ', in quotes' : '';
  const fix = `write ${field}: ${examples[field]}${quotes}`;
  return fields.wrong(value.at, 'field-shape', message, fix);
}
