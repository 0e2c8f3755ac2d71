import { TsopsError } from '../contract/errors.ts';
import { cleanText } from '../domain/text/clean.ts';
import { type ConfigFault, placesIn } from './fault.ts';

/** One fault with its place, as `--json` prints it. Lines and columns count from 1. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Whoever has more wrong gave another file by mistake. */
export const most = 200;

/** The faults of one text in the order in which one meets them, each once. */
export function mistakesOf(
  file: string,
  source: string,
  faults: readonly ConfigFault[],
): Mistake[] {
  const placeOf = placesIn(source);
  const ordered = faults.toSorted((a, b) => a.at - b.at);
  return ordered.slice(0, most).map(({ at, message }, index) => ({
    file,
    ...placeOf(at),
    message: cleanText(message, 400) + (index === most - 1 ? ' (more are not shown)' : ''),
  }));
}

/** The error (exit 2) that carries all of them; `data.mistakes` holds them one by one. */
export function configError(file: string, mistakes: readonly Mistake[]): TsopsError {
  const lines = mistakes.map((m) => `${m.file}:${m.line}:${m.column}: ${m.message}`);
  const [only] = lines;
  return new TsopsError({
    kind: 'config',
    message:
      lines.length === 1 && only !== undefined
        ? only
        : [`${file} has ${lines.length} mistakes.`, ...lines].join('\n'),
    why: 'Nothing was done: tsops does not act on a config that it does not fully understand.',
    next: ['tsops help config'],
    data: { file, mistakes },
  });
}

/** The error (exit 2) for a file of which not one line could be read. */
export function unreadableConfig(
  file: string,
  problem: string,
  next: string,
  cause?: unknown,
): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `${file}: ${problem}`,
    why: 'Nothing was done: without the config tsops does not know what to act on.',
    next: [next],
    data: { file, mistakes: [] },
    cause,
  });
}
