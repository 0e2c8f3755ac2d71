import type { Captured, Children } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { launchDetached } from './launch.ts';
import { isOnPath } from './on-path.ts';
import { runProgram, signalNumber } from './program.ts';

/** What surrounds us, and which of its variables hold secrets. */
export interface Surroundings {
  readonly env: Env;
  isSecret(name: string, value: string | undefined): boolean;
}

/**
 * What git, gh, lighthouse, the clipboard and the browser need of the environment: where things are, the language,
 * proxies, the display and the keyring.
 */
const needed =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|TERM|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_\w+|GH_CONFIG_DIR|GH_HOST|GIT_CONFIG_\w+|CHROME_PATH|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|DESKTOP_SESSION|KDE_\w+|BROWSER|WSL_\w+|SSH_AUTH_SOCK|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(?:HTTPS?|ALL|NO)_PROXY|SYSTEMROOT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMFILES|PROGRAMDATA|COMSPEC|PATHEXT)$/i;

function neededBy(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}

/** Without the secrets, but for those named. */
function without(env: Env, isSecret: Surroundings['isSecret'], but: readonly string[] = []) {
  const kept = Object.entries(env).filter(
    ([name, value]) => !isSecret(name, value) || but.includes(name),
  );
  return Object.fromEntries(kept);
}

/** Children through execa, which is loaded at the first one: it costs more than most commands. */
export function createChildren(
  signal: AbortSignal,
  path: string | undefined,
  surroundings: Surroundings,
): Children {
  const { isSecret } = surroundings;
  return {
    async capture(file, args, options = {}) {
      if (!isOnPath(file, path)) return { missing: true, exitCode: 127, stdout: '', stderr: '' };
      const { execa } = await import('execa');
      const ended = await execa(file, [...args], {
        reject: false,
        cancelSignal: signal,
        stripFinalNewline: true,
        env: { ...neededBy(surroundings.env) },
        extendEnv: false,
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
    run: (file, args, options) =>
      runProgram(file, args, {
        ...options,
        env: without(options.env ?? surroundings.env, isSecret, options.secrets),
        signal: options.signal === undefined ? signal : AbortSignal.any([signal, options.signal]),
      }),
    launch: async (file, args) =>
      isOnPath(file, path) && launchDetached(file, args, neededBy(surroundings.env)),
    async attach(file, args, options = {}) {
      const { execa } = await import('execa');
      const child = execa(file, [...args], {
        reject: false,
        stdio: 'inherit',
        cleanup: true,
        env: options.env === undefined ? without(surroundings.env, isSecret) : { ...options.env },
        extendEnv: false,
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
