/* The fields of a step: a label in bold, then names in backquotes. */
import type { PhrasingContent, Strong } from 'mdast';
import { nearest } from '../../domain/text/nearest.ts';
import type { Note } from '../lint-codes.ts';
import { inlineTextOf, linesOf, startOf } from './inline.ts';
import { allLabels, type FieldName, fieldLabels, labelledParagraph } from './labels.ts';

export interface Named {
  readonly name: string;
  readonly at: number;
}

export interface Field {
  readonly field: FieldName;
  readonly at: number;
  readonly values: readonly Named[];
}

/** The values of every field of that name. */
export function valuesOf(
  { fields }: { readonly fields: readonly Field[] },
  wanted: FieldName,
): Named[] {
  return fields.flatMap(({ field, values }) => (field === wanted ? values : []));
}

function labelOf(node: PhrasingContent | undefined): string | undefined {
  if (node?.type !== 'strong') return undefined;
  return /^(.*\S)\s*:$/.exec(inlineTextOf(node.children))?.[1];
}

/** Undefined for a bold word that is not a field's label. */
export function fieldNameOf(node: Strong): FieldName | undefined {
  const label = labelOf(node);
  return label === undefined ? undefined : labelledParagraph(fieldLabels, label);
}

/** Lines that begin with a field's label are fields; the rest is text, where a paragraph is one line. */
export function bodyAndFields(
  nodes: readonly PhrasingContent[],
  note: Note,
): { body: string[]; fields: Field[] } {
  const texts: string[] = [];
  const fields: Field[] = [];
  let joined = false;
  for (const line of linesOf(nodes)) {
    const [label, ...values] = line.nodes.filter((node) => inlineTextOf([node]) !== '');
    const field = label?.type === 'strong' ? fieldNameOf(label) : undefined;
    if (label !== undefined && field !== undefined) {
      fields.push({ field, at: startOf(label), values: namesAfter(label, values, note) });
      joined = false;
      continue;
    }
    noteNearly(label, note);
    const text = inlineTextOf(line.nodes);
    if (text === '') continue;
    const before = joined && !line.broken ? texts.pop() : undefined;
    texts.push(before === undefined ? text : `${before} ${text}`);
    joined = true;
  }
  return { body: texts, fields };
}

function noteNearly(node: PhrasingContent | undefined, note: Note): void {
  const label = labelOf(node);
  const meant = label === undefined ? undefined : nearest(label, allLabels(fieldLabels));
  if (node === undefined || meant === undefined) return;
  note('unknown-field', startOf(node), `"${label}:" is not a field`, `write **${meant}:**`);
}

/** Names in backquotes with commas between. */
function namesAfter(
  label: PhrasingContent,
  nodes: readonly PhrasingContent[],
  note: Note,
): Named[] {
  const values: Named[] = [];
  for (const node of nodes) {
    if (node.type === 'inlineCode') values.push({ name: node.value.trim(), at: startOf(node) });
    else if (!/^[\s,·]*$/.test(inlineTextOf([node]))) {
      const message = `"${inlineTextOf([node]).slice(0, 40)}" is not a name in backquotes`;
      note('bad-field', startOf(node), message, 'write names in backquotes, with commas between');
      return values;
    }
  }
  if (values.length === 0) {
    note('bad-field', startOf(label), 'the field is empty', 'write a name in backquotes after it');
  }
  return values;
}
