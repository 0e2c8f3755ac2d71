import type { Clock, Terminal } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import type { Env } from '../domain/net/env.ts';
import type { Language } from '../domain/text/language.ts';
import { colourLevel, createPaint } from './paint.ts';
import { createProgress } from './progress.ts';
import { createScreen } from './screen.ts';

/** The real streams, as far as a terminal needs them. */
export interface Streams {
  readonly stdin: { readonly isTTY: boolean };
  readonly stdout: { readonly isTTY: boolean; readonly columns: number; readonly rows: number };
  readonly stderr: { readonly isTTY: boolean };
  writeOut(text: string): void;
  writeErr(text: string): void;
  readInput(limit: number): Promise<string | undefined>;
}

interface TerminalOptions {
  readonly streams: Streams;
  readonly env: Env;
  readonly clock: Clock;
  readonly colour: boolean;
  readonly input: boolean;
  readonly zone: () => string;
  readonly language: () => Language;
  /** Takes a question back. */
  readonly signal: AbortSignal;
}

/** The terminal that a command sees: a screen to draw on, progress and questions on stderr. */
export async function createTerminal(options: TerminalOptions): Promise<Terminal> {
  const { streams, env, clock } = options;
  const { stdin, stdout, stderr } = streams;
  const interactive = options.input && stdin.isTTY && stderr.isTTY;
  const level = colourLevel({ env, terminal: stdout.isTTY, refused: !options.colour });
  const screen = createScreen({
    get columns() {
      return stdout.columns;
    },
    get rows() {
      return stdout.rows;
    },
    terminal: stdout.isTTY,
    paint: await createPaint(level),
    clock,
    zone: options.zone,
    language: options.language,
  });
  const moves = env.TERM !== 'dumb';
  const moving = stderr.isTTY && moves && (env.CI ?? '') === '';
  const asking = { colour: level > 0, moves, signal: options.signal };
  return {
    interactive,
    screen,
    progress: (text) =>
      createProgress(text, { terminal: moving, colour: level > 0, write: streams.writeErr }),
    warn: (text) => streams.writeErr(`${text}\n`),
    confirm: async (question) => {
      const answer = await (await import('./prompt.ts')).confirm(question, asking);
      options.signal.throwIfAborted();
      return answer;
    },
    ask: async (question, offered) => {
      const answer = await (await import('./prompt.ts')).promptText(question, asking, offered);
      options.signal.throwIfAborted();
      return answer;
    },
    choose: async (question, choices) => {
      const answer = await (await import('./prompt.ts')).promptChoice(question, choices, asking);
      options.signal.throwIfAborted();
      return answer;
    },
    key: async (prompt, keys, takenBack) => {
      const { signal } = options;
      const either = takenBack === undefined ? signal : AbortSignal.any([signal, takenBack]);
      return (await import('./key.ts')).readKey(prompt, keys, { ...asking, signal: either });
    },
    offerToClipboard: (text) => {
      if (moves) streams.writeErr(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
      return moves;
    },
    readInput: async (limit) => {
      const text = await streams.readInput(limit);
      if (text !== undefined) return text;
      throw new TsopsError({
        kind: 'usage',
        message: `stdin holds more than ${limit} bytes`,
        next: ['pass less at a time'],
      });
    },
  };
}
