import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Captured, Children } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';

/** Children through execa, which is loaded at the first one: it costs more than most commands. */
export function createChildren(signal: AbortSignal, path: string | undefined): Children {
  return {
    async capture(file, args, options = {}) {
      if (!isOnPath(file, path)) return { missing: true, exitCode: 127, stdout: '', stderr: '' };
      const { execa } = await import('execa');
      const ended = await execa(file, [...args], {
        reject: false,
        cancelSignal: signal,
        stripFinalNewline: true,
        stdin: options.input === undefined ? 'ignore' : 'pipe',
        ...(options.input === undefined ? {} : { input: options.input }),
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      });
      const captured: Captured = {
        missing: ended.code === 'ENOENT',
        exitCode: ended.exitCode ?? (ended.failed ? 1 : 0),
        stdout: ended.stdout ?? '',
        stderr: ended.stderr ?? '',
      };
      return captured;
    },
    async show(file, args, options = {}) {
      const { execa } = await import('execa');
      const ended = await execa(file, [...args], {
        reject: false,
        stdin: 'inherit',
        // What it says is for people: where we print a document on stdout, it must not stand there.
        stdout: [2, 'pipe'],
        stderr: ['inherit', 'pipe'],
        all: true,
        cleanup: true,
        cancelSignal: signal,
        ...(options.env === undefined ? {} : { env: { ...options.env }, extendEnv: false }),
      });
      const missing = ended.code === 'ENOENT';
      const output = missing ? `${file} is not installed` : (ended.all ?? '');
      return { exitCode: missing ? 127 : (ended.exitCode ?? 1), output };
    },
    async attach(file, args, options = {}) {
      const { execa } = await import('execa');
      const child = execa(file, [...args], {
        reject: false,
        stdio: 'inherit',
        cleanup: true,
        ...(options.env === undefined ? {} : { env: { ...options.env }, extendEnv: false }),
      });
      // A terminal sends Ctrl-C to the child too, and one that got it twice would not end in order.
      const pass = () => void (wasTerminated(signal) && child.kill('SIGTERM'));
      signal.addEventListener('abort', pass, { once: true });
      const ended = await child;
      signal.removeEventListener('abort', pass);
      if (ended.code === 'ENOENT') return 127;
      // As a shell has it: found, and no program.
      if (ended.code === 'EACCES') return 126;
      return ended.exitCode ?? 128 + signalNumber(ended.signal);
    },
  };
}

function wasTerminated({ reason }: AbortSignal): boolean {
  return reason instanceof TsopsError && reason.kind === 'terminated';
}

function signalNumber(name: string | undefined): number {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[name ?? ''] ?? 1;
}

/** Whether a program is there at all, found out without loading execa. An unknown path says nothing. */
function isOnPath(file: string, path: string | undefined): boolean {
  if (path === undefined || file.includes('/') || delimiter === ';') return true;
  return path.split(delimiter).some((folder) => existsSync(join(folder, file)));
}
