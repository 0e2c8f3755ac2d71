/*
 * stderr as the libraries that draw on it want it. What they write goes through the same door as all else that is
 * shown, so that no secret gets past it.
 */
import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { withoutColour } from './paint.ts';
import { withWidth } from './with-width.ts';

export interface Drawing {
  readonly colour: boolean;
  /** The door's. */
  readonly write: (text: string) => void;
}

/** As wide and high as stderr; to be destroyed when nothing is drawn any more. */
export function drawingStream({ colour, write }: Drawing) {
  const { stderr } = process;
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      write(colour ? String(chunk) : withoutColour(String(chunk)));
      done();
    },
  });
  const resized = (): void => void stream.emit('resize');
  stderr.on('resize', resized);
  stream.once('close', () => stderr.off('resize', resized));
  const { cursorTo, moveCursor, clearLine } = WriteStream.prototype;
  Object.defineProperties(stream, {
    columns: { get: () => withWidth(stderr).columns },
    rows: { get: () => stderr.rows },
  });
  return Object.assign(stream, {
    isTTY: true,
    cursorTo,
    moveCursor,
    clearLine,
  }) as unknown as WriteStream;
}
