import { nearest } from '../../text/nearest.ts';
import { type Cursor, isClauseWord } from '../evaluation/cursor.ts';
import { type Clauses, type ConditionPlaces, type NoData, noDataPolicies } from './condition.ts';
import { metrics } from './metrics.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type ClausePlaces = Omit<ConditionPlaces, 'operator' | 'threshold'>;

interface Read {
  readonly clauses: Mutable<Clauses>;
  readonly places: Mutable<ClausePlaces>;
}

type ReadClause = (cursor: Cursor, read: Read) => void;

const readers: Readonly<Record<string, ReadClause>> = {
  in(cursor, { clauses, places }) {
    const window = cursor.duration('in');
    if (window === undefined) return;
    if (window.ms === 0) zero(cursor, window.at, 'a window of 0 holds no sample');
    clauses.window = window.ms;
    places.window = window.at;
  },
  for(cursor, { clauses, places }) {
    const hold = cursor.duration('for');
    if (hold === undefined) return;
    clauses.hold = hold.ms;
    places.hold = hold.at;
  },
  keep(cursor, { clauses, places }) {
    if (!second(cursor, 'firing', 'keep')) return;
    const keep = cursor.duration('keep firing');
    if (keep === undefined) return;
    clauses.keepFiring = keep.ms;
    places.keepFiring = keep.at;
  },
  no(cursor, { clauses }) {
    if (!second(cursor, 'data', 'no')) return;
    const policy = readPolicy(cursor);
    if (policy !== undefined) clauses.noData = policy;
  },
  with: readFloor,
};

export function zero(cursor: Cursor, at: number, message: string): void {
  cursor.mistake(at, 'window-zero', message, 'write a duration such as 5 minutes');
}

/** Reads clauses to the end of the condition, each at most once. */
export function readClauses(cursor: Cursor): Read {
  const read: Read = { clauses: {}, places: {} };
  const seen = new Set<string>();
  while (cursor.peek().kind !== 'end') {
    const { text, at } = cursor.take();
    const reader = Object.hasOwn(readers, text) ? readers[text] : undefined;
    if (reader === undefined) {
      notAClause(cursor, text, at);
      continue;
    }
    if (seen.has(text)) {
      const fix = 'keep one of them';
      cursor.mistake(at, 'duplicate-clause', `the clause "${shown(text)}" stands twice`, fix);
    }
    seen.add(text);
    reader(cursor, read);
  }
  return read;
}

function shown(first: string): string {
  const whole: Record<string, string> = {
    keep: 'keep firing',
    no: 'no data',
    with: 'with at least',
  };
  return whole[first] ?? first;
}

const clauseList = 'in, for, keep firing, no data, with at least';

function notAClause(cursor: Cursor, text: string, at: number): void {
  while (cursor.peek().kind !== 'end' && !isClauseWord(cursor.peek().text)) cursor.take();
  if (/^(?:and|or|unless|&&|\|\|)$/i.test(text)) {
    const message = `"${text}" joins comparisons; a rule compares one thing`;
    const fix = 'write two rules, or a traffic floor: with at least 100 requests';
    cursor.mistake(at, 'compound-condition', message, fix);
    return;
  }
  const words = Object.keys(readers);
  const guess = nearest(text, words) ?? words.find((word) => lettersOf(word) === lettersOf(text));
  const fix =
    guess === undefined ? `the clauses are ${clauseList}` : `did you mean "${shown(guess)}"?`;
  cursor.mistake(at, 'unknown-clause', `there is no clause "${text}"`, fix);
}

/** `fro` has the letters of `for`: two edits in three are too many to be near. */
function lettersOf(word: string): string {
  return [...word].sort().join('');
}

function second(cursor: Cursor, word: string, first: string): boolean {
  if (cursor.takes(word)) return true;
  const { at } = cursor.peek();
  const message = `"${first}" begins the clause "${shown(first)}"`;
  cursor.mistake(at, 'incomplete-clause', message, `write ${shown(first)}`);
  skipToClause(cursor);
  return false;
}

function skipToClause(cursor: Cursor): void {
  while (cursor.peek().kind !== 'end' && !isClauseWord(cursor.peek().text)) cursor.take();
}

function readPolicy(cursor: Cursor): NoData | undefined {
  const { text, at, kind } = cursor.peek();
  const policy = noDataPolicies.find((each) => each === text);
  if (kind !== 'end' && !isClauseWord(text)) cursor.take();
  if (policy !== undefined) return policy;
  const guess = nearest(text, noDataPolicies);
  const message = text === '' ? '"no data" needs a policy' : `there is no policy "${text}"`;
  const fix =
    guess === undefined
      ? `write no data ${noDataPolicies.join(', or no data ')}`
      : `did you mean "no data ${guess}"?`;
  return cursor.mistake(at, 'unknown-policy', message, fix);
}

function readFloor(cursor: Cursor, { clauses, places }: Read): void {
  const example = 'write with at least 100 requests';
  const whole = cursor.takes('at') && cursor.takes('least') && cursor.peek().kind === 'number';
  if (!whole) {
    const message = '"with" begins a traffic floor: with at least N metric';
    cursor.mistake(cursor.peek().at, 'incomplete-clause', message, example);
    skipToClause(cursor);
    return;
  }
  const number = cursor.take();
  const { text, at, kind } = cursor.peek();
  if (kind !== 'word' || isClauseWord(text)) {
    const message = 'the traffic floor names no metric';
    cursor.mistake(at, 'incomplete-clause', message, `write with at least ${number.text} requests`);
    return;
  }
  cursor.take();
  const metric = metrics.get(text);
  if (metric?.unit === 'count') {
    cursor.metrics.push(text);
    clauses.floor = { least: Number(number.text), metric };
    places.floor = number.at;
    return;
  }
  const counts = [...metrics.values()].filter(({ unit }) => unit === 'count');
  const names = counts.map(({ name }) => name);
  const guess = nearest(text, names);
  const fix = guess === undefined ? `counts are ${names.join(', ')}` : `did you mean "${guess}"?`;
  cursor.mistake(at, 'floor-metric', `"${text}" is no count`, fix);
}
