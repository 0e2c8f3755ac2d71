/* What stands in one list item, before anyone asks what kind of step it is. */
import type { Code, ListItem, Paragraph, PhrasingContent } from 'mdast';
import type { Note } from '../lint-codes.ts';
import { type AnswerPart, listOf } from './answers.ts';
import { blockName } from './block-name.ts';
import { bodyAndFields, type Field, fieldNameOf, type Named } from './fields.ts';
import { idIn, inlineTextOf, isComment, startOf } from './inline.ts';

export interface SectionParts {
  readonly at: number;
  readonly title: string;
  readonly id: Named | undefined;
  readonly body: readonly string[];
  readonly fields: readonly Field[];
  readonly answers: readonly AnswerPart[];
  readonly code: readonly Code[];
}

export function partsOf(item: ListItem, note: Note): SectionParts {
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
      note('not-a-step', startOf(node), `${blockName(node)} cannot stand in a step`, fix);
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
    if (fieldNameOf(first) !== undefined) return { title: '', rest: children };
    return { title: inlineTextOf(first.children).replace(/:$/, ''), rest };
  }
  const field = children.findIndex((node) => node.type === 'strong' && fieldNameOf(node));
  const end = field === -1 ? children.length : field;
  return { title: inlineTextOf(children.slice(0, end)), rest: children.slice(end) };
}
