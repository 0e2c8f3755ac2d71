import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { viewRun } from '../../../src/commands/runbook/view.ts';
import type { CommandStep, RunbookStep } from '../../../src/runbooks/definition.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { plainScreen } from '../../support/terminal.ts';
import { type Answer, runbookOf, walkingWith } from '../../support/walk.ts';

const step = (own: boolean): CommandStep => ({
  id: 'flush',
  section: 'response',
  kind: 'command',
  title: { en: 'Flush', ko: '비우기' },
  body: { en: '', ko: '' },
  argv: own ? ['tsops', 'health'] : ['redis-cli', 'del', 'a key'],
  own,
});

/** A walk of one command; what was run is told, and ends with `exitCode`. */
function running(own: boolean, answers: readonly Answer[], exitCode = 0, auto = false) {
  const ran: unknown[] = [];
  const run = async (...call: unknown[]) => {
    ran.push(call);
    return { exitCode, output: 'x'.repeat(5000) };
  };
  const steps: RunbookStep[] = [step(own)];
  const walk = walkingWith({
    runbook: runbookOf(steps),
    answers,
    auto,
    context: { children: { show: run }, tsops: run, host: { env: { PATH: '/bin' } } },
  });
  return { ran, walk };
}

const commands = (lines: readonly { readonly kind: string; [field: string]: unknown }[]) =>
  lines.filter(({ kind }) => kind === 'command');

describe('a command of a runbook', () => {
  it('of our own runs in this process, with its intent and its end written down', async () => {
    const { ran, walk } = running(true, ['enter']);
    const { lines, run } = await walk.begin();
    expect(ran).toEqual([[['health'], { quiet: false }]]);
    expect(commands(lines)).toMatchObject([
      { command: 'tsops health', exitCode: null, output: '' },
      { command: 'tsops health', exitCode: 0 },
    ]);
    expect(run.state).toBe('ended');
  });

  it('that is another program runs only after a y, with its arguments as they are', async () => {
    const { ran, walk } = running(false, ['enter', false, 'enter', true]);
    const { terminal, lines } = await walk.begin();
    expect(terminal.questions).toContain("redis-cli del 'a key'?");
    expect(ran).toEqual([['redis-cli', ['del', 'a key'], { env: { PATH: '/bin' } }]]);
    expect(commands(lines)).toHaveLength(2);
  });

  it('keeps the end of a long output', async () => {
    const { walk } = running(true, ['enter']);
    const output = String(commands((await walk.begin()).lines)[1]?.output);
    expect(output).toMatch(/^…x+$/);
    expect(output).toHaveLength(4001);
  });

  it('that fails is said, and the step stays', async () => {
    const { walk } = running(true, ['enter', 'p'], 3);
    const { terminal, run, kinds } = await walk.begin();
    expect(terminal.lines.join('\n')).toContain('ended with exit code 3');
    expect(kinds).not.toContain('passed');
    expect(run.steps).toMatchObject([{ state: 'open' }]);
  });

  it('that is another program is left to people where nobody is asked', async () => {
    const { ran, walk } = running(false, [], 0, true);
    expect((await walk.begin()).kinds).toContain('skipped');
    expect(ran).toEqual([]);
  });
});

describe('the report of a walk', () => {
  const report: CommandStep = {
    ...step(true),
    id: 'report',
    argv: ['tsops', 'incident', 'report'],
  };

  async function reported(auto: boolean) {
    const state = mkdtempSync(join(tmpdir(), 'tsops-report-'));
    const ran: string[][] = [];
    const tsops = async (argv: readonly string[]) => {
      ran.push([...argv]);
      return { exitCode: 0, output: '' };
    };
    const walk = walkingWith({
      runbook: runbookOf([report], { file: null }),
      answers: auto ? [] : ['enter'],
      auto,
      context: { tsops, host: { cwd: '/somebody’s', env: { XDG_STATE_HOME: state } } },
    });
    const { run } = await walk.begin();
    rmSync(state, { recursive: true });
    return { ran, run, folder: join(state, 'tsops/reports') };
  }

  it('that nobody asked for lies beside the records, and the run says where', async () => {
    const { ran, run, folder } = await reported(true);
    const file = join(folder, `${run.incident}.md`);
    expect(ran).toEqual([['incident', 'report', '--output', file]]);
    expect(run.report).toBe(file);
    expect(
      viewRun(
        run,
        plainScreen(() => 0),
      ),
    ).toContain(`report ${file}`);
  });

  it('lies where one stands for whoever walks it', async () => {
    const { ran, run } = await reported(false);
    expect(ran).toEqual([['incident', 'report']]);
    expect(run.report).toBeUndefined();
  });
});

describe('a command that a crash interrupted', () => {
  async function interrupted(
    auto: boolean,
    answers: readonly Answer[],
    runbook = runbookOf([step(true)]),
  ) {
    const ran: unknown[] = [];
    let alive = false;
    const tsops = async (...call: unknown[]) => {
      if (!alive) throw new Error('killed');
      ran.push(call);
      return { exitCode: 0, output: '' };
    };
    const walk = walkingWith({ runbook, answers: ['enter'], auto, context: { tsops } });
    await expect(walk.begin()).rejects.toThrow('killed');
    alive = true;
    return { ...(await walk.resume(answers)), ran };
  }

  it('is said, and run again only by the engineer', async () => {
    const { terminal, ran } = await interrupted(false, ['p']);
    expect(terminal.lines.join(' ').replace(/\s+/g, ' ')).toContain(
      'An earlier run was stopped in the middle of this command; how it ended is not known.',
    );
    expect(ran).toEqual([]);
    expect((await interrupted(false, ['enter'])).ran).toHaveLength(1);
  });

  it('is left to people where nobody is asked', async () => {
    const { ran, lines } = await interrupted(true, []);
    expect(ran).toEqual([]);
    expect(lines.find(({ kind }) => kind === 'skipped')).toMatchObject({ step: 'flush' });
  });

  it('is run again where it is the report of a runbook that comes with tsops', async () => {
    const report = highErrorRate.steps.filter(({ id }) => id === 'report');
    const runbook = runbookOf(report, { file: null });
    expect((await interrupted(true, [], runbook)).ran).toHaveLength(1);
  });
});
