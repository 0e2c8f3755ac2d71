import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { endToEnd, type Variables, writes } from '../support/e2e.ts';
import {
  expectQuietTerminal,
  onTerminal,
  type Person,
  pseudoTerminals,
  sitDown,
} from '../support/e2e-pty.ts';
import { shipped } from '../support/shipped.ts';

const suite = endToEnd();
const pty = await pseudoTerminals();
const enter = '\r';
const ctrlC = '\u0003';
const question = 'Type production to go on';

function sit(args: readonly string[], env: Variables): Person {
  if (pty === undefined) throw new Error('there is no pseudo-terminal');
  return sitDown(pty, suite, args, env);
}

function records({ directory }: Sandbox): string[] {
  const folder = join(directory, 'state/tsops/records');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe.skipIf(pty === undefined)('on a terminal of 80 by 24, a rollback', onTerminal, () => {
  test('shows plan and question on one screen, takes the typed name, and proves what is served', async () => {
    const sandbox = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2'], sandbox.env);
    await person.sees(question);
    expect(person.lines().length).toBeLessThanOrEqual(24);
    expect(person.lines().join('\n')).toContain('Roll back production: v1.2.3 → v1.2.2');
    expect(person.lines()[0]).toContain('DRILL');
    expect(writes(sandbox, 'github')).toEqual([]);
    person.types(`production${enter}`);
    expect(await person.ended).toBe(0);
    const screen = person.lines().join('\n');
    expect(screen).toContain('DRILL');
    expect(screen).toContain('✔ production serves v1.2.2, seen three times in a row');
    expect(screen).toContain('undo     tsops rollback v1.2.3 --forward');
    expect(writes(sandbox, 'github')).toHaveLength(1);
    expectQuietTerminal(person);
  });

  test.each([
    ['Enter alone', enter],
    ['y', `y${enter}`],
    ['the name of another environment', `staging${enter}`],
    ['the name in capitals', `PRODUCTION${enter}`],
  ])('is refused by %s', async (_, typed) => {
    const sandbox = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2'], sandbox.env);
    await person.sees(question);
    person.types(typed);
    expect(await person.ended).toBe(5);
    expect(person.lines().join('\n')).toContain('Nothing was done.');
    expect([writes(sandbox, 'github'), records(sandbox)]).toEqual([[], []]);
    expectQuietTerminal(person);
  });

  test('is given up by Ctrl-C at the question: 130, and nothing done', async () => {
    const sandbox = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2'], sandbox.env);
    await person.sees(question);
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(person.lines().join('\n')).toContain('Nothing was done.');
    expect([writes(sandbox, 'github'), records(sandbox)]).toEqual([[], []]);
    expectQuietTerminal(person);
  });

  test('goes on remotely after Ctrl-C while it is followed: 130, its link, and how to come back', async () => {
    const sandbox = await suite.sandbox({ pace: 1000 });
    const person = sit(['rollback', 'v1.2.2'], sandbox.env);
    await person.sees(question);
    person.types(`production${enter}`);
    await person.sees('queued');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    const screen = person.lines().join('\n');
    expect(screen).toContain('Stopped watching the rollback. The run goes on:');
    expect(screen).toMatch(/https:\/\/github\.com\/\S+\/runs\/\d+/);
    const [back = '', run] = /tsops (rollback status (\d+))/.exec(screen)?.slice(1) ?? [];
    expect(writes(sandbox, 'github')).toHaveLength(1);
    expectQuietTerminal(person);
    const again = sit(back.split(' '), sandbox.env);
    expect(await again.ended).toBe(0);
    expect(again.lines().join('\n')).toContain(`/actions/runs/${run}`);
    expect(writes(sandbox, 'github')).toHaveLength(1);
  });

  test('asks nothing with --no-input: exit 5', async () => {
    const sandbox = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2', '--no-input'], sandbox.env);
    expect(await person.ended).toBe(5);
    expect(person.lines().join('\n')).toContain('--confirm production');
    expect(person.lines().join('\n')).not.toContain(question);
  });
});

describe.skipIf(pty === undefined)('on a terminal of 80 by 24', onTerminal, () => {
  test('health --watch refreshes in place, and Ctrl-C ends it with a summary', async () => {
    const sandbox = await suite.sandbox();
    const person = sit(['health', '--watch', '1s'], sandbox.env);
    await person.sees(/round [2-9]/);
    expect(person.lines().filter((line) => line.includes('TalkStudio Staging'))).toHaveLength(1);
    sandbox.inject({ system: 'staging', kind: 'status', status: 500 });
    await person.sees(/✖ TalkStudio Staging +500/);
    person.types(ctrlC);
    expect(await person.ended).toBe(1);
    const screen = person.lines().join('\n');
    expect(screen).toMatch(/\d+ rounds since/);
    expect(screen).toMatch(/TalkStudio Production +100 % available/);
    expect(screen.match(/^round /gm)).toHaveLength(1);
    expectQuietTerminal(person);
  });

  test('the digest fits one screen and names one next command', async () => {
    const { env } = await suite.sandbox();
    const person = sit([], env);
    expect(await person.ended).toBe(0);
    expect(person.lines().length).toBeLessThanOrEqual(24);
    expect(person.lines().filter((line) => line.includes('→ tsops '))).toHaveLength(1);
    expect(person.lines().join('\n')).not.toContain('asking');
    expectQuietTerminal(person);
  });

  test('an invalidation takes the typed name, waits and shows the proof', async () => {
    const sandbox = await suite.sandbox({ pace: 0.1 });
    const person = sit(['invalidate', '--all'], sandbox.env);
    await person.sees(question);
    expect(writes(sandbox, 'aws')).toEqual([]);
    person.types(`production${enter}`);
    expect(await person.ended).toBe(0);
    expect(person.lines().join('\n')).toMatch(
      /✔ CloudFront completed I[A-Z0-9]+ in .*; fresh content/,
    );
    expect(writes(sandbox, 'aws')).toHaveLength(1);
    expectQuietTerminal(person);
  });

  test.each([
    ['Enter alone', enter, 5],
    ['Ctrl-C', ctrlC, 130],
  ])('an invalidation is not made by %s', async (_, typed, code) => {
    const sandbox = await suite.sandbox();
    const person = sit(['invalidate', '--all'], sandbox.env);
    await person.sees(question);
    person.types(typed);
    expect(await person.ended).toBe(code);
    expect(person.lines().join('\n')).toContain('Nothing was done.');
    expect([writes(sandbox, 'aws'), records(sandbox)]).toEqual([[], []]);
  });

  test('a page is acknowledged by y alone, without Enter, and names the next step', async () => {
    const sandbox = await suite.sandbox(shipped('bad-deploy'));
    const person = sit(['ack'], sandbox.env);
    await person.sees('Go on? (y/N)');
    person.types('y');
    expect(await person.ended).toBe(0);
    const screen = person.lines().join('\n');
    expect(screen).toContain('is acknowledged by Minji Kim');
    expect(screen).toContain('→ tsops runbook high-error-rate');
    expect(writes(sandbox, 'pagerduty')).toHaveLength(1);
  });

  test('a page is not acknowledged by Enter alone', async () => {
    const sandbox = await suite.sandbox(shipped('bad-deploy'));
    const person = sit(['ack'], sandbox.env);
    await person.sees('Go on? (y/N)');
    person.types(enter);
    expect(await person.ended).toBe(5);
    expect(writes(sandbox, 'pagerduty')).toEqual([]);
  });

  test('an invalidation goes on after Ctrl-C while it is waited for, and says how to come back', async () => {
    const sandbox = await suite.sandbox({ pace: 1000 });
    const args = ['invalidate', '--all', '--confirm', 'production'];
    const person = sit(args, sandbox.env);
    await person.sees('CloudFront is invalidating');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(person.lines().join('\n')).toMatch(/→ tsops invalidate status I[A-Z0-9]+/);
    expectQuietTerminal(person);
  });

  const colours = /\u001b\[[\d;]*m/;
  test.each([
    ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '3' }, []],
    ['--no-color', {}, ['--no-color']],
    ['TERM=dumb', { TERM: 'dumb' }, []],
    ['CI', { CI: 'true' }, []],
  ])('%s takes every colour away, from the question too', async (_, more, options) => {
    const { env } = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2', ...options], { ...env, ...more });
    await person.sees(question);
    person.types(enter);
    expect(await person.ended).toBe(5);
    expect(person.raw()).not.toMatch(colours);
  });

  test('a dumb terminal gets a plain question, and not one escape sequence', async () => {
    const sandbox = await suite.sandbox();
    const args = ['rollback', 'v1.2.2', '--no-wait'];
    const person = sit(args, { ...sandbox.env, TERM: 'dumb' });
    await person.sees(question);
    person.types(`production${enter}`);
    expect(await person.ended).toBe(0);
    expect(person.raw()).not.toContain('\u001b');
    expect(writes(sandbox, 'github')).toHaveLength(1);
    const again = sit(['invalidate', '--all'], { ...sandbox.env, TERM: 'dumb' });
    await again.sees(question);
    again.types(ctrlC);
    expect(await again.ended).toBe(130);
    expect(writes(sandbox, 'aws')).toEqual([]);
  });

  test.each([[[]], [['health']], [['doctor', 'machine']], [['oncall']]])(
    'a dumb terminal gets the answer of %j once, and not one escape sequence',
    async (args) => {
      const sandbox = await suite.sandbox();
      const person = sit(args, { ...sandbox.env, TERM: 'dumb' });
      await person.ended;
      expect(person.raw()).not.toContain('\u001b');
      expect(person.raw().match(/DRILL/g)).toHaveLength(1);
    },
  );

  test('SIGTERM at the question: 143, and nothing done', async () => {
    const sandbox = await suite.sandbox();
    const person = sit(['rollback', 'v1.2.2'], sandbox.env);
    await person.sees(question);
    person.terminates();
    expect(await person.ended).toBe(143);
    expect([writes(sandbox, 'github'), records(sandbox)]).toEqual([[], []]);
    expectQuietTerminal(person);
  });

  test('stderr in a file gets no colour, though stdout is a terminal', async () => {
    const { env } = await suite.sandbox();
    const file = join(suite.folder(), 'stderr');
    const person = sit(
      [
        'sandbox',
        '--',
        'sh',
        '-c',
        `"$0" "$1" health nobody 2>${file}`,
        process.execPath,
        suite.program,
      ],
      env,
    );
    expect(await person.ended).toBe(2);
    expect(readFileSync(file, 'utf8')).toContain('✖');
    expect(readFileSync(file, 'utf8')).not.toContain('\u001b');
  });

  test('colour is there otherwise', async () => {
    const person = sit(['health'], (await suite.sandbox()).env);
    expect(await person.ended).toBe(0);
    expect(person.raw()).toMatch(colours);
  });

  test('tsops sandbox tells how to reach it, and Ctrl-C ends it with all its files', async () => {
    const person = sit(['sandbox'], {});
    await person.sees('Ctrl-C ends it');
    const directory = /^ {2}\. (\S+)\/env\.sh$/m.exec(person.lines().join('\n'))?.[1] ?? '';
    expect(existsSync(directory)).toBe(true);
    person.types(ctrlC);
    expect(await person.ended).toBe(0);
    expect(existsSync(directory)).toBe(false);
  });

  test('tsops sandbox -- tsops rollback asks inside the sandbox, and passes the code on', async () => {
    const person = sit(['sandbox', '--', 'tsops', 'rollback', 'v1.2.2'], {});
    await person.sees(question);
    expect(person.lines().join('\n')).toContain('DRILL');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(person.lines().join('\n')).toContain('Nothing was done.');
  });
});
