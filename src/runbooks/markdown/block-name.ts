import type { Nodes } from 'mdast';

const names: Readonly<Record<string, string>> = {
  heading: 'a heading',
  paragraph: 'a paragraph',
  code: 'a fenced block',
  list: 'a list',
  html: 'HTML',
  blockquote: 'a quotation',
  thematicBreak: 'a rule',
  definition: 'the address of a link',
};

/** What a block is called in a mistake. */
export function blockName({ type }: Nodes): string {
  return names[type] ?? `a ${type}`;
}
