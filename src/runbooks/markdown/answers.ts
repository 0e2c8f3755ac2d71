/* A list within a step: the answers of a question, or lines of its text. */
import type { List, ListItem, PhrasingContent } from 'mdast';
import type { Note } from '../lint-codes.ts';
import { blockName } from './block-name.ts';
import type { Named } from './fields.ts';
import { idIn, inlineTextOf, startOf } from './inline.ts';

export interface AnswerPart {
  readonly text: string;
  readonly id: Named | undefined;
  readonly at: number;
}

/** A task list holds the answers of a question; of any other list each item is a line. */
export function listOf(list: List, note: Note): { answers: AnswerPart[]; lines: string[] } {
  const answers: AnswerPart[] = [];
  const lines: string[] = [];
  for (const item of list.children) {
    const nodes = itemText(item, note);
    const text = inlineTextOf(nodes);
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
