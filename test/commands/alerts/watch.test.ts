import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import add from '../../../src/commands/alerts/silence-add.ts';
import expire from '../../../src/commands/alerts/silence-expire.ts';
import watch from '../../../src/commands/alerts/watch.ts';
import type { WatchedAlerts } from '../../../src/commands/alerts/watch-view.ts';
import type { Clock, Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { worldEventsOf } from '../../../src/sandbox/world/model.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { run } from '../../support/incident.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { plainScreen } from '../../support/terminal.ts';

const hour = 3_600_000;

type Meanwhile = (round: number, context: Context, sandbox: Sandbox) => Promise<unknown>;

/** Watches a scenario for some rounds, in which time goes on as the watch sleeps. */
async function watched(
  scenario: string,
  rounds: number,
  notify: boolean,
  meanwhile: Meanwhile = async () => {},
  before: (context: Context, sandbox: Sandbox) => Promise<unknown> = async () => {},
  options: {
    readonly shadow?: boolean;
    readonly rules?: string;
    /** Milliseconds that the clock of the machine is ahead of the world's in a round. */
    readonly ahead?: (round: number) => number;
  } = {},
) {
  const { sandbox } = await sandboxed(scenario);
  const ends = new AbortController();
  const emitted: WatchedAlerts[] = [];
  const sleeps: number[] = [];
  const ahead = () => options.ahead?.(emitted.length) ?? 0;
  const clock: Clock = {
    now: () => sandbox.world.now() + ahead(),
    async sleep(milliseconds, signal) {
      // Budgets of sources, and pauses between probes, are not what this is about.
      if (signal !== ends.signal) {
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        );
      }
      sleeps.push(milliseconds);
      if (emitted.length >= rounds) {
        ends.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
      }
      signal.throwIfAborted();
      await meanwhile(emitted.length, context, sandbox);
      sandbox.world.advance(milliseconds);
    },
  };
  const host = { cwd: '/nowhere', env: sandbox.env };
  const plain = await sandboxContext(sandbox, { clock, host, signal: ends.signal });
  const wrong = () => (ahead() === 0 ? null : { aheadMs: ahead(), source: 'api.test' });
  const clockOffsets = { note: () => {}, wrong };
  const context: Context = { ...plain, services: { ...plain.services, clockOffsets } };
  const live = { update: () => {}, emit: (data: WatchedAlerts) => void emitted.push(data) };
  await before(context, sandbox);
  const outcome = await watch.run(
    { rules: options.rules, notify, yes: true, shadow: options.shadow ?? false },
    context,
    live,
  );
  const messages = worldEventsOf(sandbox.world, 'message').map(({ text }) => text);
  return {
    outcome,
    emitted,
    messages,
    sleeps,
    text: watch.view(outcome.data, plainScreen(clock.now)),
  };
}

describe('alerts watch', () => {
  it('evaluates at every interval, shortly after its moment, and ends with its last verdict', async () => {
    const { outcome, emitted, sleeps } = await watched('bad-deploy', 3, false);
    expect(emitted).toHaveLength(3);
    expect(outcome).toMatchObject({ verdict: 'bad', streamed: true });
    expect(emitted.map(({ at }) => at % 60_000)).toEqual([0, 2000, 2000]);
    expect(sleeps).toEqual([2000, 60_000, 60_000]);
  });

  it('with --shadow compares in each round, and tells nobody of what another engine tells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsops-watch-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const rules = join(folder, 'rules.yml');
    writeFileSync(
      rules,
      "- {name: High Error Rate, severity: P2, condition: 'error_rate > 5% for 5 minutes', channels: [slack-alerts], message: m, engine: prometheus}",
    );
    const { emitted, messages, text } = await watched('bad-deploy', 2, true, undefined, undefined, {
      shadow: true,
      rules,
    });
    expect(emitted.map(({ shadow }) => shadow?.map(({ result }) => result))).toEqual([
      ['agree'],
      ['agree'],
    ]);
    expect(emitted[0]?.alerts[0]?.state).toBe('firing');
    expect(messages).toEqual([]);
    expect(text).toMatch(/agree +High Error Rate/);
  });

  it('tells nobody without --notify', async () => {
    const { messages, emitted } = await watched('bad-deploy', 2, false);
    expect(messages).toEqual([]);
    expect(emitted.flatMap(({ events }) => events)).toEqual([]);
  });

  it.each([-3 * hour, 3 * hour])(
    'goes by the time of the vendors where the clock of the machine is %i ms off, from its first round',
    async (aheadMs) => {
      const { emitted, messages, sleeps, text } = await watched(
        'bad-deploy',
        2,
        true,
        undefined,
        undefined,
        { ahead: () => aheadMs },
      );
      const right = await watched('bad-deploy', 2, true);
      expect(right.messages.length).toBeGreaterThan(0);
      expect(messages).toEqual(right.messages);
      expect(emitted.map(({ clock }) => clock?.aheadMs)).toEqual([aheadMs, aheadMs]);
      expect(emitted.map(({ at }) => at % 60_000)).toEqual([0, 2000]);
      expect(sleeps).toEqual([2000, 60_000]);
      expect(text).toContain(`3h ${aheadMs < 0 ? 'behind' : 'ahead'} (by the Date of api.test)`);
    },
  );

  it('goes by its own clock again once somebody has set it', async () => {
    const ahead = (round: number) => (round < 1 ? -3 * hour : 0);
    const options = { ahead };
    const { emitted } = await watched('calm', 3, false, undefined, undefined, options);
    expect(emitted.map(({ clock }) => clock?.aheadMs ?? null)).toEqual([-3 * hour, null, null]);
    const [first = 0, second = 0] = emitted.map(({ at }) => at);
    expect(second - first).toBeLessThanOrEqual(62_000);
  });

  it('goes by its own clock where that is off by less than a minute between two rounds', async () => {
    const options = { ahead: () => 60_000 };
    const { emitted } = await watched('calm', 1, false, undefined, undefined, options);
    expect(emitted[0]?.clock).toBeNull();
  });

  it('tells nobody without a consent', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const host = { cwd: '/nowhere', env: sandbox.env, typed: 'tsops alerts watch --notify' };
    const context = await sandboxContext(sandbox, { host });
    const live = { update: () => {}, emit: () => {} };
    const run = watch.run(
      { rules: undefined, notify: true, yes: false, shadow: false },
      context,
      live,
    );
    await expect(run).rejects.toMatchObject({
      kind: 'refused',
      next: ['tsops alerts watch --notify --yes'],
    });
    expect(sandbox.requests()).toEqual([]);
  });

  it('tells with --notify what fires, once', async () => {
    const { messages, emitted, text } = await watched('bad-deploy', 3, true);
    expect(messages).toEqual([
      'DRILL P2 High Error Rate: firing (production)',
      'DRILL P3 Error Spike: firing (production)',
    ]);
    expect(emitted.map(({ events }) => events.length)).toEqual([2, 0, 0]);
    // What was told two rounds ago still stands on the screen.
    expect(text).toMatch(/Notified\n {2}✖ firing P3 Error Spike, 1m 2s ago\n {2}✖ firing P2 High/);
  });
});

