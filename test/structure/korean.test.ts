/*
 * What people read as content is Korean with `language: ko`, and tells times in the team's zone. Every view is drawn
 * from its sample, in which each text that comes from outside is replaced by a Hangul mark and each English sentence
 * of ours by a Latin one, so that a view that shows it is found.
 */
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/commands/table.ts';
import type { AnyCommand } from '../../src/contract/command.ts';
import type { Screen } from '../../src/contract/context.ts';
import { samples } from '../samples/index.ts';
import { latinWords } from '../support/latin-words.ts';
import { plainScreen } from '../support/terminal.ts';

/** English by design (docs/language.md): they set tsops up, or check what engineers write for it. */
const english = new Set([
  'doctor',
  'init',
  'config show',
  'config trust',
  'config validate',
  'completion',
  'sandbox',
  'sandbox list',
  'help',
  'runbook lint',
  'alerts lint',
  'alerts backtest',
  'alerts test',
  'alerts export',
]);

/** Fields that hold a sentence of ours in English; `said` beside them has it in every language. */
const ours = new Set(['detail', 'line']);
/** Errors, and the mistakes of files that engineers write: English by design. */
const errors = new Set(['message', 'fix']);
/** Codes of more than one word. */
const codes = new Set(['held long enough', 'no data', 'not a number', 'below the traffic floor']);
const mark = '바깥글';

/** The sample as a reader of Korean would get it. */
function inKorean(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return textInKorean(value, key);
  if (Array.isArray(value)) return value.map((each) => inKorean(each, key));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  // Of what could not be asked the error is shown as it came.
  const unread = (value as { readonly state?: unknown }).state === 'error';
  const isText = 'en' in value && 'ko' in value && entries.length === 2;
  if (isText) return { en: 'untranslated sentence', ko: (value as { ko: unknown }).ko };
  const { said } = value as { readonly said?: unknown };
  const isOurs = (name: string) => typeof said === 'object' && said !== null && name in said;
  return Object.fromEntries(
    entries.map(([name, each]) => [
      name,
      inKorean(each, unread ? 'message' : isOurs(name) ? 'detail' : name),
    ]),
  );
}

function textInKorean(text: string, key: string): string {
  if (key === 'language') return 'ko';
  if (errors.has(key) && / /.test(text)) return mark;
  if (codes.has(text)) return text;
  if (ours.has(key) && / /.test(text)) return 'untranslated sentence';
  if (/^(?:tsops |https?:|\d{4}-|[\w.+@#/:-]*$|\[")/.test(text)) return text;
  return mark;
}

const bareUtc = /\d\d:\d\d(?::\d\d)? ?(?:UTC|Z\b)/g;

/** Moments in UTC with no moment of the team's zone on their line. */
function bareMoments(text: string): string[] {
  return text.split('\n').filter((line) => bareUtc.test(line) && !/KST/.test(line));
}

const content = commandTable.filter(({ name }) => !english.has(name));

async function viewOf(name: string, language: 'en' | 'ko'): Promise<string> {
  const entry = commandTable.find((each) => each.name === name);
  const command = (await entry?.load())?.default as AnyCommand;
  const sample = samples[name];
  const data = language === 'ko' ? inKorean(sample) : sample;
  const screen = plainScreen(() => Date.parse('2026-11-25T03:30:00Z'), 200, language);
  return (command.view as (data: unknown, screen: Screen) => string)(data, screen);
}

describe('the view in Korean', () => {
  it.each(content.map(({ name }) => [name]))('of %s has no English word in it', async (name) => {
    const text = await viewOf(name, 'ko');
    expect(latinWords(text), text).toEqual([]);
  });

  it('is looked at closely: an English word among Korean ones is found', () => {
    expect(latinWords('✔ production 정상 · triggered 3분 전')).toEqual(['triggered']);
    expect(latinWords('✔ TalkStudio v1.2.3 정상  → tsops incident status')).toEqual([]);
  });
});

describe('a moment in a view', () => {
  it.each(content.map(({ name }) => [name]))('of %s is of the team’s zone', async (name) => {
    expect(bareMoments(await viewOf(name, 'en'))).toEqual([]);
    expect(bareMoments(await viewOf(name, 'ko'))).toEqual([]);
  });

  it('is found where it stands in UTC alone', () => {
    expect(bareMoments('since 07:00 UTC')).toHaveLength(1);
    expect(bareMoments('since 16:00 KST (07:00 UTC)')).toEqual([]);
  });
});
