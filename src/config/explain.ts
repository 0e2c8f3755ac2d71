import type * as z from 'zod/mini';
import { nearest } from '../domain/text/nearest.ts';
import { type CrossCheckFinding, crossCheck } from './cross-check.ts';
import { secretVariables } from './environment.ts';
import { type ConfigFault, type Path, pathText } from './fault.ts';
import { most } from './mistakes.ts';
import { keyPaths, keysOf, outlineAt } from './outline.ts';
import { plainData } from './plain-data.ts';
import { fileSchema } from './schema.ts';
import { meant } from './suggest.ts';
import { type Node, nodesAlong, type Tree } from './tree.ts';

/*
 * Loaded only when a config is wrong: turns what zod and the cross-check found into sentences that say
 * what was expected, what was found, and the nearest right word.
 */

type Issue = z.core.$ZodIssue;

/** Every fault of a tree. What does not go together is looked for in what is left without the rest. */
export function explain({ root, faults }: Tree): ConfigFault[] {
  const result = fileSchema.safeParse(plainData(root) ?? {});
  const issues = result.success ? [] : result.error.issues;
  return [
    ...faults,
    ...issues.slice(0, most).flatMap((issue) => issueFaults(root, issue)),
    ...crossFindings(root, issues)
      .slice(0, most)
      .map((finding) => findingFault(root, finding)),
  ];
}

function issueFaults(root: Node, issue: Issue): ConfigFault[] {
  const path = plainPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, most).map((key) => unknownKey(root, path, key));
  }
  if (issue.code === 'invalid_key') {
    const words = issue.issues[0]?.message ?? 'another name';
    const message = sentence(path.slice(0, -1), `${words} as its key`, quoted(path.at(-1)));
    return [{ at: keyAt(root, path), message }];
  }
  return [valueFault(root, path, issue.message, [])];
}

function findingFault(root: Node, finding: CrossCheckFinding): ConfigFault {
  const path = finding.missing === undefined ? finding.path : [...finding.path, finding.missing];
  return valueFault(root, path, finding.expected, finding.candidates ?? []);
}

function valueFault(
  root: Node,
  path: Path,
  expected: string,
  candidates: readonly string[],
): ConfigFault {
  const nodes = nodesAlong(root, path);
  const node = nodes.at(-1) ?? root;
  const reached = nodes.length - 1 === path.length;
  // A lone status is read as a list of one: it has no index of its own.
  const inText = !reached && node.kind === 'text';
  if (!reached && !inText) {
    const where = path.slice(0, nodes.length);
    const message = `${pathText(where)} is missing: expected ${expected}`;
    return { at: keyAt(root, where.slice(0, -1)), message };
  }
  const shown = inText ? path.slice(0, nodes.length - 1) : path;
  if (node.kind !== 'text')
    return { at: node.at, message: sentence(shown, expected, kinds[node.kind]) };
  const guess = meant(expected, node.text) ?? nearest(node.text, candidates);
  const hint = guess === undefined ? '' : `; did you mean ${quoted(guess)}?`;
  return { at: node.at, message: `${sentence(shown, expected, quoted(node.text))}${hint}` };
}

/** Where the secrets of a group of keys come from. */
function variablesFor(group: Path[number] | undefined): string {
  const prefix = group === 'github' ? 'GH' : String(group).toUpperCase();
  const names = secretVariables.filter(({ name }) => name.startsWith(`${prefix}_`));
  return names.length === 0
    ? 'tsops help environment names the variables'
    : `set ${names.map(({ name }) => name).join(' or ')} in the environment`;
}

const kinds = { map: 'a group of keys', list: 'a list', absent: 'nothing' };

function unknownKey(root: Node, path: Path, key: string): ConfigFault {
  const known = Object.keys(keysOf(outlineAt(path)));
  const guess = nearest(key, known);
  const elsewhere = keyPaths().flatMap(([known]) => (known.split('.').at(-1) === key ? known : []));
  const where = path.length === 0 ? 'here' : `in ${pathText(path)}`;
  let hint = `the keys ${where} are ${known.join(', ')}`;
  if (elsewhere.length > 0) hint = `did you mean ${elsewhere.join(' or ')}?`;
  if (guess !== undefined) hint = `did you mean ${quoted(guess)}?`;
  if (/token|secret|password|api_?key|routing_?key|access_?key|webhook/i.test(key)) {
    hint = `a secret never stands in a file: ${variablesFor(path[0])}`;
  }
  const message = `there is no key ${quoted(key)} ${where}; ${hint}`;
  return { at: keyAt(root, [...path, key]), message };
}

function sentence(path: Path, expected: string, found: string): string {
  const subject = path.length === 0 ? 'the file' : pathText(path);
  return `${subject}: expected ${expected}, found ${found}`;
}

function quoted(text: unknown): string {
  // A URL may hold a password.
  const word = String(text).replace(/\/\/[^/@\s]*@/g, '//***@');
  return `"${word.length > 60 ? `${word.slice(0, 59)}…` : word}"`;
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

/** Where the key of a path stands, or the item of a list. */
function keyAt(root: Node, path: Path): number {
  const nodes = nodesAlong(root, path.slice(0, -1));
  const parent = nodes.at(-1) ?? root;
  const key = path.at(-1);
  if (parent.kind === 'list' && typeof key === 'number') return parent.items[key]?.at ?? parent.at;
  if (parent.kind !== 'map') return parent.at;
  return parent.entries.find((entry) => entry.key === key)?.at ?? parent.at;
}

/** The cross-check of what is left when every part with an issue is taken out or filled in. */
function crossFindings(root: Node, issues: readonly Issue[]): CrossCheckFinding[] {
  const data = plainData(root) ?? {};
  for (const issue of issues) {
    const path = plainPath(issue.path);
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((k) => [...path, k]) : [path];
    for (const each of paths) takeOut(data, each);
  }
  const rest = fileSchema.safeParse(data);
  return rest.success ? crossCheck(rest.data) : [];
}

/** Keys that must be there, and a value that is right and like no other. */
const fillers = new Map<string, (path: string) => string>([
  ['name', (path) => path],
  ['role', (path) => path],
  ['url', () => 'https://filler.invalid'],
  ['probe', () => 'https://filler.invalid'],
  ['distributionId', () => 'FILLER'],
]);

function takeOut(data: unknown, path: Path): void {
  const [last] = path.slice(-1);
  if (typeof last !== 'string') {
    if (path.length > 0) takeOut(data, path.slice(0, -1));
    return;
  }
  const parent = path.slice(0, -1).reduce<unknown>(inside, data);
  if (typeof parent !== 'object' || parent === null) return;
  const group = parent as Record<string, unknown>;
  const filler = fillers.get(last);
  if (filler === undefined) delete group[last];
  else group[last] = filler(pathText(path));
}

function inside(data: unknown, key: string | number): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Record<string | number, unknown>)[key]
    : undefined;
}
