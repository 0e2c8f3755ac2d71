import { type Path, pathText, placesIn } from './fault.ts';
import type { Node } from './tree.ts';

/** Path of each value that a file sets (and of each group that holds one) → `file:line`. */
export function originsOf(root: Node, source: string, file: string): Map<string, string> {
  const placeOf = placesIn(source);
  const origins = new Map<string, string>();
  const visit = (node: Node, path: Path): void => {
    if (node.kind === 'absent') return;
    if (path.length > 0) origins.set(pathText(path), `${file}:${placeOf(node.at).line}`);
    if (node.kind === 'map')
      for (const { key, value } of node.entries) visit(value, [...path, key]);
    if (node.kind === 'list')
      for (const [i, item] of node.items.entries()) visit(item, [...path, i]);
  };
  visit(root, []);
  return origins;
}
