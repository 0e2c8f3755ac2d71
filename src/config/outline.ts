import type { Path } from './fault.ts';
import type { KindName } from './kinds.ts';
import data from './outline.json' with { type: 'json' };

/**
 * The schema as plain data: a kind, a list, one or more, a group under any names, or a group of keys, of
 * which those that must be there end in `!`. `outline.json` is generated from ./schema.ts; a test keeps
 * it current.
 */
export type Outline =
  | KindName
  | { readonly list: Outline }
  | { readonly oneOrMore: KindName }
  | { readonly names: KindName; readonly of: Outline }
  | { readonly keys: Readonly<Record<string, Outline>> };

export const outline = data as Outline;

/** The keys of a group without their `!`; empty for anything else. */
export function keysOf(part: Outline | undefined): Record<string, Outline> {
  if (typeof part !== 'object' || !('keys' in part)) return {};
  return Object.fromEntries(
    Object.entries(part.keys).map(([key, child]) => [key.replace('!', ''), child]),
  );
}

/** What each item of a list is, or each value under a name. */
function itemOf(part: Outline | undefined): Outline | undefined {
  if (typeof part !== 'object') return undefined;
  if ('list' in part) return part.list;
  if ('oneOrMore' in part) return part.oneOrMore;
  return 'of' in part ? part.of : undefined;
}

/** What may stand under a key, or as an item; undefined where nothing may. */
export function childOf(part: Outline | undefined, key: string | number): Outline | undefined {
  const keys = keysOf(part);
  return Object.hasOwn(keys, key) ? keys[key] : itemOf(part);
}

/** What may stand at a path; undefined where it leads nowhere. */
export function outlineAt(path: Path): Outline | undefined {
  return path.reduce<Outline | undefined>(childOf, outline);
}

/** Every key, in the schema's order: `service`, `environments.<name>.url`, `monitors[].name`. */
export function keyPaths(part: Outline = outline, prefix = ''): [path: string, part: Outline][] {
  return Object.entries(keysOf(part)).flatMap(([key, child]): [string, Outline][] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const item = itemOf(child);
    const isList = typeof child === 'object' && 'list' in child;
    const inner = item === undefined ? child : item;
    const below = item === undefined ? path : `${path}${isList ? '[]' : '.<name>'}`;
    return Object.keys(keysOf(inner)).length === 0 ? [[path, child]] : keyPaths(inner, below);
  });
}
