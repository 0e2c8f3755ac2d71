import { nearest } from '../domain/text/nearest.ts';
import { parseSize, sizeUnits } from '../domain/text/size.ts';
import { durationUnits, parseDuration } from '../domain/time/duration.ts';
import { isHttpUrl, type Kind, kinds } from './kinds.ts';

// Whole words first: of two that are as near, the longer one was meant.
const units = durationUnits.toReversed();
const aDuration = (text: string) => withUnit(text, units, 's', parseDuration);

/** For a kind of value (named by what it expects): the value that a wrong text was probably meant to be. */
const guesses: Readonly<Record<string, (text: string) => string | undefined>> = {
  [kinds.duration.sentence]: aDuration,
  [kinds.pause.sentence]: aDuration,
  [kinds.size.sentence]: (text) => withUnit(text, sizeUnits, 'MiB', parseSize),
  [kinds.percent.sentence]: (text) => {
    const fixed = `${/^[\d.]+/.exec(text)?.[0] ?? ''}%`;
    return fixed !== text && kinds.percent.parse(fixed) !== undefined ? fixed : undefined;
  },
  [kinds.url.sentence]: (text) => {
    const whole = `https://${text.replace(/^\w*:?\/*/, (start) => (/[:/]/.test(start) ? '' : start))}`;
    return /^[^@\s]+\.[^@\s]+$/.test(text) && isHttpUrl(whole) ? whole : undefined;
  },
};

export function meant(expectation: string, text: string): string | undefined {
  const kind = Object.values<Kind<unknown>>(kinds).find(({ sentence }) => sentence === expectation);
  return guesses[expectation]?.(text) ?? nearest(text, kind?.words ?? []);
}

/** `5 minuts` → `5 minutes`, `60` → `60s`. */
function withUnit(
  text: string,
  units: readonly string[],
  usual: string,
  parse: (text: string) => number | undefined,
): string | undefined {
  const fixed = /^\d+$/.test(text)
    ? `${text}${usual}`
    : text.replaceAll(/[a-z]+/gi, (unit) => nearest(unit, units) ?? unit);
  return fixed !== text && parse(fixed) !== undefined ? fixed : undefined;
}
