import { inputOf } from '../../contract/command-input.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { day } from '../../domain/time/units.ts';

/** Durations in milliseconds. */
export interface HealthInput {
  readonly monitor: readonly string[];
  readonly url: readonly string[];
  readonly keyword: string | undefined;
  readonly allAddresses: boolean;
  /** The interval, or that of the monitors where none was given; undefined without `--watch`. */
  readonly watch: number | 'configured' | undefined;
  readonly failOn: 'warn' | 'bad';
  readonly details: boolean;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
}

export const healthInput = inputOf<HealthInput>(({ flag, texts, parsed, issue }) => {
  const read = <Value>(
    name: string,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value | undefined => parsed(name, parse, (text) => isNot(text, expected));
  const url = texts('url');
  for (const each of url) if (!isWebAddress(each)) issue(isNot(each, webAddress), 'url');
  return {
    monitor: texts('monitor'),
    url,
    keyword: read('keyword', (text) => text || undefined, 'a keyword: it is empty'),
    allAddresses: flag('allAddresses'),
    // commander gives true for an option without its value.
    watch: flag('watch') ? 'configured' : read('watch', within(1000), watchInterval),
    failOn: read('failOn', severity, 'warn or bad') ?? 'bad',
    details: flag('details'),
    timeout: read('timeout', within(1), 'a duration such as 5s or 2m, at most 1d'),
    retries: read('retries', upToTen, 'a whole number from 0 to 10'),
  };
});

function isNot(given: string, expected: string): string {
  return `${cleanText(given, 60)} is not ${expected}`;
}

const webAddress = 'an http:// or https:// address without user and password';
const watchInterval = 'a duration from 1s to 1d; names of monitors go before --watch';

function within(from: number): (text: string) => number | undefined {
  return (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= from && ms <= day ? ms : undefined;
  };
}

function severity(text: string): 'warn' | 'bad' | undefined {
  return text === 'warn' || text === 'bad' ? text : undefined;
}

function upToTen(text: string): number | undefined {
  return /^(?:\d|10)$/.test(text) ? Number(text) : undefined;
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
