/*
 * What `tsops health` accepts. Read by hand: loading zod takes longer than three probes, and nothing else
 * on the way to the first answer needs it.
 */
import type { InputSchema } from '../command.ts';
import { cleanText } from '../domain/clean-text.ts';
import { parseDuration } from '../domain/duration.ts';

/** Durations in milliseconds. */
export interface HealthInput {
  readonly monitor: readonly string[];
  readonly url: readonly string[];
  readonly keyword: string | undefined;
  readonly allAddresses: boolean;
  /** The interval; undefined without `--watch`. */
  readonly watch: number | undefined;
  readonly failOn: 'warn' | 'bad';
  readonly details: boolean;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
}

const day = 86_400_000;
const defaultInterval = 10_000;

export const healthInput: InputSchema<HealthInput> = {
  safeParse(value) {
    const raw = value as Readonly<Record<string, unknown>>;
    const issues: { path: string[]; message: string }[] = [];
    const wrong = (name: string, given: unknown, expected: string): void => {
      issues.push({ path: [name], message: `${cleanText(given, 60)} is not ${expected}` });
    };
    const read = <T>(name: string, parse: (text: string) => T | undefined, expected: string) => {
      const given = raw[name];
      const parsed = typeof given === 'string' ? parse(given) : undefined;
      if (given !== undefined && parsed === undefined) wrong(name, given, expected);
      return parsed;
    };
    const url = texts(raw.url);
    for (const each of url) if (!isWebAddress(each)) wrong('url', each, webAddress);
    const data = {
      monitor: texts(raw.monitor),
      url,
      keyword: read('keyword', (text) => text || undefined, 'a keyword: it is empty'),
      allAddresses: raw.allAddresses === true,
      watch: raw.watch === true ? defaultInterval : read('watch', within(1000), watchInterval),
      failOn: read('failOn', severity, 'warn or bad') ?? 'bad',
      details: raw.details === true,
      timeout: read('timeout', within(1), 'a duration such as 5s or 2m, at most 1d'),
      retries: read('retries', upToTen, 'a whole number from 0 to 10'),
    };
    return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
  },
};

const webAddress = 'an http:// or https:// address without user and password';
const watchInterval = 'a duration from 1s to 1d; names of monitors go before --watch';

function texts(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.map(String) : [];
}

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
