import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { endToEnd, onlyDocument, writes } from '../support/e2e.ts';

const suite = endToEnd({ hurried: true });
const neverEnding: Partial<ScenarioInput> = { pace: 1000 };
const rollback = ['rollback', 'v1.2.2', '--confirm', 'production', '--no-wait', '--json'];
const invalidate = ['invalidate', '--all', '--confirm', 'production', '--no-wait', '--json'];

const dispatches = (sandbox: Sandbox) =>
  writes(sandbox, 'github').filter((write) => write.endsWith('/dispatches')).length;

/** The vendor takes its time, so that those who begin together do meet. */
function slow(sandbox: Sandbox, system: 'github' | 'slack', path: string): void {
  sandbox.inject({ system, method: 'POST', path, kind: 'slow', delay: '2s' });
}

const atOnce = (sandbox: Sandbox, args: readonly string[], count: number) =>
  Promise.all(Array.from({ length: count }, () => suite.run(args, { env: sandbox.env })));

/** Of each process: its exit code, and the record that it names. */
const told = (ends: readonly { code: number | null; stdout: string }[]) =>
  ends.map(({ code, stdout }) => {
    const { record } = onlyDocument(stdout).data as { readonly record: string };
    return { code, record };
  });

describe('processes that do the same at the same moment', () => {
  test.each([2, 5])('%i rollbacks start one run, and all name the same record', async (count) => {
    const sandbox = await suite.sandbox(neverEnding);
    slow(sandbox, 'github', '*/dispatches');
    const ends = told(await atOnce(sandbox, rollback, count));
    expect(dispatches(sandbox)).toBe(1);
    expect(ends.map(({ code }) => code)).toEqual(Array(count).fill(0));
    expect(new Set(ends.map(({ record }) => record)).size).toBe(1);
  });

  test('three shares open one issue, and write each comment once', async () => {
    const sandbox = await suite.sandbox(neverEnding);
    const { env } = sandbox;
    await suite.run(['incident', 'start', 'Shared at once', '--severity', 'P3'], { env });
    slow(sandbox, 'github', '*/issues');
    const ends = await atOnce(sandbox, ['incident', 'share', '--yes', '--json'], 3);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const written = writes(sandbox, 'github');
    expect(written.filter((write) => write.endsWith('/issues'))).toHaveLength(1);
    expect(written.filter((write) => write.endsWith('/comments'))).toHaveLength(1);
  });

  test('three messages of one text are posted once', async () => {
    const sandbox = await suite.sandbox(neverEnding);
    slow(sandbox, 'slack', '*');
    await atOnce(sandbox, ['notify', 'deploys are frozen', '--yes', '--json'], 3);
    const posts = writes(sandbox, 'slack').filter((write) => write.endsWith('chat.postMessage'));
    expect(posts).toHaveLength(1);
  });
});

describe('what was killed after its receipt and is run again', () => {
  test.each([
    { args: invalidate, line: 2, system: 'aws' },
    { args: rollback, line: 3, system: 'github' },
  ])('$system joins the first', async ({ args, line, system }) => {
    const sandbox = await suite.sandbox(neverEnding);
    const { env } = sandbox;
    const killed = await suite.run(args, { env: { ...env, TSOPS_E2E_KILL_AT_LINE: `${line}` } });
    expect(killed.signal).toBe('SIGKILL');
    const again = await suite.run(args, { env });
    expect(again.code).toBe(0);
    const sent = system === 'aws' ? writes(sandbox, 'aws').length : dispatches(sandbox);
    expect(sent).toBe(1);
  });
});
