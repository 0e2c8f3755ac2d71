/* What stands in one list item, before anyone asks what kind of step it is. */
import type { Code, List, ListItem, Paragraph, PhrasingContent, Strong } from 'mdast';
import { nearest } from '../../domain/nearest.ts';
import type { Note } from '../lint-codes.ts';
import { blockName } from './block-name.ts';
import { idIn, isComment, linesOf, startOf, textOf } from './inline.ts';
import { allLabels, type FieldName, fieldLabels, labelled } from './labels.ts';

export interface Named {
  readonly name: string;
  readonly at: number;
}

export interface Field {
  readonly field: FieldName;
  readonly at: number;
  readonly values: readonly Named[];
}

export interface AnswerPart {
  readonly text: string;
  readonly id: Named | undefined;
  readonly at: number;
}

export interface Parts {
  readonly at: number;
  readonly title: string;
  readonly id: Named | undefined;
  readonly body: readonly string[];
  readonly fields: readonly Field[];
  readonly answers: readonly AnswerPart[];
  readonly code: readonly Code[];
}

export function partsOf(item: ListItem, note: Note): Parts {
  const body: string[] = [];
  const fields: Field[] = [];
  const answers: AnswerPart[] = [];
  const code: Code[] = [];
  const [first, ...others] = item.children;
  const opening = first?.type === 'paragraph' ? openingOf(first) : undefined;
  const addLines = (nodes: readonly PhrasingContent[]): void => {
    const read = bodyAndFields(nodes, note);
    body.push(...read.body);
    fields.push(...read.fields);
  };
  if (opening !== undefined) addLines(opening.rest);
  for (const node of opening === undefined ? item.children : others) {
    if (node.type === 'paragraph') addLines(node.children);
    else if (node.type === 'code') code.push(node);
    else if (node.type === 'list') {
      const listed = listOf(node, note);
      answers.push(...listed.answers);
      body.push(...listed.lines);
    } else if (!isComment(node)) {
      const fix = 'write it as text, a list, a field or a `sh` block';
      note('not-a-step', startOf(node), `${blockName(node)} can not stand in a step`, fix);
    }
  }
  const id = first?.type === 'paragraph' ? idIn(first.children) : undefined;
  return {
    at: startOf(item),
    title: opening?.title ?? '',
    id: id && { name: id.id, at: id.at },
    body,
    fields,
    answers,
    code,
  };
}

/** The title is what begins in bold, else the whole paragraph down to the first field. */
function openingOf({ children }: Paragraph): { title: string; rest: PhrasingContent[] } {
  const [first, ...rest] = children;
  if (first?.type === 'strong') {
    if (fieldOf(first) !== undefined) return { title: '', rest: children };
    return { title: textOf(first.children).replace(/:$/, ''), rest };
  }
  const field = children.findIndex((node) => node.type === 'strong' && fieldOf(node));
  const end = field === -1 ? children.length : field;
  return { title: textOf(children.slice(0, end)), rest: children.slice(end) };
}

function labelOf(node: PhrasingContent | undefined): string | undefined {
  if (node?.type !== 'strong') return undefined;
  return /^(.*\S)\s*:$/.exec(textOf(node.children))?.[1];
}

function fieldOf(node: Strong): FieldName | undefined {
  const label = labelOf(node);
  return label === undefined ? undefined : labelled(fieldLabels, label);
}

/** Lines that begin with a field's label are fields; the rest is text, where a paragraph is one line. */
function bodyAndFields(
  nodes: readonly PhrasingContent[],
  note: Note,
): { body: string[]; fields: Field[] } {
  const texts: string[] = [];
  const fields: Field[] = [];
  let joined = false;
  for (const line of linesOf(nodes)) {
    const [label, ...values] = line.nodes.filter((node) => textOf([node]) !== '');
    const field = label?.type === 'strong' ? fieldOf(label) : undefined;
    if (label !== undefined && field !== undefined) {
      fields.push({ field, at: startOf(label), values: valuesOf(label, values, note) });
      joined = false;
      continue;
    }
    noteNearly(label, note);
    const text = textOf(line.nodes);
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
  note('unknown-field', startOf(node), `"${label}:" is no field`, `write **${meant}:**`);
}

/** Names in backquotes with commas between. */
function valuesOf(label: PhrasingContent, nodes: readonly PhrasingContent[], note: Note): Named[] {
  const values: Named[] = [];
  for (const node of nodes) {
    if (node.type === 'inlineCode') values.push({ name: node.value.trim(), at: startOf(node) });
    else if (!/^[\s,·]*$/.test(textOf([node]))) {
      const message = `"${textOf([node]).slice(0, 40)}" is no name in backquotes`;
      note('bad-field', startOf(node), message, 'write names in backquotes, with commas between');
      return values;
    }
  }
  if (values.length === 0) {
    note('bad-field', startOf(label), 'the field is empty', 'write a name in backquotes after it');
  }
  return values;
}

/** A task list holds the answers of a question; of any other list each item is a line. */
function listOf(list: List, note: Note): { answers: AnswerPart[]; lines: string[] } {
  const answers: AnswerPart[] = [];
  const lines: string[] = [];
  for (const item of list.children) {
    const nodes = itemText(item, note);
    const text = textOf(nodes);
    const answer = /^\[[ xX]\](?:\s+(.*))?$/.exec(text);
    const at = startOf(item);
    if (answer === null) lines.push(...(text === '' ? [] : [`- ${text}`]));
    else if (!answer[1]) note('answers', at, 'the answer is empty', 'write it behind the box');
    else {
      const id = idIn(nodes);
      answers.push({ text: answer[1], id: id && { name: id.id, at: id.at }, at });
    }
  }
  if (answers.length > 0 && lines.length > 0) {
    note(
      'answers',
      startOf(list),
      'not every item of the list has a box',
      'write - [ ] before each',
    );
  }
  return { answers, lines };
}

/** The one paragraph of an item; what else is in it would be lost. */
function itemText(item: ListItem, note: Note): PhrasingContent[] {
  const [first, second] = item.children;
  const stray = first?.type === 'paragraph' ? second : first;
  if (stray !== undefined) {
    const message = `${blockName(stray)} in a list of a step`;
    note('not-a-step', startOf(stray), message, 'write it in the step itself');
  }
  return first?.type === 'paragraph' ? first.children : [];
}
