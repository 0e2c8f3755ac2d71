import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { AlertNotice } from '../../../src/domain/notification/decide.ts';
import { createAskAffectedUsers, withAffectedUsers } from '../../../src/evidence/alerts/impact.ts';
import { fakeTracker, refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

describe('the users that an alert is about', () => {
  function asking(events: number, users: number) {
    const errors = fakeTracker({ errors: async () => ({ events, users }), sessions: refusing() });
    const clock = stillClock();
    const context = fakeContext({ clock, services: { errors: async () => errors } });
    return { ask: createAskAffectedUsers(context, resolveConfig({})), errors, clock };
  }

  it('are those of the last half hour, asked for within three seconds', async () => {
    const { ask, errors, clock } = asking(40, 7);
    expect(await ask('staging')).toBe(7);
    const to = Date.parse('2026-11-23T03:00:00Z');
    expect(errors.calls[0]?.args).toMatchObject([
      { from: to - 1_800_000, to },
      { timeout: 3000, environment: 'staging' },
    ]);
    expect(clock.sleeps).toEqual([3000]);
  });

  it('are none where there are no errors, and not known where that is refused', async () => {
    expect(await asking(0, 0).ask('production')).toBe(0);
    const context = fakeContext({ clock: stillClock(), services: { errors: refusing() } });
    expect(await createAskAffectedUsers(context, resolveConfig({}))('production')).toBeNull();
  });
});

describe('a message', () => {
  const notice = (parts: {
    kind?: string;
    suppressed?: string | null;
    about?: string;
    environment?: string;
  }) =>
    ({
      environment: parts.environment ?? 'production',
      event: { kind: parts.kind ?? 'firing', suppressed: parts.suppressed ?? null },
      alert: { rule: { condition: { metric: { about: parts.about ?? 'errors' } } } },
    }) as unknown as AlertNotice;

  const told = async (...notices: readonly AlertNotice[]) => {
    const asked: string[] = [];
    const found = await withAffectedUsers(notices, async (environment) => {
      asked.push(environment);
      return environment === 'staging' ? null : 7;
    });
    return { users: found.map(({ affectedUsers }) => affectedUsers), asked, found };
  };

  it.each([
    [{}, 7],
    [{ kind: 'repeat' }, 7],
    [{ kind: 'resolved' }, undefined],
    [{ suppressed: 's1' }, undefined],
    [{ about: 'speed' }, undefined],
    [{ environment: 'staging' }, null],
  ])('of %j says %s', async (parts, expected) => {
    const given = notice(parts);
    const { users, asked, found } = await told(given);
    expect(users).toEqual([expected]);
    expect(asked).toHaveLength(expected === undefined ? 0 : 1);
    if (expected === undefined) expect(found[0]).toBe(given);
  });

  it('asks once for each environment, whichever need it', async () => {
    const { users, asked } = await told(
      notice({}),
      notice({ kind: 'resolved' }),
      notice({ environment: 'staging' }),
      notice({}),
    );
    expect(users).toEqual([7, undefined, null, 7]);
    expect(asked).toEqual(['production', 'staging']);
  });
});
