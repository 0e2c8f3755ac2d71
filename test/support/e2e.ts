/* The installed program as a real process, against a sandbox in this one. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type ScenarioInput, scenarioSchema } from '../../src/sandbox/scenario.ts';
import { shipped } from './shipped.ts';

const calm = shipped('calm');

const preload = fileURLToPath(new URL('./e2e-preload.cjs', import.meta.url));

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Start {
  readonly env?: Variables;
  readonly cwd?: string;
  /** What stdin holds; it is closed without. */
  readonly input?: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has written so far, both streams. */
  output(): string;
  /** Resolves when `done` answers true; it is asked often. Rejects with the output when it takes too long. */
  until(done: () => boolean): Promise<void>;
}

export interface Suite {
  readonly program: string;
  /** A folder of this test file for its own files; removed at the end. */
  folder(): string;
  /** The environment of every process: nothing of this machine's, and no way to a real network. */
  env(more?: Variables): Record<string, string>;
  run(args: readonly string[], start?: Start): Promise<Ended>;
  start(args: readonly string[], start?: Start): Running;
  /** Any other program, such as a shell. */
  startProgram(file: string, args: readonly string[], start?: Start): Running;
  /** A calm day at instant pace, unless told; `at` is when it begins (now). Closed after the test. */
  sandbox(scenario?: Partial<ScenarioInput>, at?: number): Promise<Sandbox>;
  /** Closes something after the test. */
  after(close: () => unknown): void;
}

/**
 * To be called once at the top of a test file. Fails it where processes or files are left over. `hurried`
 * makes tsops pause only shortly between two looks at the world, for a sandbox at instant pace.
 */
export function endToEnd({ hurried = false } = {}): Suite {
  const { program } = inject('installed');
  const mark = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  const closing: (() => unknown)[] = [];
  const before = process.env.TMPDIR;
  let base = '';
  let place = '';

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'tsops-e2e-test-'));
    place = join(base, 'files');
    for (const name of ['files', 'tmp', 'home']) await mkdir(join(base, name));
    process.env.TMPDIR = join(base, 'tmp');
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    const trap = join(base, 'trap');
    const reached = existsSync(trap) ? readFileSync(trap, 'utf8') : '';
    await rm(trap, { force: true });
    expect(reached, 'addresses beyond loopback').toBe('');
  });
  afterAll(async () => {
    const left = { processes: processesMarked(mark), files: readdirSync(join(base, 'tmp')) };
    await rm(base, { recursive: true });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    expect(left).toEqual({ processes: [], files: [] });
  });

  const env = (more: Variables = {}): Record<string, string> => {
    const all = {
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: join(base, 'home'),
      TMPDIR: join(base, 'tmp'),
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      TSOPS_E2E_TRAP: join(base, 'trap'),
      TSOPS_E2E_MARK: mark,
      TSOPS_E2E_HURRIED: hurried ? '1' : undefined,
      ...more,
    };
    const set = Object.entries(all).filter(([, value]) => value !== undefined);
    return Object.fromEntries(set) as Record<string, string>;
  };

  const startProgram = (file: string, args: readonly string[], start: Start = {}): Running => {
    const stdin = start.input === undefined ? 'ignore' : 'pipe';
    const child = spawn(file, [...args], {
      cwd: start.cwd ?? place,
      env: env(start.env),
      stdio: [stdin, 'pipe', 'pipe'],
    });
    child.stdin?.end(start.input);
    const running = watch(child);
    closing.push(async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await running.ended;
    });
    return running;
  };
  const start = (args: readonly string[], how?: Start) =>
    startProgram(process.execPath, [program, ...args], how);

  return {
    program,
    folder: () => place,
    env,
    startProgram,
    start,
    run: (args, how) => start(args, how).ended,
    after: (close) => closing.push(close),
    async sandbox(scenario = {}, at) {
      // Without earlier incidents: what a test's own commands write down is all that is there.
      const checked = scenarioSchema.parse({ ...calm, pace: 0, ...scenario, incidents: [] });
      let shift = at === undefined ? 0 : undefined;
      const clock = {
        now: () => {
          shift ??= (at ?? 0) - Date.now();
          return Date.now() + shift;
        },
      };
      const sandbox = await startSandbox({ scenario: checked, clock });
      closing.push(() => sandbox.close());
      return sandbox;
    },
  };
}

function watch(child: ChildProcess): Running {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({ code, signal, ...written }),
  );
  const output = () => written.stdout + written.stderr;
  return { child, ended, output, until: (done) => until(done, output) };
}

const patience = 10_000;

/** Asks again every few milliseconds; a process tells nobody when it has come somewhere. */
export async function until(done: () => boolean, story: () => string): Promise<void> {
  const since = Date.now();
  while (!done()) {
    if (Date.now() - since > patience) throw new Error(`it never came to that:\n${story()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Living processes with our mark in their environment; only Linux tells. */
function processesMarked(mark: string): string[] {
  const pids = existsSync('/proc/self/environ') ? readdirSync('/proc') : [];
  return pids.filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TSOPS_E2E_MARK=${mark}`);
    } catch {
      return false;
    }
  });
}

/** For a process that lives at the sandbox's time, and moves it on where it hurries. */
export function atItsTime({ world }: Sandbox): Variables {
  return { TSOPS_E2E_LATER: String(world.now() - Date.now()) };
}

/** The one JSON document that a stream holds. */
export function onlyDocument(text: string): {
  readonly schema: string;
  readonly verdict: string;
  readonly data: unknown;
  readonly next: readonly string[];
  readonly problems: readonly { readonly kind: string; readonly message: string }[];
} {
  expect(text.endsWith('\n'), text).toBe(true);
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(text);
}

/** How often a system was asked to change something. */
export function writes(sandbox: Sandbox, system: string): string[] {
  return sandbox
    .requests()
    .filter((one) => one.system === system && !['GET', 'HEAD'].includes(one.method))
    .map(({ method, path }) => `${method} ${path}`);
}
