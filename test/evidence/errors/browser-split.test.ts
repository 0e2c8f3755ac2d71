import { describe, expect, it } from 'vitest';
import { day, minute } from '../../../src/domain/time/units.ts';
import browserSplit from '../../../src/evidence/errors/browser-split.ts';
import type { EventField, EventShare } from '../../../src/ports/errors.ts';
import { fakeTracker, inquiryWith, refusing } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
/** The day before the history begins. */
const dayBefore = { from: at - 2 * day, to: at - day };

type Table = Readonly<Record<string, number>>;
type Tables = { readonly browser?: Table; readonly os?: Table } | null;

const shares = (tables: Exclude<Tables, null>, field: EventField): EventShare[] =>
  Object.entries((field === 'browser.name' ? tables.browser : tables.os) ?? {}).map(
    ([name, events]) => ({ name, events, users: 0 }),
  );

/** Errors of the window, the page loads, and the errors of the day before; null is a refusal. */
function asked(errors: Tables, loads: Tables, before: Tables = null) {
  const answer = async (tables: Tables, field: EventField) =>
    tables === null ? refusing('no scope')() : shares(tables, field);
  const tracker = fakeTracker({
    errorsBy: async (field, { to }) => answer(to === at ? errors : before, field),
    pageLoadsBy: async (field) => answer(loads, field),
  });
  return {
    found: browserSplit(inquiryWith({ services: { errors: async () => tracker } })),
    tracker,
  };
}

const safari = { browser: { Safari: 90, Chrome: 10 }, os: { iOS: 50, Windows: 50 } };
const even = { browser: { Safari: 50, Chrome: 50 }, os: { iOS: 50, Windows: 50 } };

describe('errors by browser and system', () => {
  it('are bad where one has far more than its part of the page loads', async () => {
    const { found, tracker } = asked(safari, even);
    const { verdict, value } = await found;
    expect(verdict).toBe('bad');
    expect(value).toMatchObject({ standsOut: { name: 'Safari' }, expectedFrom: 'page loads' });
    const spans = tracker.calls.map(({ method, args }) => [method, args[0], args[1]]);
    expect(spans).toEqual([
      ['errorsBy', 'browser.name', window],
      ['errorsBy', 'os.name', window],
      ['pageLoadsBy', 'browser.name', window],
      ['pageLoadsBy', 'os.name', window],
    ]);
  });

  it('are ok where they are spread as the page loads are', async () => {
    const { verdict, value } = await asked(safari, { ...safari, os: even.os }).found;
    expect(verdict).toBe('ok');
    expect(value?.standsOut).toBeNull();
    expect(value?.clients).toHaveLength(4);
  });

  it('tell of a system as of a browser', async () => {
    const ios = { browser: even.browser, os: { iOS: 90, Windows: 10 } };
    expect((await asked(ios, even).found).value?.standsOut).toMatchObject({
      kind: 'os',
      name: 'iOS',
    });
  });

  it.each<[string, Tables]>([
    ['are not traced', {}],
    ['are refused', null],
  ])('are compared with the errors of the day before where page loads %s', async (_, loads) => {
    const { found, tracker } = asked(safari, loads, even);
    const { verdict, value } = await found;
    expect(verdict).toBe('bad');
    expect(value?.expectedFrom).toBe('errors of the day before');
    const before = tracker.calls.slice(4).map(({ method, args }) => [method, args[0], args[1]]);
    expect(before).toEqual([
      ['errorsBy', 'browser.name', dayBefore],
      ['errorsBy', 'os.name', dayBefore],
    ]);
  });

  it.each<[string, Tables]>([
    ['had none', {}],
    ['is refused', null],
  ])('are compared with nothing where the day before %s, and none is blamed', async (_, before) => {
    const { verdict, value } = await asked(safari, {}, before).found;
    expect(verdict).toBe('ok');
    expect(value?.clients.map(({ sessionShare }) => sessionShare)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(value?.expectedFrom).toMatch(/^nothing/);
  });
});

it('are no data where neither names anything, and data where one does', async () => {
  const none = await asked({}, even).found;
  expect(none).toMatchObject({ verdict: 'no-data', lack: { code: 'no-errors' } });
  expect((await asked({ os: even.os }, even).found).verdict).toBe('ok');
  expect((await asked({ browser: even.browser }, even).found).verdict).toBe('ok');
});

it('is unknown where the errors are refused', async () => {
  const { found } = asked(null, even);
  expect(await found).toMatchObject({ verdict: 'unknown', value: null, detail: 'no scope' });
});
