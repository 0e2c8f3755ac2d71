import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { type ConfigFault, type Path, placesIn } from './fault.ts';

/** A YAML document as read: every node knows its offset in the text. */
export type Node =
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly TreeEntry[] }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Node[] }
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  /** Written as nothing, `~` or `null`: as if it were not there. */
  | { readonly kind: 'absent'; readonly at: number };

export interface TreeEntry {
  readonly key: string;
  readonly at: number;
  readonly value: Node;
}

export interface Tree {
  readonly root: Node;
  readonly faults: readonly ConfigFault[];
}

/**
 * Reads one YAML document by its failsafe schema: scalars are text, and what a text means is up to the
 * key that holds it (so `1.10` stays a version and `no` a word). Anchors, aliases and tags are faults: a
 * config has no need of them, and they are how a small file becomes a huge one.
 * Throws js-yaml's YAMLException on text that is not YAML.
 */
export function parseTree(source: string): Tree {
  const events = parseEvents(source, { maxDepth: 20 });
  const faults: ConfigFault[] = [];
  const repeats: Repeat[] = [];
  let next = 1;

  function read(fallback: number): Node {
    const event = events[next++];
    if (event?.type === EVENT_ID.MAPPING) return readMap(event.start);
    if (event?.type === EVENT_ID.SEQUENCE) return readList(event.start);
    if (event?.type === EVENT_ID.SCALAR) return scalar(source, event, fallback);
    return { kind: 'absent', at: fallback };
  }

  function readMap(at: number): Node {
    const entries: TreeEntry[] = [];
    const seen = new Map<string, number>();
    while (more()) {
      const name = read(at);
      const key = name.kind === 'text' ? name.text : '';
      const value = read(name.at);
      const first = seen.get(key);
      if (key === '' || key === '__proto__') {
        faults.push({ at: name.at, message: 'expected a key that is a word' });
      } else if (first === undefined) entries.push({ key, at: name.at, value });
      else repeats.push({ key, at: name.at, first });
      seen.set(key, first ?? name.at);
    }
    return { kind: 'map', at, entries };
  }

  function readList(at: number): Node {
    const items: Node[] = [];
    while (more()) items.push(read(items.at(-1)?.at ?? at));
    return { kind: 'list', at, items };
  }

  /** Steps over the end of a collection. */
  function more(): boolean {
    if (next < events.length && events[next]?.type !== EVENT_ID.POP) return true;
    next += 1;
    return false;
  }

  if (events.length === 0) return { root: { kind: 'absent', at: 0 }, faults };
  const root = read(0);
  const second = next + 1 < events.length ? events.slice(next + 2) : undefined;
  const refused = events.flatMap((event) => refusals(source, event));
  const further = second === undefined ? [] : [secondDocument(source, second)];
  return { root, faults: [...faults, ...refused, ...repeated(source, repeats), ...further] };
}

function secondDocument(source: string, events: readonly Event[]): ConfigFault {
  const message = 'a second document begins here; a config file holds one';
  return { at: startOf(events) ?? source.length, message };
}

function scalar(source: string, event: Event & { type: 4 }, fallback: number): Node {
  const plain = event.style === SCALAR_STYLE.PLAIN;
  if (event.valueStart < 0) return { kind: 'absent', at: fallback };
  const text = getScalarValue(source, event);
  const quoted =
    event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  const at = event.valueStart - (quoted ? 1 : 0);
  return plain && /^(?:~|null|Null|NULL|)$/.test(text)
    ? { kind: 'absent', at }
    : { kind: 'text', at, text };
}

interface Repeat {
  readonly key: string;
  readonly at: number;
  readonly first: number;
}

function repeated(source: string, repeats: readonly Repeat[]): ConfigFault[] {
  if (repeats.length === 0) return [];
  const placeOf = placesIn(source);
  return repeats.map(({ key, at, first }) => ({
    at,
    message: `the key "${key}" stands here a second time; the first is on line ${placeOf(first).line}`,
  }));
}

function refusals(source: string, event: Event): ConfigFault[] {
  if (event.type === EVENT_ID.ALIAS) {
    return [
      { at: event.anchorStart - 1, message: 'an alias (*name) is not accepted; write it out' },
    ];
  }
  if (!('tagStart' in event)) return [];
  const faults: ConfigFault[] = [];
  if (event.anchorStart >= 0) {
    const message = 'an anchor (&name) is not accepted; write the value where it is needed';
    faults.push({ at: event.anchorStart - 1, message });
  }
  if (event.tagStart >= 0) {
    const tag = source.slice(event.tagStart, event.tagEnd);
    faults.push({ at: event.tagStart, message: `a tag (${tag}) is not accepted; remove it` });
  }
  return faults;
}

function startOf(events: readonly Event[]): number | undefined {
  for (const event of events) {
    const at = 'start' in event ? event.start : 'valueStart' in event ? event.valueStart : -1;
    if (at >= 0) return at;
  }
  return undefined;
}

/** The nodes along a path, as far as it leads: the root first. */
export function nodesAlong(root: Node, path: Path): Node[] {
  const nodes = [root];
  for (const key of path) {
    const node = nodes.at(-1);
    const child =
      node?.kind === 'map'
        ? node.entries.find((entry) => entry.key === key)?.value
        : node?.kind === 'list' && typeof key === 'number'
          ? node.items[key]
          : undefined;
    if (child === undefined) break;
    nodes.push(child);
  }
  return nodes;
}
