/*
 * Reads a history of samples from a file, a line at a time and in bounded memory, and evaluates rules over
 * it.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { TsopsError } from '../../contract/errors.ts';
import { createHistoryParser, HistoryFault } from '../../domain/alerts/backtest/history-line.ts';
import {
  type Replay,
  type Replayed,
  type ReplayOptions,
  replayInOrder,
  replaySorted,
} from '../../domain/alerts/backtest/replay.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';

const chunkBytes = 1_048_576;
/** A sample is a short line; this is another file. */
const longestLine = 65_536;

/**
 * Plays a history to the rules. Throws a usage error (exit 2) that names file and line for a line that is
 * no sample, and the signal's reason when it aborts.
 */
export async function replayHistory(
  file: string,
  shown: string,
  rules: readonly Rule[],
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<Replayed> {
  const budget = { ...options.budget };
  const inOrder = replayInOrder(rules, options);
  if (await playTo(inOrder, file, shown, signal)) return inOrder.finish();
  Object.assign(options.budget, budget);
  const sorted = replaySorted(rules, options);
  await playTo(sorted, file, shown, signal);
  return sorted.finish();
}

/** False where the replay cannot take the samples as they come. */
async function playTo(
  replay: Replay,
  file: string,
  shown: string,
  signal: AbortSignal,
): Promise<boolean> {
  const parser = createHistoryParser(replay.seriesOf);
  let line = 0;
  try {
    return await eachLine(file, shown, signal, (bytes, start, end) => {
      line += 1;
      const sample = parser.parse(bytes, start, end);
      return sample === undefined || replay.add(sample);
    });
  } catch (thrown) {
    if (!(thrown instanceof HistoryFault)) throw thrown;
    throw new TsopsError({
      kind: 'usage',
      message: `${shown}:${line}: ${thrown.message}`,
      why: 'A history that is read only in part would mislead.',
      next: ['tsops alerts backtest --help'],
    });
  }
}

type OnLine = (bytes: Buffer, start: number, end: number) => boolean;

/** Calls `onLine` until it says false; whether it never did. */
async function eachLine(
  file: string,
  shown: string,
  signal: AbortSignal,
  onLine: OnLine,
): Promise<boolean> {
  const handle = await opened(file, shown);
  const bytes = Buffer.allocUnsafe(chunkBytes + longestLine);
  let kept = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(bytes, kept, chunkBytes);
      const end = kept + bytesRead;
      if (bytesRead === 0) return kept === 0 || onLine(bytes, 0, kept);
      const rest = linesIn(bytes, end, onLine);
      if (rest === undefined) return false;
      kept = end - rest;
      if (kept > longestLine) throw new HistoryFault('this line is too long for a sample');
      bytes.copyWithin(0, rest, end);
    }
  } finally {
    await handle.close();
  }
}

/** Where the line begins that is not whole yet; undefined where `onLine` said false. */
function linesIn(bytes: Buffer, end: number, onLine: OnLine): number | undefined {
  let start = 0;
  for (;;) {
    const stop = bytes.indexOf(10, start);
    if (stop === -1 || stop >= end) return start;
    if (!onLine(bytes, start, stop)) return undefined;
    start = stop + 1;
  }
}

async function opened(file: string, shown: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new TsopsError({
      kind: 'usage',
      message: `${shown}: ${problem}`,
      next: ['tsops alerts backtest --help'],
      cause: thrown,
    });
  }
}
