import { describe, expect, it } from 'vitest';
import type { ErrorType, ErrorTypes } from '../../../src/domain/errors/findings.ts';
import { day, minute } from '../../../src/domain/time/units.ts';
import { namedIssue } from '../../../src/evidence/errors/named-issue.ts';
import type { WholeIssue } from '../../../src/ports/errors.ts';
import { answered, fakeTracker, inquiryWith, stillClock } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const whole: WholeIssue = {
  id: '7',
  shortId: 'WEB-7',
  title: 'TypeError: x is undefined',
  culprit: 'app',
  url: 'https://errors.test/7',
  level: 'error',
  unhandled: true,
  events: 900,
  users: 400,
  firstSeen: at - 3 * day,
  lastSeen: at - minute,
  message: 'x is undefined',
  firstRelease: 'talkstudio@1.2.3',
  lastRelease: 'talkstudio@1.3.0',
  hourly: null,
};
const listed = (id: string, parts: Partial<ErrorType> = {}): ErrorType => ({
  ...whole,
  id,
  events: 30,
  users: 5,
  usualPerMinute: 0.5,
  isNew: false,
  firstVersion: null,
  ...parts,
});

function asked(types: Partial<ErrorTypes> | null, issue: WholeIssue | null = whole, parts = {}) {
  const value = types === null ? null : { types: [], events: 0, newShare: 0, ...types };
  const errors = fakeTracker({ issue: async () => issue });
  const clock = stillClock();
  const inquiry = inquiryWith({
    services: { errors: async () => errors },
    answers: { 'error-types': answered<ErrorTypes>(value, parts) },
    clock,
  });
  return { found: namedIssue(inquiry, 'WEB-7'), errors, clock };
}

describe('one error', () => {
  it('has what the window has of it, and its whole life', async () => {
    const { found, errors, clock } = asked({ types: [listed('6', { events: 1 }), listed('7')] });
    const { value, verdict, unit } = await found;
    expect(value).toEqual({
      id: '7',
      shortId: 'WEB-7',
      title: whole.title,
      culprit: 'app',
      url: whole.url,
      level: 'error',
      unhandled: true,
      message: whole.message,
      firstSeen: whole.firstSeen,
      lastSeen: whole.lastSeen,
      events: 30,
      users: 5,
      usualPerMinute: 0.5,
      isNew: false,
      firstVersion: 'v1.2.3',
      lastVersion: 'v1.3.0',
      ever: { events: 900, users: 400 },
      hourly: null,
    });
    expect({ verdict, unit }).toEqual({ verdict: 'ok', unit: 'events' });
    expect(errors.calls[0]?.args[0]).toBe('WEB-7');
    // It waits for the types, which settle within their own time.
    expect(clock.sleeps).toEqual([5500]);
  });

  it('that is not among the listed ones has none in the window, unless the list was full', async () => {
    const others = (length: number) => Array.from({ length }, (_, i) => listed(`o${i}`));
    const beside = async (length: number) => (await asked({ types: others(length) }).found).value;
    expect(await beside(19)).toMatchObject({ events: 0, users: 0, usualPerMinute: null });
    expect(await beside(20)).toMatchObject({ events: null, users: null });
  });

  it.each([
    [at - day, true],
    [at - day - 1, false],
    [null, false],
  ])('is new from the first minute of the history on: %s', async (firstSeen, isNew) => {
    const { value } = await asked({}, { ...whole, firstSeen }).found;
    expect(value?.isNew).toBe(isNew);
  });

  it('is judged by what the window has: new, and one a minute', async () => {
    const fresh = (events: number) => ({ types: [listed('7', { isNew: true, events })] });
    expect((await asked(fresh(30)).found).verdict).toBe('bad');
    expect((await asked(fresh(29)).found).verdict).toBe('warn');
    // New, but of another time: the window has none of it.
    expect((await asked({}, { ...whole, firstSeen: at - day }).found).verdict).toBe('ok');
  });

  it('has no version where the tracker names no release', async () => {
    const bare = { ...whole, firstRelease: null, lastRelease: null };
    const { value } = await asked({}, bare).found;
    expect(value).toMatchObject({ firstVersion: null, lastVersion: null });
  });
});

it('an error that there is not is no data', async () => {
  expect(await asked({}, null).found).toMatchObject({ verdict: 'no-data', value: null });
});

it('is unknown where the types are, for their reason; known where they are none', async () => {
  const unknown = await asked(null, whole, { detail: 'no scope' }).found;
  expect(unknown).toMatchObject({ verdict: 'unknown', value: null, detail: 'no scope' });
  const none = await asked(null, whole, { verdict: 'no-data' }).found;
  expect(none.value).toMatchObject({ events: 0, users: 0 });
});
