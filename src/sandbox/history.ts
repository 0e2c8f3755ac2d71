/*
 * `history: talkstudio` in a scenario: it begins with the versions, deploys, errors and earlier trouble of
 * TalkStudio's last two months, and says itself only what differs.
 */
import { load } from 'js-yaml';
import historyText from './history.yaml';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

interface Lists {
  readonly errors: readonly Entry[];
  readonly signals: readonly Entry[];
  readonly outages: readonly Entry[];
  readonly incidents: readonly Entry[];
}

interface History {
  readonly versions: readonly Entry[];
  readonly deploys: readonly Entry[];
  /** What every day brings, whichever version is served. */
  readonly errors: readonly Entry[];
  /** What went wrong and was over long ago. */
  readonly earlier: Lists;
}

interface WithHistory {
  readonly whole: unknown;
  /** Where in the scenario's own text a path of the whole stands. */
  ownPath(path: Path): Path;
}

let known: History | undefined;

function history(): History {
  known ??= load(historyText) as History;
  return known;
}

/**
 * A scenario, as its file holds it, with its history. What is no list of objects stays as it is, for the
 * schema to refuse; so does a scenario without a history, or with another one.
 */
export function withHistory(scenario: unknown): WithHistory {
  if (!isEntry(scenario) || scenario.history !== 'talkstudio') {
    return { whole: scenario, ownPath: (path) => path };
  }
  const { history: _, ...own } = scenario;
  const { versions, deploys, errors, earlier } = history();
  /** An entry of the whole that comes from the file, with its index there. */
  const origin = new Map<unknown, number>();
  const joined = (key: string, join: (entries: readonly Entry[]) => readonly Entry[]) => {
    const entries = own[key] ?? [];
    if (!isList(entries)) return { [key]: entries };
    const copies = entries.map((entry) => ({ ...entry }));
    for (const [index, copy] of copies.entries()) origin.set(copy, index);
    return { [key]: join(copies) };
  };
  const changed = (entries: readonly Entry[]) => withChanges(versions, entries, origin);
  const whole: Entry = {
    ...own,
    ...joined('versions', changed),
    ...joined('deploys', (entries) => inPlaceOf(deploys, entries)),
    ...joined('errors', (entries) => [...errors, ...entries, ...earlier.errors]),
    ...joined('signals', (entries) => [...entries, ...earlier.signals]),
    ...joined('outages', (entries) => [...entries, ...earlier.outages]),
    ...joined('incidents', (entries) => [...entries, ...earlier.incidents]),
  };
  const ownPath = ([key, index, ...rest]: Path): Path => {
    const list = whole[String(key)];
    const entry = Array.isArray(list) && typeof index === 'number' ? list[index] : undefined;
    const at = origin.get(entry) ?? index;
    return [key, at, ...rest].filter((part) => part !== undefined);
  };
  return { whole, ownPath };
}

/** A version that the history knows is changed in what its entry says; others come after. */
function withChanges(
  versions: readonly Entry[],
  entries: readonly Entry[],
  origin: Map<unknown, number>,
): readonly Entry[] {
  const old = new Set(versions.map(({ version }) => version));
  const kept = versions.map((one) => {
    const change = entries.find(({ version }) => version === one.version);
    if (change === undefined) return one;
    const whole = { ...one, ...change };
    origin.set(whole, origin.get(change) ?? 0);
    return whole;
  });
  return [...kept, ...entries.filter(({ version }) => !old.has(version))];
}

/** The deploys of a version that is named take the place of those that the history has of it. */
function inPlaceOf(deploys: readonly Entry[], entries: readonly Entry[]): readonly Entry[] {
  const isNamed = (one: Entry) => entries.some(({ version }) => version === one.version);
  const of = (one: Entry) => entries.filter(({ version }) => version === one.version);
  const first = (one: Entry) => deploys.find(({ version }) => version === one.version) === one;
  const old = new Set(deploys.map(({ version }) => version));
  return [
    ...deploys.flatMap((one) => (isNamed(one) ? (first(one) ? of(one) : []) : [one])),
    ...entries.filter(({ version }) => !old.has(version)),
  ];
}

function isEntry(value: unknown): value is Entry {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isList(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every(isEntry);
}
