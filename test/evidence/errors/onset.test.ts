import { describe, expect, it } from 'vitest';
import type { EvidenceWindow } from '../../../src/domain/evidence/shape.ts';
import { day, minute } from '../../../src/domain/time/units.ts';
import errorOnset from '../../../src/evidence/errors/onset.ts';
import type { CountSeries, ErrorTracker } from '../../../src/ports/errors.ts';
import { fakeTracker, inquiryWith, refusing } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
const history = { from: at - day, to: at };
const week = { from: window.from - 7 * day, to: window.to - 7 * day };
const minutes = day / minute;
/** One error every other minute, as on any day. */
const calm = (length = minutes) => Array.from({ length }, (_, i) => i % 2);
/** Twenty a minute for so many minutes up to now, or up to so many before now. */
const raised = (length: number, ago = 0) =>
  calm().map((count, i) => (i >= minutes - length - ago && i < minutes - ago ? 20 : count));

interface Given {
  readonly counts: readonly number[];
  readonly step?: number;
  /** Counts of the window on each earlier day, yesterday first. */
  readonly earlier?: readonly (readonly number[] | 'refused')[];
  readonly aWeekAgo?: number;
}

function tracker({ counts, step = minute, earlier = [], aWeekAgo = 15 }: Given, others = {}) {
  return fakeTracker({
    errorsPerMinute: async ({ from, to }): Promise<CountSeries> => {
      if (to === at) return { from: history.from, step, counts };
      const told = earlier[(at - to) / day - 1] ?? calm(30);
      return told === 'refused' ? refusing()() : { from, step: minute, counts: told };
    },
    errors: async () => ({ events: aWeekAgo, users: 1 }),
    ...others,
  });
}

const asked = (errors: ErrorTracker) =>
  errorOnset(inquiryWith({ services: { errors: async () => errors } }));

const windows = (errors: ReturnType<typeof tracker>, name: string) =>
  errors.calls.filter(({ method }) => method === name).map(({ args }) => args[0] as EvidenceWindow);

describe('errors that rose', () => {
  it('have an onset, and are bad while they last', async () => {
    const counts = raised(20);
    const found = await asked(tracker({ counts }));
    expect(found).toMatchObject({ verdict: 'bad', unit: 'errors/min', source: 'Sentry', window });
    const { value } = found;
    expect(value).toMatchObject({
      at: at - 20 * minute,
      endedAt: null,
      from: history.from,
      counts,
    });
    expect(value?.between?.from).toBeLessThanOrEqual(at - 20 * minute);
    expect(value?.between?.to).toBeGreaterThanOrEqual(at - 20 * minute);
    expect(value?.confidence).toBeGreaterThan(0.99);
    expect(value?.before).toBeCloseTo(0.5, 1);
    expect(value?.since).toBeCloseTo(20, 1);
    expect(value).not.toHaveProperty('silentSince');
    expect(value).not.toHaveProperty('usualHour');
  });

  it('are a warning once they are over', async () => {
    const { verdict, value } = await asked(tracker({ counts: raised(15, 12) }));
    expect(verdict).toBe('warn');
    expect(value).toMatchObject({ at: at - 27 * minute, endedAt: at - 12 * minute });
  });

  it('before the window, and over since, are no onset of it', async () => {
    const { verdict, value } = await asked(tracker({ counts: raised(15, 60) }));
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({ at: null, between: null, confidence: 0, endedAt: null });
  });

  it('are compared with the same minutes of each of the seven days before', async () => {
    const errors = tracker({ counts: raised(20) });
    await asked(errors);
    const earlier = [1, 2, 3, 4, 5, 6, 7].map((days) => ({
      from: window.from - days * day,
      to: window.to - days * day,
    }));
    expect(windows(errors, 'errorsPerMinute')).toEqual([history, ...earlier]);
    expect(windows(errors, 'errors')).toEqual([]);
  });

  it('as on two earlier days are what this hour brings, and no onset', async () => {
    const usual = [...calm(10), ...new Array<number>(20).fill(20)];
    const counts = raised(20);
    const { verdict, value } = await asked(tracker({ counts, earlier: [usual, usual] }));
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      at: null,
      between: null,
      confidence: 0,
      usualHour: true,
      counts,
    });
    expect(value).toMatchObject({ endedAt: null, gradual: false, from: history.from });
    expect(value?.before).toBeCloseTo(20, 1);
    expect(value?.since).toBe(value?.before);
  });

  it('as on one earlier day alone are an onset: that day may have had an incident', async () => {
    const usual = [...calm(10), ...new Array<number>(20).fill(20)];
    const earlier = [usual, 'refused', 'refused'] as const;
    expect((await asked(tracker({ counts: raised(20), earlier }))).verdict).toBe('bad');
  });

  it('are an onset where no earlier day can be read', async () => {
    const earlier = new Array<'refused'>(7).fill('refused');
    expect((await asked(tracker({ counts: raised(20), earlier }))).verdict).toBe('bad');
  });
});

