import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { worldEventsOf } from '../../src/sandbox/world/model.ts';
import { endToEnd } from '../support/e2e.ts';

const suite = endToEnd({ hurried: true });
const down: Partial<ScenarioInput> = {
  outages: [{ system: 'production', from: '-10m', status: 503 }],
};
const watch = ['alerts', 'watch', '--notify', '--yes', '--json'];
const silence = ['alerts', 'silence'];
const add = [...silence, 'add', 'service', 'down', '--for', '1h', '--reason', 'known', '--yes'];

const told = ({ world }: Sandbox): string[] =>
  worldEventsOf(world, 'message').map(({ text }) => text);
const paged = ({ world }: Sandbox): number =>
  new Set(worldEventsOf(world, 'page').map(({ dedupKey }) => dedupKey)).size;

/** Runs the watch for a round, in which all that is decided is sent. */
async function oneRound({ env }: Sandbox, kept: number) {
  const running = suite.start(watch, { env });
  await running.until(() => running.output().includes('"verdict"'));
  running.child.kill('SIGINT');
  const { code, stdout } = await running.ended;
  const { alerts } = JSON.parse(stdout.split('\n')[0] ?? '').data;
  const quiet = alerts.filter((each: { silenced: unknown }) => each.silenced !== null);
  // Firing is exit 1, silenced or not.
  expect([code, quiet.length]).toEqual([1, kept]);
}

async function inForce({ env }: Sandbox): Promise<readonly string[]> {
  const { stdout } = await suite.run([...silence, 'list', '--json'], { env });
  return JSON.parse(stdout).data.silences.map(({ id }: { id: string }) => id);
}

const killedAt = (line: number, { env }: Sandbox) => ({
  env: { ...env, TSOPS_E2E_KILL_AT_LINE: `${line}` },
});

describe('a silence, while one process after the other is killed (kill -9)', () => {
  test('holds for a watch that was killed, and what fires still is told once after it', async () => {
    const sandbox = await suite.sandbox(down);
    const { env } = sandbox;
    expect((await suite.run(add, { env })).code).toBe(0);
    expect((await suite.run(watch, killedAt(1, sandbox))).signal).toBe('SIGKILL');
    await oneRound(sandbox, 2);
    expect([told(sandbox), paged(sandbox)]).toEqual([[], 0]);
    expect((await suite.run([...silence, 'expire', 's1', '--yes'], { env })).code).toBe(0);
    expect((await suite.run(watch, killedAt(2, sandbox))).signal).toBe('SIGKILL');
    await oneRound(sandbox, 0);
    await oneRound(sandbox, 0);
    expect(told(sandbox)).toEqual(['DRILL P1 Service Down: firing (production)']);
    expect(paged(sandbox)).toBe(2);
  });

  test.each([1, 2, 3])('that is killed itself after line %i is there, or is not', async (line) => {
    const sandbox = await suite.sandbox(down);
    expect((await suite.run(add, killedAt(line, sandbox))).signal).toBe('SIGKILL');
    const there = line > 1;
    expect(await inForce(sandbox)).toEqual(there ? ['s1'] : []);
    await oneRound(sandbox, there ? 2 : 0);
    expect(told(sandbox)).toHaveLength(there ? 0 : 1);
    // Typed once more it is another one, or the first.
    expect((await suite.run(add, { env: sandbox.env })).code).toBe(0);
    expect(await inForce(sandbox)).toEqual(there ? ['s1', 's2'] : ['s1']);
  });

  test('added twice at the same moment is two, or one that says so', async () => {
    const sandbox = await suite.sandbox(down);
    const { env } = sandbox;
    const ends = await Promise.all([suite.run(add, { env }), suite.run(add, { env })]);
    const codes = ends.map(({ code }) => code);
    const joined = ends.filter(({ stderr }) => stderr.includes('nothing is sent a second time'));
    const done = codes.filter((code) => code === 0).length - joined.length;
    expect(codes.filter((code) => code !== 0 && code !== 5)).toEqual([]);
    expect(await inForce(sandbox)).toHaveLength(done);
  });
});
