import { expect, it } from 'vitest';
import { readCommandLine } from '../../../src/app/cli.ts';
import { runCommand } from '../../../src/app/shell.ts';
import type { ScenarioInput } from '../../../src/sandbox/scenario.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';

interface Printed {
  readonly verdict: string;
  readonly next: readonly string[];
  readonly data: {
    readonly figures: { readonly value: { figures: { id: string; verdict: string }[] } | null };
  } | null;
  readonly problems: readonly { readonly message: string }[];
}

/** One run of the command in a scenario, as a document and its exit code. */
async function run(scenario: string, line: string[], change: Partial<ScenarioInput> = {}) {
  const { sandbox } = await sandboxed(scenario, change);
  const context = await sandboxContext(sandbox);
  const read = await readCommandLine(['stats', 'cdn', ...line]);
  if (!('command' in read)) throw new Error('it is no command');
  let printed = '';
  const exitCode = await runCommand(
    read,
    { ...context, options: { ...context.options, json: true } },
    { writeOut: (text) => (printed += text), writeErr: () => {} },
  );
  return { exitCode, ...(JSON.parse(printed) as Printed) };
}

it('a quiet day is ok, and leads nowhere', async () => {
  const { exitCode, verdict, next, data } = await run('calm', []);
  expect([exitCode, verdict, next]).toEqual([0, 'ok', []]);
  expect(data?.figures.value?.figures).toHaveLength(9);
});

it('what is beyond its limit now is bad, and leads on', async () => {
  const { exitCode, next } = await run('hit-ratio-collapse', ['--since', '24h']);
  expect(exitCode).toBe(1);
  expect(next).toEqual(['tsops invalidate status', 'tsops runbook performance-degradation']);
});

it('what could not be asked is told with its problem', async () => {
  const outages: ScenarioInput['outages'] = [{ system: 'aws', from: '-1h' }];
  const { exitCode, verdict, problems, data } = await run('calm', [], { outages });
  expect([exitCode, verdict, data?.figures.value]).toEqual([3, 'unknown', null]);
  expect(problems).toHaveLength(1);
});

it('an environment without requests is no data', async () => {
  const { exitCode, verdict } = await run('calm', ['staging']);
  expect([exitCode, verdict]).toEqual([3, 'no-data']);
});

it.each([['5m', 'nope', '91d'].map((since) => ['--since', since]), [['elsewhere']]].flat())(
  '%s %s is refused',
  async (...line) => {
    expect((await run('calm', line).catch(() => ({ exitCode: 2 }))).exitCode).toBe(2);
  },
);
