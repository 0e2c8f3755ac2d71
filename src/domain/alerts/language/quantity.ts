import { nearest } from '../../text/nearest.ts';
import { type Cursor, isClauseWord } from '../evaluation/cursor.ts';
import type { Operator } from './condition.ts';
import { metrics, type Unit } from './metrics.ts';

/** A threshold in the metric's unit, and where it stands. */
export interface Quantity {
  readonly value: number;
  readonly at: number;
}

/** Powers of ten, so that a threshold is converted in its decimal text, without any rounding. */
const exponents: Readonly<Record<string, number>> = {
  '%': 0,
  ms: 0,
  s: 3,
  B: 0,
  KB: 3,
  MB: 6,
  GB: 9,
};
const dimension: Readonly<Record<string, string>> = {
  '%': '%',
  ms: 'ms',
  s: 'ms',
  B: 'B',
  KB: 'B',
  MB: 'B',
  GB: 'B',
};
const units = Object.keys(exponents);

/** Reads true, false or a number with its unit. Without a known metric (`unit` undefined) only its form. */
export function readQuantity(
  cursor: Cursor,
  unit: Unit | undefined,
  operator: Operator,
): Quantity | undefined {
  const { kind, text, at } = cursor.peek();
  if (kind === 'end' || isClauseWord(text)) {
    const message = `nothing follows ${operator}`;
    return cursor.mistake(at, 'missing-quantity', message, `write ${operator} ${example(unit)}`);
  }
  cursor.take();
  if (text === 'true' || text === 'false') return readBoolean(cursor, unit, operator, text, at);
  if (kind !== 'number') {
    const message = `"${text}" is no quantity`;
    skip(cursor);
    return cursor.mistake(at, 'bad-quantity', message, `write a quantity such as ${example(unit)}`);
  }
  const next = cursor.peek();
  if (next.text === ',' || next.kind === 'number') {
    skip(cursor);
    const message = 'a number is written without separators';
    return cursor.mistake(at, 'bad-quantity', message, 'write 1000, not 1,000');
  }
  const suffix = isUnit(cursor) ? cursor.take() : undefined;
  if (unit === 'boolean') {
    const fix = 'compare with true or false';
    return cursor.mistake(
      at,
      'boolean-expected',
      `${subjectOf(cursor, unit)} is true or false, not ${text}`,
      fix,
    );
  }
  return withUnit(cursor, unit, text, at, suffix);
}

/** Whether the word after a number is meant as its unit, and not as a clause that is misspelt. */
function isUnit(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (text === '%') return true;
  if (kind !== 'word' || isClauseWord(text) || /^(?:and|or|unless)$/i.test(text)) return false;
  return units.includes(text) || cursor.peek(1).kind !== 'number';
}

function skip(cursor: Cursor): void {
  while (cursor.peek().kind !== 'end' && !isClauseWord(cursor.peek().text)) cursor.take();
}

function readBoolean(
  cursor: Cursor,
  unit: Unit | undefined,
  operator: Operator,
  text: string,
  at: number,
): Quantity | undefined {
  if (unit !== undefined && unit !== 'boolean') {
    const message = `${subjectOf(cursor, unit)} is a number, not ${text}`;
    return cursor.mistake(
      at,
      'number-expected',
      message,
      `write a quantity such as ${example(unit)}`,
    );
  }
  if (operator !== '==' && operator !== '!=') {
    const message = `${operator} orders numbers; true and false have no order`;
    return cursor.mistake(at, 'boolean-order', message, `write == ${text}`);
  }
  return { value: text === 'true' ? 1 : 0, at };
}

function withUnit(
  cursor: Cursor,
  unit: Unit | undefined,
  number: string,
  at: number,
  suffix: { readonly text: string; readonly at: number } | undefined,
): Quantity | undefined {
  const written = suffix?.text;
  if (suffix !== undefined && !units.includes(suffix.text)) {
    const guess =
      units.find((each) => each.toLowerCase() === suffix.text.toLowerCase()) ??
      (/^sec|^s$/i.test(suffix.text) ? 's' : nearest(suffix.text, units));
    const fix = guess === undefined ? `units are ${units.join(', ')}` : `write ${number}${guess}`;
    return cursor.mistake(suffix.at, 'unit-unknown', `there is no unit "${suffix.text}"`, fix);
  }
  if (unit === undefined) return undefined;
  const wanted = unit === '%' || unit === 'ms' ? unit : undefined;
  if (written === undefined && wanted !== undefined) {
    const what = unit === '%' ? 'a percentage' : 'a duration';
    const message = `${subjectOf(cursor, unit)} is ${what}, and ${number} has no unit`;
    return cursor.mistake(at, 'unit-missing', message, `write ${number}${wanted}`);
  }
  if (written !== undefined && dimension[written] !== wanted) {
    const fix = wanted === undefined ? `write ${number}` : `write ${example(unit)}`;
    const message = `${subjectOf(cursor, unit)} has no unit ${written}: ${unitSentence(unit)}`;
    return cursor.mistake(suffix?.at ?? at, 'unit-wrong', message, fix);
  }
  return { value: Number(`${number}e${exponents[written ?? 'B'] ?? 0}`), at };
}

/** What is compared, by name. */
function subjectOf({ metrics: met }: Cursor, unit: Unit): string {
  const name = met.at(-1) ?? 'it';
  return metrics.get(name)?.unit === unit ? name : `the change of ${name}`;
}

function unitSentence(unit: Unit): string {
  if (unit === '%') return 'it is in percent';
  if (unit === 'ms') return 'it is a duration, in ms or s';
  return unit === 'count' ? 'it is a count' : 'it is a bare number';
}

function example(unit: Unit | undefined): string {
  if (unit === 'boolean') return 'false';
  if (unit === '%') return '5%';
  if (unit === 'ms') return '3000ms';
  return unit === 'score' ? '0.25' : '100';
}
