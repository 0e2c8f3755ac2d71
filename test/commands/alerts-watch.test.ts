import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import watch, { type WatchedAlerts } from '../../src/commands/alerts-watch.ts';
import type { Clock } from '../../src/context.ts';
import { TsopsError } from '../../src/errors.ts';
import { eventsOf } from '../../src/sandbox/world/world.ts';
import { sandboxed } from '../sandbox/sandboxed.ts';
import { sandboxContext } from '../support/sandbox-context.ts';
import { plainScreen } from '../support/terminal.ts';

/** Watches a scenario for some rounds, in which time goes on as the watch sleeps. */
async function watched(
  scenario: string,
  rounds: number,
  notify: boolean,
  options: { readonly shadow?: boolean; readonly rules?: string } = {},
) {
  const { sandbox } = await sandboxed(scenario);
  const ends = new AbortController();
  const emitted: WatchedAlerts[] = [];
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => sandbox.world.now(),
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
      sandbox.world.advance(milliseconds);
    },
  };
  const host = { cwd: '/nowhere', env: sandbox.env };
  const context = await sandboxContext(sandbox, { clock, host, signal: ends.signal });
  const live = { update: () => {}, emit: (data: WatchedAlerts) => void emitted.push(data) };
  const outcome = await watch.run(
    { rules: options.rules, notify, yes: true, shadow: options.shadow ?? false },
    context,
    live,
  );
  const messages = eventsOf(sandbox.world, 'message').map(({ text }) => text);
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
    const { emitted, messages, text } = await watched('bad-deploy', 2, true, {
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
      'P2 High Error Rate: firing (production)',
      'P3 Error Spike: firing (production)',
    ]);
    expect(emitted.map(({ events }) => events.length)).toEqual([2, 0, 0]);
    expect(text).toContain('firing');
  });
});
