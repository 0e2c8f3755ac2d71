import { cleanText } from '../domain/text/clean.ts';
import { placesIn } from './fault.ts';

/** Something wrong at an offset of a text. */
interface Faulty<Code extends string> {
  readonly at: number;
  readonly code: Code;
  readonly message: string;
  readonly fix: string;
}

/** The same with its place; lines and columns count from 1. */
export interface LocatedMistake<Code extends string> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly level: 'error' | 'warning';
  readonly code: Code;
  readonly message: string;
  readonly fix: string;
}

const longest = 400;

/** The faults of one file in the order in which one meets them; `codes` tells how grave each is. */
export function located<Code extends string>(
  file: string,
  source: string,
  faults: readonly Faulty<Code>[],
  codes: Readonly<Record<Code, { readonly level: 'error' | 'warning' }>>,
): LocatedMistake<Code>[] {
  const placeOf = placesIn(source);
  return faults
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, code, message, fix }) => ({
      file,
      ...placeOf(at),
      level: codes[code].level,
      code,
      message: cleanText(message, longest),
      fix: cleanText(fix, longest),
    }));
}
