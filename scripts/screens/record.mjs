import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const tsops = fileURLToPath(new URL('../../dist/tsops.cjs', import.meta.url));
const size = { cols: 80, rows: 24 };

/** Milliseconds without a byte after which a question stands on the screen as a person would find it. */
const quiet = 700;

/** Whoever draws the screens is nobody's business. */
const self = `${userInfo().username}@${hostname()}`;

/** Nothing of the machine that draws the screens shows in them. */
function environment(home) {
  return {
    PATH: `${join(home, 'bin')}:${process.env.PATH}`,
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CONFIG_HOME: join(home, 'config'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}

/** `tsops` for a shell that runs several commands. */
function installIn(home) {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const file = join(bin, 'tsops');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${tsops}' "$@"\n`);
  chmodSync(file, 0o755);
}

/** The lines of a terminal from its first one that scrolled away, as text; wrapped ones made whole. */
export function linesOf({ buffer: { active } }) {
  const all = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped) all.push(`${all.pop()}${text}`);
    else all.push(text);
  }
  return all.slice(0, all.findLastIndex((line) => line !== '') + 1).map((line) => line.trimEnd());
}

/**
 * Runs tsops in a real pseudo-terminal and answers its questions: `answers` are `{ sees, types }`, in order,
 * where `sees` is a pattern of what then stands on the last lines. `onQuestion` is told of each, with the
 * terminal as it is before the answer. Resolves to the terminal, with everything that was scrolled away, and
 * the exit code.
 */
export async function record(args, answers = [], onQuestion = () => {}) {
  const home = mkdtempSync(join(tmpdir(), 'tsops-screens-'));
  installIn(home);
  const terminal = new xterm.Terminal({ ...size, scrollback: 2000, allowProposedApi: true });
  const left = [...answers];
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [tsops, ...args], {
        ...size,
        cwd: home,
        env: environment(home),
        name: 'xterm-256color',
      });
      const look = () => {
        const [answer] = left;
        const screen = linesOf(terminal).slice(-size.rows).join('\n');
        if (answer === undefined || !answer.sees.test(screen)) return;
        left.shift();
        onQuestion(terminal, answer);
        child.write(answer.types);
      };
      let waiting;
      const stuck = () => {
        child.kill();
        reject(
          new Error(`waited for ${left[0]?.sees ?? 'the end'}:\n${linesOf(terminal).join('\n')}`),
        );
      };
      let patience = setTimeout(stuck, 45_000);
      child.onData((text) => {
        clearTimeout(waiting);
        clearTimeout(patience);
        patience = setTimeout(stuck, 45_000);
        terminal.write(text.replaceAll(self, 'jisoo@laptop'), () => {
          clearTimeout(waiting);
          waiting = setTimeout(look, quiet);
        });
      });
      child.onExit(({ exitCode }) => {
        clearTimeout(waiting);
        clearTimeout(patience);
        resolve(exitCode);
      });
    });
    await new Promise((resolve) => terminal.write('', resolve));
    return { terminal, code };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
