/* The installed program on a pseudo-terminal of 80 by 24 unless told, and what a person would see there. */
import type { IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { expect } from 'vitest';
import { type Suite, until, type Variables } from './e2e.ts';

const rows = 24;

export interface Person {
  /** The lines on the screen, and those that have scrolled out above it; wrapped ones made whole. */
  lines(): readonly string[];
  /** Every byte that came, as text. */
  raw(): string;
  types(text: string): void;
  /** Types it, and waits until the screen answers with anything at all. */
  presses(key: string): Promise<void>;
  terminates(): void;
  kills(): void;
  /** Resolves once the screen shows it; rejects with the screen when it does not come. */
  sees(wanted: string | RegExp): Promise<void>;
  readonly ended: Promise<number>;
}

/** Undefined where this platform has no prebuilt pseudo-terminal. */
export async function pseudoTerminals(): Promise<typeof import('@lydell/node-pty') | undefined> {
  try {
    const pty = await import('@lydell/node-pty');
    // The binary itself is loaded at the first terminal.
    pty.spawn(process.execPath, ['-e', '0'], {}).kill();
    return pty;
  } catch {
    return undefined;
  }
}

/** For tests on a terminal: node-pty drops what a busy machine has not read 200 ms after the exit. */
export const onTerminal = { retry: 2 };

export function sitDown(
  { spawn }: typeof import('@lydell/node-pty'),
  suite: Suite,
  args: readonly string[],
  env: Variables = {},
  columns = 80,
): Person {
  const pty: IPty = spawn(process.execPath, [suite.program, ...args], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: suite.folder(),
    env: suite.env(env),
  });
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let raw = '';
  pty.onData((text) => {
    raw += text;
    screen.write(text);
  });
  let alive = true;
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      alive = false;
      // The last bytes are parsed before anybody looks.
      screen.write('', () => resolve(signal ? 128 + signal : exitCode));
    });
  });
  suite.after(async () => {
    if (alive) pty.kill('SIGKILL');
    await ended;
    screen.dispose();
  });
  const lines = (): string[] => {
    const { active } = screen.buffer;
    const all: string[] = [];
    for (let row = 0; row < active.length; row += 1) {
      const line = active.getLine(row);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped) all.push(`${all.pop()}${text}`);
      else all.push(text);
    }
    return all.slice(0, all.findLastIndex((line) => line !== '') + 1);
  };
  const shows = (wanted: string | RegExp): boolean => {
    const text = lines().join('\n');
    return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  };
  return {
    lines,
    raw: () => raw,
    types: (text) => pty.write(text),
    presses: async (key) => {
      const before = raw.length;
      pty.write(key);
      await until(
        () => raw.length > before || !alive,
        () => `nothing came after ${JSON.stringify(key)}\n${lines().join('\n')}`,
      );
    },
    terminates: () => pty.kill('SIGTERM'),
    kills: () => pty.kill('SIGKILL'),
    sees: (wanted) =>
      until(
        () => shows(wanted),
        () => `wanted: ${wanted}\n${lines().join('\n')}`,
      ),
    ended,
  };
}

/** Everything that may steer the terminal: colours, moves and erasures, cursor, synchronised output. */
const expected = /\u001b\[(?:[\d;]*[A-Gm]|[012]?[JK]|\?(?:25|2026)[hl])/g;

/** Nothing else came to the terminal, and its cursor is shown. */
export function expectQuietTerminal(person: Person): void {
  // node-pty drops what a busy machine has not read 200 ms after the exit: the last sequence may be cut.
  const whole = person.raw().replace(/\u001b(?:\[[\d;?]*)?$/, '');
  const rest = whole.replace(expected, '');
  expect(rest).not.toContain('\u001b');
  // What hides the cursor shows it again.
  const cursor = [...whole.matchAll(/\u001b\[\?25([hl])/g)].map(([, state]) => state);
  expect(cursor.at(-1) ?? 'h').toBe('h');
}
