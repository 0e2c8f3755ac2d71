/*
 * The process as the rest works with it: streams, signals, clock, directories and variables. Whatever else
 * touches `process` has its reason in the structure tests.
 */
import { setMaxListeners } from 'node:events';
import { writeSync } from 'node:fs';
import type { Clock, Host } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { shellQuote } from '../domain/text/shell-quote.ts';
import type { Streams } from '../terminal/create.ts';
import { colourLevel, withoutColour } from '../terminal/paint.ts';

/** Wall clock and timers. A sleep keeps the process alive and rejects with the signal's reason. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/**
 * Aborts at the first Ctrl-C or SIGTERM, or when the terminal is closed, so that a command can say what is
 * still in flight; a second one ends the process at once.
 */
export function interruptions(): AbortController {
  const controller = new AbortController();
  // Every probe and sleep under way listens; node warns beyond ten, as if they leaked.
  setMaxListeners(0, controller.signal);
  const on = (
    name: 'SIGINT' | 'SIGTERM' | 'SIGHUP',
    kind: 'interrupted' | 'terminated',
    code: number,
  ) => {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(new TsopsError({ kind, message: stoppedBy[name] }));
    });
  };
  on('SIGINT', 'interrupted', 130);
  on('SIGTERM', 'terminated', 143);
  // Libraries listen to it too, and each leaves the ending to the other.
  on('SIGHUP', 'terminated', 143);
  return controller;
}

const stoppedBy = {
  SIGINT: 'Cancelled (Ctrl-C).',
  SIGTERM: 'Terminated (SIGTERM).',
  SIGHUP: 'Terminated: the terminal was closed (SIGHUP).',
};

export function realHost(argv: readonly string[]): Host {
  const { env, platform, versions, execPath } = process;
  return {
    cwd: process.cwd(),
    env,
    self: [execPath, process.argv[1] ?? ''],
    typed: `tsops ${shellQuote(argv)}`.trim(),
    nodeVersion: versions.node,
    platform,
    get home() {
      return homeDirectory();
    },
    get user() {
      return `${userName()}@${machineName()}`;
    },
  };
}

function homeDirectory(): string {
  return process.env.HOME ?? process.getBuiltinModule('node:os').homedir();
}

function machineName(): string {
  return process.getBuiltinModule('node:os').hostname();
}

function userName(): string {
  try {
    return process.getBuiltinModule('node:os').userInfo().username;
  } catch {
    // A container may run as a number that no password file names.
    return process.env.USER ?? 'unknown';
  }
}

/** `interruption` is aborted when the reader of stdout has gone: what only goes on for it then stops. */
export function realStreams(interruption: AbortController): Omit<Streams, 'shown'> {
  const { isatty } = process.getBuiltinModule('node:tty');
  const { env } = process;
  // NO_COLOR wins, and node need not warn about the other one.
  if ((env.NO_COLOR ?? '') !== '') delete env.FORCE_COLOR;
  const [out, err] = [isatty(1), isatty(2)];
  // What is drawn for a terminal on stdout may go to a file on stderr.
  const colourOnErr = colourLevel({ env, terminal: err, refused: false }) > 0;
  return {
    stdin: { isTTY: isatty(0) },
    stdout: {
      isTTY: out,
      get columns() {
        return out ? process.stdout.columns || 80 : 80;
      },
      get rows() {
        return out ? process.stdout.rows || 24 : 24;
      },
    },
    stderr: { isTTY: err },
    writeOut: (text) => writeOut(text, interruption),
    writeErr: colourOnErr ? writeErr : (text) => writeErr(withoutColour(text)),
    readInput,
  };
}

/** `| head` is no failure, and the exit code stays that of what was done. Throws where a disk is full. */
function writeOut(text: string, interruption: AbortController): void {
  try {
    write(1, text);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code !== 'EPIPE') {
      const said = `The answer could not be written: ${message}`;
      throw new TsopsError({ kind: 'unreachable', message: said, cause: thrown });
    }
    interruption.abort(
      new TsopsError({ kind: 'interrupted', message: 'Nobody reads the answer any more.' }),
    );
  }
}

/** Where stderr cannot be written to, nobody is left to tell; a write under way goes on to its end. */
function writeErr(text: string): void {
  try {
    write(2, text);
  } catch {}
}

/**
 * Writes all of it before it returns. The first use of process.stdout costs 3 ms, and what it still holds
 * is lost when the process exits: so the descriptor is written to directly.
 */
function write(descriptor: 1 | 2, text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
      // A pipe that is full and does not block: wait a moment for its reader.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

async function readInput(limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
