import { describe, expect, it } from 'vitest';
import { day, minute } from '../../../src/domain/time/units.ts';
import errorTypes from '../../../src/evidence/errors/types.ts';
import type { ErrorIssue, ErrorTracker, WholeIssue } from '../../../src/ports/errors.ts';
import { fakeTracker, inquiryWith, refusing } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
const yesterday = { from: window.from - day, to: window.to - day };

function issue(id: string, parts: Partial<ErrorIssue> = {}): ErrorIssue {
  return {
    id,
    shortId: `WEB-${id}`,
    title: `Error ${id}`,
    culprit: 'app',
    url: `https://errors.test/${id}`,
    level: 'error',
    unhandled: false,
    events: 10,
    users: 2,
    firstSeen: at - 40 * day,
    lastSeen: at,
    message: `Error ${id}`,
    ...parts,
  };
}

interface Given {
  readonly now: readonly ErrorIssue[];
  readonly before?: readonly ErrorIssue[];
  readonly release?: string | null;
  readonly more?: boolean;
}

function tracker({ now, before = [], release = null, more }: Given, others = {}) {
  return fakeTracker({
    issues: async ({ to }, read) => {
      if (to === window.to && more === true) read?.onMore?.();
      return to === window.to ? now : before;
    },
    issue: async (id) => ({ ...issue(id), firstRelease: release }) as WholeIssue,
    ...others,
  });
}

const asked = (errors: ErrorTracker) =>
  errorTypes(inquiryWith({ services: { errors: async () => errors } }));

describe('the types of errors', () => {
  it('are read for the window and for the same minutes of the day before, a hundred at most', async () => {
    const errors = tracker({ now: [issue('1')] });
    const found = await asked(errors);
    expect(errors.calls.filter(({ method }) => method === 'issues')).toMatchObject([
      { args: [window, { limit: 100, timeout: 5000 }] },
      { args: [yesterday, { limit: 100 }] },
    ]);
    expect(found).toMatchObject({ unit: 'events', source: 'Sentry' });
  });

  it('are compared with what they were the day before, by their id', async () => {
    const now = [issue('1'), issue('2')];
    const found = await asked(tracker({ now, before: [issue('3'), issue('1', { events: 60 })] }));
    expect(found.value?.types.map(({ usualPerMinute }) => usualPerMinute)).toEqual([2, 0]);
  });

  it('that a full page of the day before may have left out have no usual', async () => {
    const page = (length: number) =>
      Array.from({ length }, (_, i) => issue(`other-${i}`, { events: 1 }));
    const usual = async (length: number) => {
      const found = await asked(tracker({ now: [issue('1')], before: page(length) }));
      return found.value?.types[0]?.usualPerMinute;
    };
    expect(await usual(99)).toBe(0);
    expect(await usual(100)).toBeNull();
  });

  it('have no usual where the day before is refused, and are told all the same', async () => {
    const issues: ErrorTracker['issues'] = ({ to }) =>
      to === window.to ? Promise.resolve([issue('1')]) : Promise.reject(new Error('too many'));
    const found = await asked(tracker({ now: [] }, { issues }));
    expect(found).toMatchObject({ verdict: 'ok', value: { types: [{ usualPerMinute: null }] } });
  });

  it.each([
    [at - day, true],
    [at - day - 1, false],
    [null, false],
  ])('are new from the first minute of the history on: %s', async (firstSeen, isNew) => {
    const found = await asked(tracker({ now: [issue('1', { firstSeen })] }));
    expect(found.value?.types[0]?.isNew).toBe(isNew);
    expect(found.value?.newShare).toBe(isNew ? 1 : 0);
  });

  it('that are new are a warning, and bad where one comes a minute', async () => {
    const fresh = (events: number) => [issue('1', { firstSeen: at - minute, events })];
    expect((await asked(tracker({ now: fresh(29) }))).verdict).toBe('warn');
    expect((await asked(tracker({ now: fresh(30) }))).verdict).toBe('bad');
    expect((await asked(tracker({ now: [issue('1', { events: 30 })] }))).verdict).toBe('ok');
  });

  it('are listed twenty, and counted all', async () => {
    const now = Array.from({ length: 21 }, (_, i) =>
      issue(`${i}`, { events: 2, firstSeen: i === 20 ? at : 0 }),
    );
    const { value } = await asked(tracker({ now }));
    expect(value?.types).toHaveLength(20);
    expect(value).toMatchObject({ events: 42, newShare: 2 / 42 });
  });

  it('without an event have no share of new ones', async () => {
    const { value } = await asked(tracker({ now: [issue('1', { events: 0, firstSeen: at })] }));
    expect(value).toMatchObject({ events: 0, newShare: 0 });
  });
});

describe('the first release of a type', () => {
  it('is asked of the eight heaviest alone, and named as a version', async () => {
    const now = Array.from({ length: 9 }, (_, i) => issue(`${i}`));
    const errors = tracker({ now, release: 'talkstudio@1.2.3' });
    const { value } = await asked(errors);
    const ids = errors.calls.filter(({ method }) => method === 'issue').map(({ args }) => args[0]);
    expect(ids).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    const versions = value?.types.map(({ firstVersion }) => firstVersion);
    expect(versions?.slice(6)).toEqual(['v1.2.3', 'v1.2.3', null]);
  });

  it('is not known where it is refused, or the type is gone', async () => {
    const refused = refusing('no scope');
    for (const one of [refused, async () => null]) {
      const { value } = await asked(tracker({ now: [issue('1')] }, { issue: one }));
      expect(value?.types[0]?.firstVersion).toBeNull();
    }
  });
});

it('says where there is more than was read, and else nothing of it', async () => {
  const now = [issue('1')];
  expect((await asked(tracker({ now, more: true }))).detail).toContain('more than was read');
  expect((await asked(tracker({ now }))).detail).not.toContain('more than was read');
});

it('no event is no data; a refusal is unknown', async () => {
  const none = await asked(tracker({ now: [] }));
  expect(none).toMatchObject({ verdict: 'no-data', lack: { code: 'no-events' } });
  const issues = refusing('no scope');
  const refused = await asked(tracker({ now: [] }, { issues }));
  expect(refused).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
});
