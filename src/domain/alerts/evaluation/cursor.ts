import { nearest } from '../../text/nearest.ts';
import { durationUnits, parseDuration } from '../../time/duration.ts';
import type { RuleLintCode, RuleMistake } from '../language/lint-codes.ts';
import { type Token, tokensOf } from '../language/tokens.ts';

/** Walks over the tokens of a condition and keeps what is wrong with it. */
export interface Cursor {
  readonly mistakes: RuleMistake[];
  /** Names of the metrics and labels that were met: they stand in messages, whatever else is wrong. */
  readonly metrics: string[];
  readonly labels: string[];
  /** The token that is looked at, or one of those behind it. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the token where it is this very text. */
  takes(text: string): boolean;
  mistake(at: number, code: RuleLintCode, message: string, fix: string): undefined;
  /** A duration in milliseconds, up to the first token that cannot belong to it. */
  duration(what: string): { readonly ms: number; readonly at: number } | undefined;
}

export function createCursor(source: string): Cursor {
  const tokens = tokensOf(source);
  const mistakes: RuleMistake[] = [];
  let index = 0;
  const peek = (ahead = 0): Token => tokens[Math.min(index + ahead, tokens.length - 1)] as Token;
  const take = (): Token => {
    const token = peek();
    index = Math.min(index + 1, tokens.length - 1);
    return token;
  };
  const cursor: Cursor = {
    mistakes,
    metrics: [],
    labels: [],
    peek,
    take,
    takes(text) {
      if (peek().text !== text) return false;
      take();
      return true;
    },
    mistake(at, code, message, fix) {
      mistakes.push({ at, code, message, fix });
      return undefined;
    },
    duration: (what) => readDuration(cursor, source, what),
  };
  return cursor;
}

function readDuration(cursor: Cursor, source: string, what: string) {
  const { at, kind, text } = cursor.peek();
  if (kind !== 'number') {
    const found = kind === 'end' ? 'nothing follows' : `found "${text}"`;
    return cursor.mistake(
      at,
      'bad-duration',
      `${what} needs a duration, ${found}`,
      'write a duration such as 5 minutes, 90s or 1h30m',
    );
  }
  let end = at;
  while (cursor.peek().kind === 'number') {
    const number = cursor.take();
    end = number.at + number.text.length;
    if (cursor.peek().kind !== 'word' || isClauseWord(cursor.peek().text)) break;
    const unit = cursor.take();
    end = unit.at + unit.text.length;
  }
  return checkedDuration(cursor, source.slice(at, end), at, what);
}

function checkedDuration(cursor: Cursor, written: string, at: number, what: string) {
  const ms = parseDuration(written);
  if (ms !== undefined) return { ms, at };
  const bare = /^\d+(?:\.\d+)?$/.test(written);
  if (bare) {
    const message = `${what} ${written} has no unit`;
    const fix = `write ${written}s or ${written} minutes`;
    return cursor.mistake(at, 'duration-without-unit', message, fix);
  }
  const units = durationUnits.toReversed();
  const fixed = written.replaceAll(/[a-z]+/gi, (unit) => nearest(unit, units) ?? unit);
  const fix =
    fixed !== written && parseDuration(fixed) !== undefined
      ? `write ${fixed}`
      : 'write a duration such as 5 minutes, 90s or 1h30m';
  return cursor.mistake(at, 'bad-duration', `"${written}" is not a duration`, fix);
}

const clauseWords = new Set(['in', 'for', 'keep', 'no', 'with']);

/** Whether a word begins a clause: no unit is called like one. */
export function isClauseWord(text: string): boolean {
  return clauseWords.has(text);
}