describe('what still fires', () => {
  it('is said again in Slack once alerts.repeatEvery has passed', async () => {
    const often = async (context: Context): Promise<void> => {
      const { config, ...loaded } = await context.config();
      const told = { ...loaded, config: { ...config, alerts: { repeatEvery: 90_000 } } };
      Object.assign(context, { config: async () => told });
    };
    const { emitted, messages } = await watched('bad-deploy', 4, true, undefined, often);
    const repeats = emitted.map(({ events }) => events.filter(({ kind }) => kind === 'repeat'));
    expect(repeats.map(({ length }) => length)).toEqual([0, 0, 0, 2]);
    expect(messages.slice(2)).toEqual([
      'DRILL P2 High Error Rate: still firing (production)',
      'DRILL P3 Error Spike: still firing (production)',
    ]);
  });
});

describe('alerts watch --notify, while Slack cannot be reached', () => {
  it('tries again after 5, 10 and 20 seconds, and evaluates meanwhile at its time', async () => {
    const { sleeps, messages, emitted } = await watched(
      'bad-deploy',
      3,
      true,
      async (round, _, sandbox) => {
        if (round === 3) sandbox.clearFaults();
      },
      async (_, sandbox) => sandbox.inject({ system: 'slack', kind: 'drop-before' }),
    );
    expect(sleeps.slice(0, 6)).toEqual([2000, 5000, 10_000, 20_000, 25_000, 5000]);
    expect(emitted.map(({ waiting }) => waiting)).toEqual([2, 2, 2]);
    expect(messages).toEqual([]);
  });
});

describe('alerts watch --notify, while somebody else silences', () => {
  const rate = { rule: ['High Error Rate'], reason: 'hotfix on its way' };
  const told = (emitted: readonly WatchedAlerts[]) =>
    emitted.map(({ events }) =>
      events.map(
        ({ rule, kind, suppressed }) => `${rule} ${kind}${suppressed === null ? '' : '*'}`,
      ),
    );

  it('tells of a silenced alert once the silence was ended, and not before', async () => {
    const { emitted, messages } = await watched(
      'bad-deploy',
      5,
      true,
      async (round, context) => {
        if (round === 3) await run(expire, context, { id: 's1' });
      },
      async (context) => {
        await run(add, context, { ...rate, for: '2h' });
      },
    );
    expect(told(emitted)).toEqual([
      ['High Error Rate firing*', 'Error Spike firing'],
      [],
      [],
      ['High Error Rate firing'],
      [],
    ]);
    expect(messages).toEqual([
      'DRILL P3 Error Spike: firing (production)',
      'DRILL P2 High Error Rate: firing (production)',
    ]);
    const silenced = emitted.map(({ alerts }) => alerts.filter((each) => each.silenced !== null));
    expect(silenced.map(({ length }) => length)).toEqual([1, 1, 1, 0, 0]);
  });

  it('tells of it when the time of the silence is up', async () => {
    const { emitted } = await watched('bad-deploy', 4, true, undefined, async (context) => {
      await run(add, context, { ...rate, for: '90s' });
    });
    expect(told(emitted)).toEqual([
      ['High Error Rate firing*', 'Error Spike firing'],
      [],
      [],
      ['High Error Rate firing'],
    ]);
  });

  it('takes back nothing that was told before', async () => {
    const { emitted, messages } = await watched('bad-deploy', 3, true, async (round, context) => {
      if (round === 1) await run(add, context, { ...rate, for: '2h' });
    });
    expect(told(emitted)).toEqual([['High Error Rate firing', 'Error Spike firing'], [], []]);
    expect(messages).toHaveLength(2);
  });
});
