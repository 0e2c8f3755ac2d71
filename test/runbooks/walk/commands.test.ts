import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewRun } from '../../../src/commands/runbook/view.ts';
import { trustProgramsOf } from '../../../src/config/trust-store.ts';
import type { ProgramEnd, RunOptions } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { CommandStep, ProgramStep, ShellStep } from '../../../src/runbooks/definition.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { plainScreen } from '../../support/terminal.ts';
import { type Answer, runbookOf, walkingWith } from '../../support/walk.ts';

const base = {
  id: 'flush',
  section: 'response',
  kind: 'command',
  title: { en: 'Flush', ko: '비우기' },
  body: { en: '', ko: '' },
} as const;
const ours: ProgramStep = { ...base, argv: ['tsops', 'health'], own: true };
const program: ProgramStep = { ...base, argv: ['redis-cli', 'del', 'a key'], own: false };
const script = 'redis-cli keys "$TSOPS_URL" |\n\tgrep -c \'a  b\'; true';
const shell: ShellStep = { ...base, script, own: false };

let home: string;
let env: Record<string, string>;
beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-commands-')));
  mkdirSync(join(home, 'runbooks'));
  env = { PATH: '/bin', XDG_STATE_HOME: join(home, 'state') };
  await trustProgramsOf(env, join(home, 'runbooks'));
});
afterEach(() => rmSync(home, { recursive: true }));

interface Given {
  readonly answers?: readonly Answer[];
  readonly auto?: boolean;
  readonly end?: Partial<ProgramEnd>;
  readonly drill?: boolean;
  readonly folder?: string;
  readonly language?: 'en' | 'ko';
  readonly lines?: readonly string[];
}

/** A walk of one command, in a folder that is trusted; what was run is told. */
function running(step: CommandStep, given: Given) {
  const { answers = [], auto = false, end, drill = false, folder = 'runbooks', language } = given;
  const ran: [string, readonly string[], Partial<RunOptions>][] = [];
  const ended: ProgramEnd = { exitCode: 0, output: 'x'.repeat(5000), ended: 'itself', ...end };
  const walk = walkingWith({
    runbook: runbookOf([step], { file: join(home, folder, 'ours.md') }),
    answers,
    auto,
    ...(language === undefined ? {} : { language }),
    context: {
      children: {
        run: async (file, args, options) => {
          ran.push([file, args, options]);
          for (const line of given.lines ?? []) options.line(line);
          return ended;
        },
      },
      tsops: async (argv) => {
        ran.push(['tsops', argv, {}]);
        return ended;
      },
      host: { env },
      drill,
    },
  });
  return { ran, walk };
}

const commands = (lines: readonly { readonly kind: string; [field: string]: unknown }[]) =>
  lines.filter(({ kind }) => kind === 'command');

/** What was shown and asked, with its line breaks taken out. */
const said = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.join(' ').replace(/\s+/g, ' ');

describe('a command of a runbook', () => {
  it('of our own runs in this process, with its intent and its end written down', async () => {
    const { ran, walk } = running(ours, { answers: ['enter'] });
    const { lines, run } = await walk.begin();
    expect(ran).toEqual([['tsops', ['health'], {}]]);
    expect(commands(lines)).toMatchObject([
      { command: 'tsops health', exitCode: null, output: '' },
      { command: 'tsops health', exitCode: 0 },
    ]);
    expect(run.state).toBe('ended');
  });

  it('that is another program runs only after a y, with its arguments as they are', async () => {
    const { ran, walk } = running(program, { answers: ['enter', false, 'enter', true] });
    const { terminal, lines } = await walk.begin();
    expect(said(terminal)).toContain("$ redis-cli del 'a key'");
    expect(terminal.questions.filter((asked) => asked === 'Go on?')).toHaveLength(2);
    expect(ran).toMatchObject([['redis-cli', ['del', 'a key'], { cwd: home }]]);
    expect(commands(lines)).toHaveLength(2);
  });

  it('keeps the end of a long output', async () => {
    const { walk } = running(ours, { answers: ['enter'] });
    const output = String(commands((await walk.begin()).lines)[1]?.output);
    expect(output).toMatch(/^…x+$/);
    expect(output).toHaveLength(4001);
  });

  it('that fails is said, and the step stays', async () => {
    const { walk } = running(ours, { answers: ['enter', 'p'], end: { exitCode: 3 } });
    const { terminal, run, kinds } = await walk.begin();
    expect(said(terminal)).toContain('ended with exit code 3');
    expect(kinds).not.toContain('passed');
    expect(run.steps).toMatchObject([{ state: 'open' }]);
  });

  it('that is another program is left to people where nobody is asked', async () => {
    const { ran, walk } = running(program, { auto: true });
    expect((await walk.begin()).kinds).toContain('skipped');
    expect(ran).toEqual([]);
  });
});

