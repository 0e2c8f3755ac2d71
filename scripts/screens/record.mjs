import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const tsops = fileURLToPath(new URL('../../dist/tsops.cjs', import.meta.url));
const size = { cols: 80, rows: 24 };

/** Nothing of the machine that draws the screens shows in them. */
function environment(home) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CONFIG_HOME: join(home, 'config'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}

/**
 * Runs tsops in a real pseudo-terminal and answers its questions: `answers` are `[what it shows, what is
 * typed]`, in order. Resolves to the terminal, with everything that was scrolled away, and the exit code.
 */
export async function record(args, answers = []) {
  const home = mkdtempSync(join(tmpdir(), 'tsops-screens-'));
  const terminal = new xterm.Terminal({ ...size, scrollback: 500, allowProposedApi: true });
  const left = [...answers];
  let output = '';
  try {
    const code = await new Promise((resolve) => {
      const child = spawn(process.execPath, [tsops, ...args], {
        ...size,
        cwd: home,
        env: environment(home),
        name: 'xterm-256color',
      });
      child.onData((text) => {
        terminal.write(text);
        output += text;
        const [shown, typed] = left[0] ?? [];
        if (shown === undefined || !output.includes(shown)) return;
        left.shift();
        output = '';
        child.write(typed);
      });
      child.onExit(({ exitCode }) => resolve(exitCode));
    });
    await new Promise((resolve) => terminal.write('', resolve));
    return { terminal, code };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
