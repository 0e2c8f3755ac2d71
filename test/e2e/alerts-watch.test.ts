import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { worldEventsOf } from '../../src/sandbox/world/model.ts';
import { endToEnd } from '../support/e2e.ts';

const suite = endToEnd({ hurried: true });
const watch = ['alerts', 'watch', '--notify', '--yes', '--json'];
const down: Partial<ScenarioInput> = {
  outages: [{ system: 'production', from: '-10m', status: 503 }],
};

interface Line {
  readonly kind: string;
  readonly deliveries?: readonly { readonly id: string }[];
  readonly delivery?: string;
}

/** Whole lines of the record of notifications; none where there is none yet. */
function lines({ directory }: Sandbox): Line[] {
  const records = join(directory, 'state/tsops/records');
  try {
    const [id = ''] = readdirSync(records);
    const text = readFileSync(join(records, id, 'journal.jsonl'), 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n'))
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** What was decided, and is not sent. */
function waiting(all: readonly Line[]): number {
  const sent = new Set(all.filter(({ kind }) => kind === 'sent').map(({ delivery }) => delivery));
  const decided = all.flatMap(({ deliveries = [] }) => deliveries);
  return decided.length === 0 ? 1 : decided.filter(({ id }) => !sent.has(id)).length;
}

async function untilAllIsSent(sandbox: Sandbox): Promise<void> {
  const running = suite.start(watch, { env: sandbox.env });
  await running.until(() => waiting(lines(sandbox)) === 0);
  running.child.kill('SIGINT');
  const { code, stdout } = await running.ended;
  expect(code).toBe(1);
  expect(JSON.parse(stdout.split('\n')[0] ?? '').data.alerts[0].state).toBe('firing');
}

/** Each of the two monitors is an alert of its own to PagerDuty; people read of both at once. */
function expectOnce({ world }: Sandbox): void {
  const messages = worldEventsOf(world, 'message').map(({ channel, text }) => `${channel} ${text}`);
  expect(messages).toEqual(['#ops-critical DRILL P1 Service Down: firing (production)']);
  const pages = worldEventsOf(world, 'page').map(({ action, dedupKey }) => `${action} ${dedupKey}`);
  expect(new Set(pages).size).toBe(2);
}

describe('a watch that notifies, killed (kill -9) while its vendors misbehave', () => {
  test.each([1, 2, 4, 6, 8])(
    'after %i lines of its journal: started again it loses nothing and doubles nothing',
    async (line) => {
      const sandbox = await suite.sandbox(down);
      sandbox.inject({ system: 'slack', method: 'POST', kind: 'drop-after', count: 1 });
      sandbox.inject({
        system: 'pagerduty',
        method: 'POST',
        kind: 'status',
        status: 500,
        count: 1,
      });
      const env = { ...sandbox.env, TSOPS_E2E_KILL_AT_LINE: `${line}` };
      expect((await suite.run(watch, { env })).signal).toBe('SIGKILL');
      await untilAllIsSent(sandbox);
      expectOnce(sandbox);
    },
  );

  test('a second one is refused while the first runs', async () => {
    const sandbox = await suite.sandbox(down);
    const first = suite.start(watch, { env: sandbox.env });
    await first.until(() => waiting(lines(sandbox)) === 0);
    const second = await suite.run(watch, { env: sandbox.env });
    expect([second.code, second.stdout]).toEqual([5, expect.stringContaining('process')]);
    first.child.kill('SIGINT');
    await first.ended;
    expectOnce(sandbox);
  });
});