describe('a text for the shell', () => {
  it('is shown whole, and given to the shell as one argument, unchanged', async () => {
    const { ran, walk } = running(shell, { answers: ['enter', true] });
    const { terminal, lines } = await walk.begin();
    expect(terminal.lines.join('\n')).toContain(
      '  $ redis-cli keys "$TSOPS_URL" |\n        grep -c \'a  b\'; true\n',
    );
    expect(ran.map(([file, args]) => [file, args])).toEqual([['sh', ['-eu', '-c', script]]]);
    expect(commands(lines)).toMatchObject([
      { command: script, exitCode: null },
      { command: script, exitCode: 0 },
    ]);
  });

  it('is told facts as variables, all of them set', async () => {
    const { ran, walk } = running(shell, { answers: ['enter', true], drill: true });
    await walk.begin();
    expect(ran[0]?.[2].env).toMatchObject({
      PATH: '/bin',
      TSOPS_URL: 'https://talkstudio.app',
      TSOPS_STEP: 'flush',
      TSOPS_ENVIRONMENT: 'production',
      TSOPS_INCIDENT: expect.stringContaining('-incident-'),
      TSOPS_GITHUB_API_URL: 'https://api.github.com',
      TSOPS_CAUSE: '',
      TSOPS_DRILL: '1',
    });
  });

  it.each([
    ['read', ['enter'], 1],
    ['local', ['enter', true], 1],
    ['remote', ['enter', false, 'p'], 0],
    ['production', ['enter', '', 'p'], 0],
    ['production', ['enter', 'staging', 'p'], 0],
    ['production', ['enter', 'production'], 1],
  ] as const)('that declares %s is consented to by %j', async (danger, answers, times) => {
    const { ran, walk } = running({ ...shell, danger }, { answers });
    await walk.begin();
    expect(ran).toHaveLength(times);
  });

  it('that is known to write to production asks for its name, and says what tsops has', async () => {
    const deploy = { ...shell, script: 'gh workflow run d.yml -f version=v1.2.2; true' };
    const { ran, walk } = running(deploy, { answers: ['enter', 'production'] });
    expect(said((await walk.begin()).terminal)).toContain(
      'tsops has a command for this: tsops rollback v1.2.2',
    );
    expect(ran).toHaveLength(1);
  });

  it('says in a drill that it is real', async () => {
    const { walk } = running(shell, { answers: ['p'], drill: true });
    expect(said((await walk.begin()).terminal)).toContain('DRILL: this command is real');
    const earnest = running(shell, { answers: ['p'], language: 'ko' });
    const { terminal } = await earnest.walk.begin();
    expect(said(terminal)).not.toContain('DRILL');
    expect(said(terminal)).toContain('다른 사람에게 보이는');
  });

  it('may write for ever: what nobody reads is not shown', async () => {
    const lines = Array.from({ length: 300 }, (_, nth) => `line ${nth}`);
    const { walk } = running(shell, { answers: ['enter', true], lines });
    const shown = said((await walk.begin()).terminal);
    expect(shown).toContain('line 199 … more output is not shown');
    expect(shown).not.toContain('line 200');
  });

  it('that took too long is said, and the step stays', async () => {
    const end = { exitCode: 124, ended: 'timeout' as const };
    const { walk } = running(shell, { answers: ['enter', true, 'p'], end });
    const { terminal, run } = await walk.begin();
    expect(said(terminal)).toContain('it took too long; exit code 124');
    expect(run.steps).toMatchObject([{ state: 'open' }]);
  });

  it.each([
    ['read', 1],
    ['local', 0],
  ] as const)('that declares %s is run %d times where nobody is asked', async (danger, times) => {
    const { ran, walk } = running({ ...shell, danger }, { auto: true });
    await walk.begin();
    expect(ran).toHaveLength(times);
  });
});

describe('a folder of runbooks that is not trusted', () => {
  const read = { ...shell, danger: 'read' as const };

  it('runs nothing by itself, and says so', async () => {
    mkdirSync(join(home, 'cloned'));
    const { ran, walk } = running(read, { auto: true, folder: 'cloned' });
    const { lines } = await walk.begin();
    expect(ran).toEqual([]);
    expect(lines.find(({ kind }) => kind === 'skipped')).toMatchObject({
      reason: 'not run: its folder is not trusted',
    });
  });

  it('is asked about, and trusted from then on', async () => {
    mkdirSync(join(home, 'cloned'));
    const refused = running(read, { answers: ['enter', false, 'p'], folder: 'cloned' });
    const { terminal } = await refused.walk.begin();
    expect(terminal.questions).toContain(
      'Trust the runbooks of this folder, and run their commands?',
    );
    expect(refused.ran).toEqual([]);
    const accepted = running(read, { answers: ['enter', true], folder: 'cloned' });
    await accepted.walk.begin();
    expect(accepted.ran).toHaveLength(1);
    const later = running(read, { answers: ['enter'], folder: 'cloned' });
    await later.walk.begin();
    expect(later.ran).toHaveLength(1);
  });

  it('borrows no trust through a link', async () => {
    mkdirSync(join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), join(home, 'runbooks', 'link'));
    const { ran, walk } = running(read, { auto: true, folder: 'runbooks/link' });
    await walk.begin();
    expect(ran).toEqual([]);
  });
});

describe('the report of a walk', () => {
  const report: ProgramStep = {
    ...ours,
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
    runbook = runbookOf([ours]),
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

describe('a script that Ctrl-C or a crash interrupted', () => {
  async function interrupted() {
    const stop = new AbortController();
    const walk = walkingWith({
      runbook: runbookOf([{ ...shell, danger: 'read' }], {
        file: join(home, 'runbooks', 'ours.md'),
      }),
      answers: ['enter'],
      context: {
        host: { env },
        signal: stop.signal,
        children: {
          run: async () => {
            stop.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
            return { exitCode: 143, output: 'half', ended: 'signal' };
          },
        },
      },
    });
    return { stopped: await walk.begin().catch((thrown: unknown) => thrown), walk };
  }

  it('is said to have been stopped in the middle, and its end is not claimed', async () => {
    const { stopped, walk } = await interrupted();
    expect(String(stopped)).toContain('The command of the step flush was stopped in the middle.');
    const [lines = []] = [...walk.journal.records.values()];
    expect(commands(lines)).toMatchObject([{ exitCode: null }]);
    expect(lines.at(-1)).toMatchObject({ kind: 'paused' });
  });
});
