/* How the past is read piece by piece, the newest first. */
import { asTsopsError } from '../../../contract/errors.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import type { HistoryRound } from './family.ts';

/** Pieces of a window no longer than `length`, the newest first. */
export function windowsNewestFirst({ from, to }: EvidenceWindow, length: number): EvidenceWindow[] {
  const pieces: EvidenceWindow[] = [];
  for (let end = to; end > from; end -= length) {
    pieces.push({ from: Math.max(from, end - length), to: end });
  }
  return pieces;
}

export interface ReadPieces<Piece extends EvidenceWindow, Value> {
  readonly pieces: readonly { readonly window: Piece; readonly value: Value }[];
  /** Why the rest is missing; empty where nothing is. */
  readonly lack: string;
}

/**
 * Reads piece after piece, the newest first, so what is there before a source refuses or time is over
 * is of use. Throws what the first piece throws: then there is nothing.
 */
export async function readPieces<Piece extends EvidenceWindow, Value>(
  { context, deadline }: Pick<HistoryRound, 'context' | 'deadline'>,
  windows: readonly Piece[],
  read: (window: Piece, timeout: number) => Promise<Value>,
): Promise<ReadPieces<Piece, Value>> {
  const pieces: { window: Piece; value: Value }[] = [];
  for (const window of windows) {
    const left = deadline - context.clock.now();
    if (pieces.length > 0 && left <= 0) return { pieces, lack: 'there was no time for more' };
    try {
      pieces.push({ window, value: await read(window, Math.max(1, left)) });
    } catch (thrown) {
      context.signal.throwIfAborted();
      if (pieces.length === 0) throw thrown;
      return { pieces, lack: asTsopsError(thrown).message };
    }
  }
  return { pieces, lack: '' };
}
