/* The outline of a file: its title, what stands before the first section, and the items of each section. */
import type { Heading, ListItem, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { nearest } from '../../domain/text/nearest.ts';
import { runbookSections, type Section } from '../definition.ts';
import type { Note } from '../lint-codes.ts';
import { blockName } from './block-name.ts';
import { inlineTextOf, isComment, linesOf, startOf } from './inline.ts';
import { allLabels, labelledParagraph, sectionLabels } from './labels.ts';

interface OutlineSection {
  /** Undefined where its heading names none; its steps are read all the same. */
  readonly section: Section | undefined;
  readonly at: number;
  readonly items: readonly ListItem[];
}

export interface Document {
  /** Of the first heading. */
  readonly title: string | undefined;
  readonly symptoms: string;
  readonly sections: readonly OutlineSection[];
}

export function documentOf(markdown: string, note: Note): Document {
  const { children } = fromMarkdown(markdown);
  let title: string | undefined;
  const before: string[] = [];
  const found: { section: Section | undefined; at: number; items: ListItem[] }[] = [];
  for (const node of children) {
    const current = found.at(-1);
    if (node.type === 'heading' && node.depth === 1 && title === undefined && !current) {
      title = inlineTextOf(node.children);
    } else if (node.type === 'heading' && node.depth <= 2) {
      found.push({ section: sectionOf(node, note), at: startOf(node), items: [] });
    } else if (current === undefined) before.push(...introduction(node, note));
    else if (node.type === 'list') current.items.push(...node.children);
    else noteStray(node, note);
  }
  for (const { at, items } of found) {
    if (items.length === 0) {
      note('empty-section', at, 'the section has no step', 'write a list item, or take it out');
    }
  }
  noteOrder(found, note);
  return { title, symptoms: before.join('\n'), sections: found };
}

function sectionOf(heading: Heading, note: Note): Section | undefined {
  const words = inlineTextOf(heading.children);
  const section = labelledParagraph(sectionLabels, words);
  if (section === undefined) {
    const guess = nearest(words, allLabels(sectionLabels));
    const names = runbookSections.map((name) => sectionLabels[name].en).join(', ');
    const fix = guess === undefined ? `the sections are ${names}` : `write ${guess}`;
    note('unknown-section', startOf(heading), `"${words}" is not a section`, fix);
  }
  return section;
}

/** Paragraphs before the first section say when the runbook is wanted. */
function introduction(node: RootContent, note: Note): string[] {
  if (node.type !== 'paragraph') {
    noteStray(node, note);
    return [];
  }
  const texts: string[] = [];
  for (const { nodes, broken } of linesOf(node.children)) {
    const text = inlineTextOf(nodes);
    if (text === '') continue;
    const last = broken ? undefined : texts.pop();
    texts.push(last === undefined ? text : `${last} ${text}`);
  }
  return texts;
}

function noteStray(node: RootContent, note: Note): void {
  if (isComment(node)) return;
  const message = `${blockName(node)} outside of a step`;
  note('not-a-step', startOf(node), message, 'make it an item of the list below its section');
}

function noteOrder(found: readonly { section: Section | undefined; at: number }[], note: Note) {
  let furthest = -1;
  for (const { section, at } of found) {
    if (section === undefined) continue;
    const place = runbookSections.indexOf(section);
    const label = sectionLabels[section].en;
    if (place === furthest) {
      note('section-order', at, `${label} stands here a second time`, 'put its steps together');
    } else if (place < furthest) {
      const order = runbookSections.map((name) => sectionLabels[name].en).join(', ');
      note('section-order', at, `${label} comes too late`, `the order is ${order}`);
    }
    furthest = Math.max(furthest, place);
  }
}