describe('counts in longer steps', () => {
  const step = 5 * minute;
  const coarse = (length: number) =>
    Array.from({ length: minutes / 5 }, (_, i) =>
      i >= minutes / 5 - length / 5 ? 100 : 2 + (i % 2),
    );

  it('are told a minute, each with its part', async () => {
    const { value } = await asked(tracker({ counts: coarse(20), step }));
    expect(value).toMatchObject({ at: at - 20 * minute, from: history.from });
    expect(value?.counts).toHaveLength(minutes);
    expect(value?.counts.slice(-22, -18)).toEqual([0.6, 0.6, 20, 20]);
    expect(value?.before).toBeCloseTo(0.5, 1);
    expect(value?.since).toBeCloseTo(20, 1);
  });

  it('are compared with earlier days a minute', async () => {
    const usual = [...calm(10), ...new Array<number>(20).fill(20)];
    const low = [...calm(10), ...new Array<number>(20).fill(4)];
    const beside = async (day: readonly number[]) =>
      (await asked(tracker({ counts: coarse(20), step, earlier: [day, day] }))).verdict;
    expect(await beside(usual)).toBe('ok');
    expect(await beside(low)).toBe('bad');
  });

  it('are told a minute where nothing rose', async () => {
    const { value } = await asked(tracker({ counts: coarse(0), step }));
    expect(value).toMatchObject({ at: null, before: 0.5, since: 0.5 });
    expect(value?.counts).toHaveLength(minutes);
  });
});

describe('counts that did not rise', () => {
  it('are ok at their mean, beside the same minutes of the week before', async () => {
    const counts = calm();
    const errors = tracker({ counts });
    const { verdict, value } = await asked(errors);
    expect(verdict).toBe('ok');
    expect(value).toEqual({
      at: null,
      between: null,
      confidence: 0,
      before: 0.5,
      since: 0.5,
      endedAt: null,
      gradual: false,
      from: history.from,
      counts,
    });
    expect(windows(errors, 'errorsPerMinute')).toEqual([history]);
    expect(windows(errors, 'errors')).toEqual([week]);
  });

  // Thirty minutes at ten a minute are 300 errors; three times as many is clearly more.
  const flat = Array.from({ length: minutes }, (_, i) => 9 + 2 * (i % 2));

  it.each([
    [100, 'bad'],
    [101, 'ok'],
  ])('beside %i a week before are %s', async (aWeekAgo, verdict) => {
    expect((await asked(tracker({ counts: flat, aWeekAgo }))).verdict).toBe(verdict);
  });

  it('but are raised against the week before began somewhere between', async () => {
    const { value } = await asked(tracker({ counts: flat, aWeekAgo: 60 }));
    expect(value).toMatchObject({
      at: history.from,
      between: { from: week.to, to: history.from },
      confidence: 0.5,
      before: 2,
      since: 10,
      endedAt: null,
    });
  });

  it('raised by what may be chance are ok', async () => {
    const few = calm().map((_, i) => (i % 10 === 0 ? 1 : 0));
    expect((await asked(tracker({ counts: few, aWeekAgo: 1 }))).verdict).toBe('ok');
  });

  it('are ok where the week before is refused', async () => {
    expect((await asked(tracker({ counts: flat }, { errors: refusing() }))).verdict).toBe('ok');
  });
});

describe('a source that fell silent', () => {
  const silent = (length: number, counts: readonly number[]) =>
    counts.map((count, i) => (i < minutes - length ? count : 0));

  it('is worth a look where nothing else rose', async () => {
    const { verdict, value } = await asked(tracker({ counts: silent(30, calm()) }));
    expect(verdict).toBe('warn');
    expect(value).toMatchObject({ at: null, silentSince: at - 30 * minute });
  });

  it('claims no end of errors that rose before', async () => {
    const { verdict, value } = await asked(tracker({ counts: silent(12, raised(15, 12)) }));
    expect(verdict).toBe('bad');
    expect(value).toMatchObject({ at: at - 27 * minute, endedAt: null });
    expect(value?.silentSince).toBe(at - 12 * minute);
  });
});

it('a day without any event is no data; a refusal is unknown', async () => {
  const none = await asked(tracker({ counts: calm().map(() => 0) }));
  expect(none).toMatchObject({ verdict: 'no-data', lack: { code: 'no-events-all-day' } });
  const one = calm().map((_, i) => (i === 700 ? 1 : 0));
  expect((await asked(tracker({ counts: one }))).verdict).not.toBe('no-data');
  const refused = await asked(tracker({ counts: [] }, { errorsPerMinute: refusing('no scope') }));
  expect(refused).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
});
