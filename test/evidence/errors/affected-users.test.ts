import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../src/domain/time/units.ts';
import affectedUsers from '../../../src/evidence/errors/affected-users.ts';
import type { ErrorTracker } from '../../../src/ports/errors.ts';
import { fakeTracker, inquiryWith, refusing } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
/** Sessions are counted by whole hours. */
const hours = { from: at - hour, to: at };

/** `events` and `users` of the window, `inHours` users with errors of the hours, `visitors` by release. */
function tracker(
  given: { events?: number; users?: number; inHours?: number; visitors?: readonly number[] } = {},
  others: Partial<ErrorTracker> = {},
) {
  const { events = 40, users = 10, inHours = 20, visitors = [600, 400] } = given;
  return fakeTracker({
    errors: async ({ from }) =>
      from === window.from ? { events, users } : { events: 80, users: inHours },
    sessions: async () => ({
      window: hours,
      releases: visitors.map((count, i) => ({ release: `r${i}`, sessions: 1, users: count })),
    }),
    ...others,
  });
}

async function asked(errors: ErrorTracker, environment = 'production') {
  return affectedUsers(inquiryWith({ services: { errors: async () => errors }, environment }));
}

describe('people behind the errors', () => {
  it('are those of the window; their share is of the hours in which sessions are counted', async () => {
    const errors = tracker();
    const found = await asked(errors);
    expect(found.value).toEqual({ users: 10, share: 0.02, perEvent: 0.25 });
    expect(found).toMatchObject({ unit: 'users', source: 'Sentry', window });
    expect(errors.calls.map(({ method, args }) => [method, args[0]])).toEqual([
      ['errors', window],
      ['sessions', window],
      ['errors', hours],
    ]);
  });

  it('are never more than all', async () => {
    const found = await asked(tracker({ inHours: 1100 }));
    expect(found.value?.share).toBe(1);
  });

  // The limit of the error rate is 5 %: a fifth of it is worth a word.
  it.each([
    [10, 'ok'],
    [11, 'warn'],
    [50, 'warn'],
    [51, 'bad'],
  ])('of a thousand are judged by the limit: %i is %s', async (inHours, verdict) => {
    expect((await asked(tracker({ inHours }))).verdict).toBe(verdict);
  });

  it('have no share where nobody was counted, which is never ok', async () => {
    for (const visitors of [[], [0]]) {
      const found = await asked(tracker({ visitors }));
      expect(found).toMatchObject({ verdict: 'warn', value: { users: 10, share: null } });
    }
  });

  it('have no share where the sessions are refused', async () => {
    const sessions = refusing('no scope');
    const found = await asked(tracker({}, { sessions }));
    expect(found).toMatchObject({ verdict: 'warn', value: { users: 10, share: null } });
  });
});

it('without errors nobody is affected', async () => {
  const none = await asked(tracker({ events: 0, users: 0 }));
  expect(none).toMatchObject({ verdict: 'no-data', lack: { code: 'no-errors' } });
});

it('is unknown where the errors are refused', async () => {
  const errors = refusing('no scope');
  const found = await asked(tracker({}, { errors }));
  expect(found).toMatchObject({ verdict: 'unknown', value: null, detail: 'no scope' });
});

it('reads another environment by its name, and production by the name that is configured', async () => {
  const [production, staging] = [tracker(), tracker()];
  await asked(production);
  await asked(staging, 'staging');
  expect(production.calls[0]?.args[1]).not.toHaveProperty('environment');
  for (const { args } of staging.calls) expect(args[1]).toMatchObject({ environment: 'staging' });
});
