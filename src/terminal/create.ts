import type { Clock, Screen, Terminal } from '../contract/context.ts';
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
  /** A text as it will be shown: for what is laid out before it is written. */
  shown(text: string): Promise<string>;
  readInput(limit: number): Promise<string | undefined>;
}

/** The keys are y and n in every language. */
const answersIn = (language: Language) =>
  language === 'ko' ? { yes: '예(y)', no: '아니요(n)' } : { yes: 'Yes', no: 'No' };

interface TerminalOptions {
  readonly streams: Streams;
  readonly env: Env;
  readonly clock: Clock;
  readonly colour: boolean;
  readonly input: boolean;
  readonly zone: () => string;
  readonly language: () => Language;
  /** What stands before `tsops` in a next step; default: nothing. */
  readonly calledBy?: string;
  /** Takes a question back. */
  readonly signal: AbortSignal;
}

/** The terminal that a command sees: a screen to draw on, progress and questions on stderr. */
export async function createTerminal(options: TerminalOptions): Promise<Terminal> {
  const { streams, env } = options;
  const { stdin, stdout, stderr } = streams;
  const interactive = options.input && stdin.isTTY && stderr.isTTY;
  const moves = env.TERM !== 'dumb';
  const level = colourLevel({ env, terminal: stdout.isTTY, refused: !options.colour });
  const screen = await screenOn(options, level);
  const moving = stderr.isTTY && moves && (env.CI ?? '') === '';
  const { writeErr: write, shown } = streams;
  const asking = { colour: level > 0, moves, signal: options.signal, write };
  return {
    interactive,
    screen,
    progress: (text) => createProgress(text, { terminal: moving, colour: level > 0, write }),
    warn: (text) => streams.writeErr(`${text}\n`),
    confirm: async (question) => {
      const { confirm } = await import('./prompt.ts');
      const answer = await confirm(await shown(question), asking, answersIn(screen.language));
      options.signal.throwIfAborted();
      return answer;
    },
    ask: async (question, offered) => {
      const { promptText } = await import('./prompt.ts');
      const proposal =
        offered === undefined ? undefined : { value: offered, label: await shown(offered) };
      const answer = await promptText(await shown(question), asking, proposal);
      options.signal.throwIfAborted();
      return answer;
    },
    choose: async (question, choices) => {
      const { promptChoice } = await import('./prompt.ts');
      const listed = choices.map(async ({ value, hint }) => ({
        value,
        label: await shown(value),
        ...(hint === undefined ? {} : { hint: await shown(hint) }),
      }));
      const answer = await promptChoice(await shown(question), await Promise.all(listed), asking);
      options.signal.throwIfAborted();
      return answer;
    },
    key: async (prompt, keys, takenBack) => {
      const { signal } = options;
      const either = takenBack === undefined ? signal : AbortSignal.any([signal, takenBack]);
      const { readKey } = await import('./key.ts');
      return readKey(await shown(prompt), keys, { ...asking, signal: either });
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

async function screenOn(
  { streams: { stdout }, env, clock, zone, language, calledBy = '' }: TerminalOptions,
  level: ReturnType<typeof colourLevel>,
): Promise<Screen> {
  return createScreen({
    get columns() {
      return stdout.columns;
    },
    get rows() {
      return stdout.rows;
    },
    terminal: stdout.isTTY,
    redraws: stdout.isTTY && env.TERM !== 'dumb',
    paint: await createPaint(level),
    clock,
    zone,
    language,
    calledBy,
  });
}
