import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { atItsTime, endToEnd, onlyDocument } from '../support/e2e.ts';
import { shipped } from '../support/shipped.ts';

const badDeploy = shipped('bad-deploy');

const suite = endToEnd({ hurried: true });
const alone = ['runbook', 'high-error-rate', '--auto'];

describe('with every vendor dead', () => {
  const faults: Record<string, Omit<FaultInput, 'system'>> = {
    'that drops the connection': { kind: 'drop-before' },
    'that never answers': { kind: 'hang' },
    'that answers 500': { kind: 'status', status: 500, body: '<h1>Internal Error' },
    'that answers garbage': { kind: 'html' },
  };

  // Together, since one of them takes its whole budget.
  test('--auto ends by itself, says that the site is dead too and what it could not see, and whom to wake', async () => {
    const ends = await Promise.all(
      Object.entries(faults).map(async ([name, fault]) => {
        const sandbox = await suite.sandbox(badDeploy);
        sandbox.inject({ system: '*', ...fault });
        const { code, stdout, stderr } = await suite.run(alone, { env: sandbox.env });
        return { name, code, stdout, stderr, events: sandbox.world.events };
      }),
    );
    for (const { name, code, stdout, stderr, events } of ends) {
      // A site that answers anything is up, whatever else is not known.
      const up = name === 'that answers garbage';
      expect.soft(code, `${name}\n${stdout}${stderr}`).toBe(up ? 3 : 1);
      const unseen = stdout.match(/^ {2}\? .*: unknown: /gm) ?? [];
      expect.soft(unseen.length, `${name}\n${stdout}`).toBe(10);
      const named = stdout.match(/\? not seen: (.*(?:\n {4}\S.*)*)/)?.[1]?.replace(/\n +/g, ' ');
      expect.soft(named?.split(', '), name).toHaveLength(10);
      const [response, step] = up
        ? ['→ look further by hand', '○ The evidence is unclear: look by hand, and call']
        : [
            '→ escalate now, and follow the vendors: tsops escalate',
            '○ The site is down: escalate now',
          ];
      expect.soft(stdout, name).toContain(response);
      expect.soft(stdout, name).toContain(step);
      expect.soft(stdout, name).not.toContain('→ roll back');
      expect.soft(events, name).toEqual([]);
    }
  }, 60_000);
});

function records({ directory }: Sandbox): string[] {
  return readdirSync(join(directory, 'state/tsops/records'));
}

test('two that begin the same runbook at the same moment open one incident, and one of them is refused', async () => {
  const sandbox = await suite.sandbox(badDeploy);
  const both = [1, 2].map(() => suite.run(alone, { env: sandbox.env }));
  const ends = await Promise.all(both);
  expect(ends.map(({ code }) => code).sort()).toEqual([1, 5]);
  const refused = ends.find(({ code }) => code === 5);
  expect(refused?.stderr).toMatch(/is being written by process \d+|An incident is open already/);
  expect(records(sandbox).filter((id) => /Z-incident-/.test(id))).toHaveLength(1);
});

describe('where nothing can be written down', () => {
  async function unwritable() {
    const sandbox = await suite.sandbox(badDeploy);
    const state = join(sandbox.directory, 'no-directory');
    writeFileSync(state, '');
    return { sandbox, env: { ...sandbox.env, XDG_STATE_HOME: state } };
  }

  test('a runbook is refused, and names the way to go on all the same', async () => {
    const { sandbox, env } = await unwritable();
    const { code, stdout, stderr } = await suite.run(alone, { env });
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('--unrecorded');
    expect(sandbox.world.events).toEqual([]);
  });

  test('with --unrecorded it goes on, and says that nothing is recorded', async () => {
    const { env } = await unwritable();
    const { code, stdout, stderr } = await suite.run([...alone, '--unrecorded'], { env });
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('→ roll back to v1.2.2, the last good version');
    expect(stderr).toMatch(/not (?:being )?recorded|nothing is (?:being )?recorded|unrecorded/i);
  });
});

describe("a team's own runbook that is edited in the middle", () => {
  const steps = (lines: readonly string[]): string =>
    ['# Checkout is slow', '', '## Symptoms', '', ...lines, ''].join('\n');
  const first = '- Look at the dashboard';
  const second = '- Ask the payment team';

  async function paused(lines: readonly string[]) {
    const sandbox = await suite.sandbox(badDeploy);
    const file = join(sandbox.directory, 'runbooks/checkout.md');
    mkdirSync(join(sandbox.directory, 'runbooks'));
    writeFileSync(file, steps(lines));
    const run = (args: readonly string[], more = {}) =>
      suite.run(args, {
        env: { ...sandbox.env, ...atItsTime(sandbox), ...more },
        cwd: sandbox.directory,
      });
    // started, runbook-started, the first step left to people.
    const { signal, stderr } = await run(['runbook', 'run', 'checkout', '--auto'], {
      TSOPS_E2E_KILL_AT_LINE: '3',
    });
    expect(signal, stderr).toBe('SIGKILL');
    return { sandbox, file, run };
  }

  function lines(sandbox: Sandbox) {
    const [id = ''] = records(sandbox);
    const text = readFileSync(
      join(sandbox.directory, 'state/tsops/records', id, 'journal.jsonl'),
      'utf8',
    );
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  test('goes on by the ids of its steps, and the journal says so', async () => {
    const { sandbox, file, run } = await paused([first, second]);
    writeFileSync(file, steps([first, '- Look at the queue', second]));
    const { code, stdout, stderr } = await run(['runbook', 'resume', '--auto', '--json']);
    expect([0, 3], stderr).toContain(code);
    const { steps: walked } = onlyDocument(stdout).data as { steps: { state: string }[] };
    expect(walked.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped']);
    const kinds = lines(sandbox).map(({ kind }) => kind);
    expect(kinds).toContain('runbook-edited');
    // What was left to people before is not left to them again.
    expect(kinds.filter((kind) => kind === 'skipped')).toHaveLength(3);
  });

  test('is refused where a step is gone that had begun a write, with the reason', async () => {
    const { sandbox, file, run } = await paused([first, second]);
    const id = records(sandbox)[0] ?? '';
    const journal = join(sandbox.directory, 'state/tsops/records', id, 'journal.jsonl');
    const last = lines(sandbox).at(-1);
    const acting = { ...last, seq: last.seq + 1, kind: 'acting', step: last.step, round: 1 };
    const line = { ...acting, action: 'rollback', target: 'v1.2.2' };
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}${JSON.stringify(line)}\n`);
    writeFileSync(file, steps([second]));
    const { code, stderr } = await run(['runbook', 'resume', '--auto']);
    expect(code).toBe(5);
    expect(stderr).toContain(`has no step ${last.step} any more`);
    expect(stderr).toContain('a write whose outcome is not known');
    expect(stderr).toContain(`put the step ${last.step} back into`);
    expect(sandbox.world.events).toEqual([]);
  });
});
