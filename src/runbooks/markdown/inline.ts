/* The text of a paragraph: its words, its lines, the id that a comment in it gives. */
import type { Nodes, PhrasingContent } from 'mdast';
import { cleanText } from '../../domain/text/clean.ts';

const comment = /^<!--[\s\S]*-->$/;
const idComment = /^<!--\s*id:\s*([\s\S]*?)\s*-->$/;
/** Longer than any screen; what is beyond is not read by anyone. */
const longest = 2000;

/** Where a node begins, as an offset in the file. */
export function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

/** What nobody sees on a page. */
export function isComment(node: Nodes): boolean {
  return node.type === 'html' && comment.test(node.value.trim());
}

/** The words without their markup, on one line; code keeps its backquotes, a link shows its address. */
export function inlineTextOf(nodes: readonly PhrasingContent[]): string {
  return cleanText(
    nodes
      .map(rawText)
      .join('')
      .replace(/\s*\n\s*/g, ' '),
    longest,
  );
}

function rawText(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'inlineCode':
      return node.value.includes('`') ? node.value : `\`${node.value}\``;
    case 'break':
      return '\n';
    case 'html':
      return isComment(node) ? '' : node.value;
    case 'link': {
      const words = node.children.map(rawText).join('');
      return words === node.url || node.url === `mailto:${words}`
        ? words
        : `${words} (${node.url})`;
    }
    case 'image':
      return node.alt ?? '';
    default:
      return 'children' in node ? node.children.map(rawText).join('') : '';
  }
}

/** The id in a comment such as `<!-- id: roll-back -->`, which nobody sees on a page. */
export function idIn(
  nodes: readonly PhrasingContent[],
): { readonly id: string; readonly at: number } | undefined {
  for (const node of nodes) {
    const id = node.type === 'html' ? idComment.exec(node.value)?.[1] : undefined;
    if (id !== undefined) return { id, at: startOf(node) };
  }
  return undefined;
}

interface Line {
  readonly nodes: readonly PhrasingContent[];
  /** It begins after a line break that was asked for, by a backslash or two spaces. */
  readonly broken: boolean;
}

/** The lines as they stand in the file. */
export function linesOf(nodes: readonly PhrasingContent[]): Line[] {
  const lines: { nodes: PhrasingContent[]; broken: boolean }[] = [{ nodes: [], broken: false }];
  const last = () => lines.at(-1) ?? { nodes: [], broken: false };
  for (const node of nodes) {
    if (node.type === 'break') lines.push({ nodes: [], broken: true });
    else if (node.type !== 'text') last().nodes.push(node);
    else {
      node.value.split('\n').forEach((value, index) => {
        if (index > 0) lines.push({ nodes: [], broken: false });
        if (value !== '') last().nodes.push({ ...node, value });
      });
    }
  }
  return lines;
}
