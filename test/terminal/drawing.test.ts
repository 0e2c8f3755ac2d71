import { describe, expect, it } from 'vitest';
import { drawingStream } from '../../src/terminal/drawing.ts';

function drawn(colour: boolean) {
  const written: string[] = [];
  return { written, stream: drawingStream({ colour, write: (text) => written.push(text) }) };
}

describe('what is drawn on stderr', () => {
  it('is written by the door at once, moves of the cursor in their order', () => {
    const { written, stream } = drawn(true);
    stream.write('one ');
    stream.cursorTo(0);
    stream.moveCursor(0, -1);
    stream.clearLine(1);
    stream.write('\u001b[31mtwo\u001b[39m');
    expect(written.join('')).toBe('one \u001b[1G\u001b[1A\u001b[0K\u001b[31mtwo\u001b[39m');
  });

  it('has no colour where there is none, and keeps its moves', () => {
    const { written, stream } = drawn(false);
    stream.write('\u001b[31mtwo\u001b[39m\u001b[2K');
    expect(written.join('')).toBe('two\u001b[2K');
  });

  it('tells of a window that changed until it is done with', () => {
    const { stream } = drawn(true);
    let resized = 0;
    stream.on('resize', () => {
      resized += 1;
    });
    const before = process.stderr.listenerCount('resize');
    process.stderr.emit('resize');
    expect(resized).toBe(1);
    stream.destroy();
    stream.once('close', () => expect(process.stderr.listenerCount('resize')).toBe(before - 1));
  });
});
