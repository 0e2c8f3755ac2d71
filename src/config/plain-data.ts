import { childOf, type Outline, outline } from './outline.ts';
import type { Node } from './tree.ts';

/**
 * A tree as the plain data that zod takes. What is absent is null in a list, and left out of a group:
 * but for a key that should not be there at all.
 */
export function plainData(node: Node, part: Outline | undefined = outline): unknown {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'list') return node.items.map((item) => plainData(item, childOf(part, 0)));
  if (node.kind === 'absent') return null;
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.entries) {
    const child = childOf(part, key);
    if (value.kind !== 'absent' || child === undefined) data[key] = plainData(value, child);
  }
  return data;
}
