/*
 * Messages with `{{ name }}` in them: reserved names, labels, the rule's metric or the end of its name. No
 * code, no filters: what a message says is decided by the rule and its value alone.
 */
import { nearest } from '../../text/nearest.ts';
import type { RuleMistake } from './lint-codes.ts';

export const reservedNames = [
  'value',
  'threshold',
  'unit',
  'name',
  'severity',
  'state',
  'condition',
  'since',
  'duration',
  'env',
  'runbook',
  'url',
] as const;
export type ReservedName = (typeof reservedNames)[number];

export type TemplatePart =
  | { readonly text: string }
  /** `at` is the offset of the name in the template. */
  | { readonly name: string; readonly at: number };

export interface ReadTemplate {
  readonly parts: readonly TemplatePart[];
  readonly mistakes: readonly RuleMistake[];
}

/** Splits a message into its texts and its names; what is not a name in braces is a mistake. */
export function parseTemplate(template: string): ReadTemplate {
  const parts: TemplatePart[] = [];
  const mistakes: RuleMistake[] = [];
  const wrong = (at: number, message: string, fix: string): void => {
    mistakes.push({ at, code: 'template-syntax', message, fix });
  };
  let from = 0;
  while (from < template.length) {
    const open = template.indexOf('{{', from);
    const text = template.slice(from, open === -1 ? undefined : open);
    const stray = text.indexOf('}}');
    if (stray !== -1) wrong(from + stray, '"}}" closes nothing', 'write {{ value }}');
    if (text !== '') parts.push({ text });
    if (open === -1) break;
    const close = template.indexOf('}}', open);
    if (close === -1) {
      wrong(open, '"{{" is not closed', 'write {{ value }}');
      break;
    }
    const inside = template.slice(open + 2, close);
    const name = inside.trim();
    const at = open + 2 + inside.search(/\S|$/);
    if (/^[A-Za-z_]\w*$/.test(name)) parts.push({ name, at });
    else {
      const found = name === '' ? 'there is no name' : `"${name}" is no name`;
      wrong(at, `${found} between the braces`, 'write one name, such as {{ value }}');
    }
    from = close + 2;
  }
  return { parts, mistakes };
}

/** What the names of a message may be: see `namesFor`. */
export interface TemplateNames {
  readonly labels: readonly string[];
  /** Full names of metrics whose value the rule knows. */
  readonly metrics: readonly string[];
}

/** The label or metric that a name means, where it is not reserved: a full name before the end of one. */
export function meaningOf(
  name: string,
  { labels, metrics }: TemplateNames,
): { readonly label: string } | { readonly metric: string } | undefined {
  if (labels.includes(name)) return { label: name };
  const metric =
    metrics.find((each) => each === name) ?? metrics.find((each) => each.endsWith(`_${name}`));
  return metric === undefined ? undefined : { metric };
}

/** The names in a message that mean nothing to its rule. */
export function unknownNames(
  parts: readonly TemplatePart[],
  names: TemplateNames,
): readonly RuleMistake[] {
  const known = [...reservedNames, ...names.labels, ...names.metrics];
  return parts.flatMap((part) => {
    if (!('name' in part) || isReserved(part.name)) return [];
    if (meaningOf(part.name, names) !== undefined) return [];
    const guess = nearest(part.name, known);
    const fix = guess === undefined ? `names are ${known.join(', ')}` : `did you mean "${guess}"?`;
    const message = `the rule has no value "${part.name}"`;
    return [{ at: part.at, code: 'template-unknown' as const, message, fix }];
  });
}

function isReserved(name: string): name is ReservedName {
  return (reservedNames as readonly string[]).includes(name);
}

export interface TemplateValues {
  readonly reserved: Readonly<Record<ReservedName, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Each metric's value as text, without its unit. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** The message with its values, each passed through `escaped`, which knows the channel. */
export function renderTemplate(
  parts: readonly TemplatePart[],
  values: TemplateValues,
  escaped: (text: string) => string = String,
): string {
  const names = { labels: Object.keys(values.labels), metrics: Object.keys(values.metrics) };
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      if (isReserved(part.name)) return escaped(values.reserved[part.name]);
      const meaning = meaningOf(part.name, names);
      if (meaning === undefined) return '';
      const value =
        'label' in meaning ? values.labels[meaning.label] : values.metrics[meaning.metric];
      return escaped(value ?? '');
    })
    .join('');
}
