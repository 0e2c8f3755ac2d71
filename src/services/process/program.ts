/*
 * A program that a team wrote, run for a runbook: in a process group of its own, whose last member ends with the
 * program, with its time, with Ctrl-C, and with us, also where we are killed. What it writes is bounded and cleaned.
 */
import { Writable } from 'node:stream';
import type { ProgramEnd, RunOptions } from '../../contract/context.ts';
import type { Env } from '../../domain/net/env.ts';
import { isOnPath } from './on-path.ts';
import { createOutputLines, type OutputLines } from './output-lines.ts';
import { gated, startGroupWatch } from './watch-group.ts';

interface ProgramOptions extends Omit<RunOptions, 'secrets' | 'env' | 'signal'> {
  readonly env: Env;
  readonly signal: AbortSignal;
}

/** Milliseconds that a group has to end in order, once it is asked to. */
const grace = 2_000;
/** Milliseconds in which what a program wrote last is read; who left its group may hold the pipe for ever. */
const drain = 500;

export async function runProgram(
  file: string,
  args: readonly string[],
  { env, cwd, timeout, line, signal }: ProgramOptions,
): Promise<ProgramEnd> {
  if (signal.aborted) return { exitCode: 130, output: '', ended: 'signal' };
  if (!isOnPath(file, env.PATH)) return notBegun(file, 'ENOENT');
  const { execa } = await import('execa');
  const watch = await startGroupWatch(env);
  const child = start(execa, gated(file, args), { env, cwd });
  const { pid } = child;
  if (pid !== undefined) {
    watch.over(pid);
    begin(child);
  }
  const output = createOutputLines(line);
  for (const stream of [child.stdout, child.stderr]) output.read(stream);
  if (pid === undefined) {
    await watch.done();
    return notBegun(file, (await child).code);
  }
  const ended = await endOf(child, { pid, timeout, signal });
  endGroup(pid, 'SIGKILL');
  const result = await drained(child, output);
  await watch.done();
  return {
    exitCode: ended === 'timeout' ? 124 : (result.exitCode ?? 128 + signalNumber(result.signal)),
    output: output.last(),
    ended,
  };
}

type Child = ReturnType<typeof start>;

/** The leader of a group of its own; nothing of ours is in its environment but what is given. */
function start(
  execa: typeof import('execa').execa,
  [file, args]: readonly [file: string, args: string[]],
  { env, cwd }: { readonly env: Env; readonly cwd: string | undefined },
) {
  return execa(file, args, {
    reject: false,
    detached: true,
    buffer: false,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...env },
    extendEnv: false,
    ...(cwd === undefined ? {} : { cwd }),
  });
}

function begin({ stdio }: Child): void {
  const [, , , gate] = stdio;
  if (!(gate instanceof Writable)) throw new Error('the gate of a program has no stream');
  gate.on('error', () => {});
  gate.end('begin\n');
}

type Because = ProgramEnd['ended'];

/** Until the program itself has ended, whoever of its group goes on. */
async function endOf(
  child: Child,
  { pid, timeout, signal }: { pid: number; timeout: number; signal: AbortSignal },
): Promise<Because> {
  let because: Because = 'itself';
  let force: NodeJS.Timeout | undefined;
  const end = (why: Because) => (): void => {
    if (because !== 'itself') return;
    because = why;
    endGroup(pid, 'SIGTERM');
    force = setTimeout(() => endGroup(pid, 'SIGKILL'), grace);
  };
  const timer = setTimeout(end('timeout'), timeout);
  const stop = end('signal');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise<void>((resolve) => child.once('exit', () => resolve()));
  }
  signal.removeEventListener('abort', stop);
  clearTimeout(timer);
  clearTimeout(force);
  return because;
}

/** What is in the pipes is read; a process that left the group does not keep us waiting. */
async function drained(child: Child, output: OutputLines) {
  const timer = setTimeout(() => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, drain);
  const result = await child;
  clearTimeout(timer);
  output.end();
  return result;
}

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of it is left.
  }
}

function notBegun(file: string, code: string | undefined): ProgramEnd {
  const missing = code === 'ENOENT';
  const output = missing ? `${file} is not installed` : `${file} cannot be run (${code})`;
  return { exitCode: missing ? 127 : 126, output, ended: 'itself' };
}

export function signalNumber(name: string | undefined): number {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[name ?? ''] ?? 1;
}
