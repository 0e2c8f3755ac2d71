import { type KindName, kinds } from './kinds.ts';
import { type Outline, outline } from './outline.ts';
import type { FileConfig } from './schema.ts';
import type { Node } from './tree.ts';

const refused = Symbol('refused');

/**
 * A right config as data (durations in milliseconds, sizes in bytes); undefined for a wrong one, which
 * ./explain.ts then explains with zod. Loading zod and making its schema costs as much as half of an
 * empty Node start, and a right config has no need of it: a test holds the two against each other.
 */
export function checkedConfig(root: Node): FileConfig | undefined {
  if (root.kind === 'absent') return {};
  const value = read(outline, root);
  return value === refused ? undefined : (value as FileConfig);
}

function read(wanted: Outline, node: Node): unknown {
  if (typeof wanted === 'string') {
    return node.kind === 'text' ? readKind(wanted, node.text) : refused;
  }
  if ('list' in wanted) return node.kind === 'list' ? readItems(wanted.list, node.items) : refused;
  if ('oneOrMore' in wanted) {
    const items = node.kind === 'list' ? node.items : [node];
    return items.length === 0 ? refused : readItems(wanted.oneOrMore, items);
  }
  if (node.kind !== 'map') return refused;
  return 'of' in wanted ? readNames(wanted, node) : readKeys(wanted.keys, node);
}

function readKind(name: KindName, text: string): unknown {
  return kinds[name].parse(text) ?? refused;
}

function readItems(wanted: Outline, items: readonly Node[]): unknown {
  const values = items.map((item) => read(wanted, item));
  return values.includes(refused) ? refused : values;
}

type MapNode = Node & { kind: 'map' };

function readNames({ names, of }: { names: KindName; of: Outline }, { entries }: MapNode): unknown {
  const group: Record<string, unknown> = {};
  for (const { key, value } of entries) {
    if (value.kind === 'absent') continue;
    const item = read(of, value);
    if (item === refused) return refused;
    if (readKind(names, key) === refused) return refused;
    group[key] = item;
  }
  return group;
}

function readKeys(keys: Readonly<Record<string, Outline>>, { entries }: MapNode): unknown {
  const group: Record<string, unknown> = {};
  for (const { key, value } of entries) {
    const wanted = Object.hasOwn(keys, key) ? keys[key] : keys[`${key}!`];
    if (wanted === undefined || key.endsWith('!')) return refused;
    if (value.kind === 'absent') continue;
    group[key] = read(wanted, value);
    if (group[key] === refused) return refused;
  }
  const missing = Object.keys(keys).some(
    (key) => key.endsWith('!') && !(key.slice(0, -1) in group),
  );
  return missing ? refused : group;
}
