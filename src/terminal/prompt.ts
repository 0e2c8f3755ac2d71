/*
 * Questions, on stderr. Only called where stdin and stderr are terminals: on a pipe a prompt library
 * answers by itself or hangs.
 */
import type { Writable } from 'node:stream';
import { type Drawing, drawingStream } from './drawing.ts';

export interface PromptOptions extends Drawing {
  /** False for a terminal that cannot move its cursor (TERM=dumb): it is asked line by line. */
  readonly moves: boolean;
  readonly signal: AbortSignal;
}

/** A value, and how it is shown: libraries colour parts of it, so that nothing is found in what they write. */
interface Labelled {
  readonly value: string;
  readonly label: string;
}

interface LabelledChoice extends Labelled {
  readonly hint?: string;
}

/** y/N with No as the default, so that Enter alone never writes; giving up (Esc) is No, Ctrl-C interrupts. */
export async function confirm(
  question: string,
  options: PromptOptions,
  { yes, no }: { readonly yes: string; readonly no: string },
): Promise<boolean> {
  if (!options.moves)
    return /^y(?:es)?$/i.test((await askLine(`${question} [y/N]`, options)) ?? '');
  const prompts = await import('./clack.ts');
  const { signal } = options;
  const answer = await interruptible(options, (output) =>
    // Its first line names the key: y alone answers, without Enter.
    prompts.confirm({
      message: `${question} (y/N)`,
      active: yes,
      inactive: no,
      initialValue: false,
      output,
      signal,
    }),
  );
  return answer === true;
}

/**
 * A line of text, trimmed; undefined when it was given up (Esc). Enter alone is `offered`, which is shown. Ctrl-C
 * interrupts the whole command.
 */
export async function promptText(
  question: string,
  options: PromptOptions,
  offered?: Labelled,
): Promise<string | undefined> {
  if (!options.moves) {
    const shown = offered === undefined ? question : `${question} [${offered.label}]`;
    const line = await askLine(shown, options);
    return line === '' ? (offered?.value ?? '') : line;
  }
  const prompts = await import('./clack.ts');
  const { signal } = options;
  const answer = await interruptible(options, (output) =>
    prompts.text({
      message: question,
      output,
      signal,
      ...(offered === undefined ? {} : { placeholder: offered.label, defaultValue: offered.value }),
    }),
  );
  return prompts.isCancel(answer) ? undefined : (answer ?? '').trim();
}

/** Rows of a list that are seen at once. */
const choicesShown = 8;

/** The value of one choice; undefined when it was given up (Esc), or where a line names none of them. */
export async function promptChoice(
  question: string,
  choices: readonly LabelledChoice[],
  options: PromptOptions,
): Promise<string | undefined> {
  if (!options.moves) return chooseByLine(question, choices, options);
  const prompts = await import('./clack.ts');
  const { signal } = options;
  const answer = await interruptible(options, (output) =>
    prompts.select({
      message: question,
      output,
      signal,
      maxItems: choicesShown,
      options: choices.map((choice) => ({ ...choice })),
    }),
  );
  return prompts.isCancel(answer) ? undefined : answer;
}

/** A terminal that cannot move its cursor is shown the list once, and told the value. */
async function chooseByLine(
  question: string,
  choices: readonly LabelledChoice[],
  options: PromptOptions,
): Promise<string | undefined> {
  for (const { label, hint } of choices) {
    options.write(`  ${label}${hint === undefined ? '' : `  ${hint}`}\n`);
  }
  const line = await askLine(question, options);
  return line === '' ? undefined : line;
}

/** To clack Ctrl-C and Esc are the same, and in raw mode the terminal makes no signal of it. */
async function interruptible<T>(
  options: PromptOptions,
  asked: (output: Writable) => Promise<T>,
): Promise<T> {
  let interrupted = false;
  const hear = (_: unknown, key?: { readonly name?: string; readonly ctrl?: boolean }): void => {
    if (key?.ctrl === true && key.name === 'c') interrupted = true;
  };
  process.stdin.on('keypress', hear);
  // clack decides about colour by itself, and not as we do.
  const output = drawingStream(options);
  try {
    const answer = await asked(output);
    // A signal sent to ourselves would come too late: nothing keeps a process alive that asks no more.
    if (interrupted && !options.signal.aborted) process.emit('SIGINT', 'SIGINT');
    return answer;
  } finally {
    output.destroy();
    process.stdin.off('keypress', hear);
  }
}

export async function askLine(
  question: string,
  { signal, write }: PromptOptions,
): Promise<string | undefined> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, terminal: false });
  write(`${question}: `);
  const stop = (): void => lines.close();
  signal.addEventListener('abort', stop);
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => {
      signal.removeEventListener('abort', stop);
      resolve(undefined);
    });
  });
}
