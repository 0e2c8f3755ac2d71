import { describe, expect, it } from 'vitest';
import { colourLevel, createPaint } from '../../src/terminal/paint.ts';

describe('the colour level', () => {
  it.each([
    // NO_COLOR, --no-color, FORCE_COLOR, TERM, CI, COLORTERM, terminal → level
    [{}, true, false, 1],
    [{ TERM: 'xterm-256color' }, true, false, 1],
    [{ COLORTERM: 'truecolor' }, true, false, 3],
    [{ COLORTERM: '24bit' }, true, false, 3],
    [{}, false, false, 0],
    [{ COLORTERM: 'truecolor' }, false, false, 0],
    [{ TERM: 'dumb' }, true, false, 0],
    [{ CI: 'true' }, true, false, 0],
    [{ CI: '' }, true, false, 1],
    [{ NO_COLOR: '1' }, true, false, 0],
    [{ NO_COLOR: '0' }, true, false, 0],
    [{ NO_COLOR: '' }, true, false, 1],
    [{}, true, true, 0],
    [{ FORCE_COLOR: '1' }, false, false, 1],
    [{ FORCE_COLOR: 'true' }, false, false, 1],
    [{ FORCE_COLOR: '2' }, false, false, 2],
    [{ FORCE_COLOR: '3' }, false, false, 3],
    [{ FORCE_COLOR: '0' }, true, false, 0],
    [{ FORCE_COLOR: 'false' }, true, false, 0],
    [{ FORCE_COLOR: '' }, false, false, 0],
    [{ FORCE_COLOR: '1', TERM: 'dumb', CI: '1' }, false, false, 1],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, true, false, 0],
    [{ FORCE_COLOR: '3', NO_COLOR: '' }, true, false, 3],
    [{ FORCE_COLOR: '1' }, true, true, 0],
  ] as const)(
    'with %j on a terminal (%s), refused (%s), is %i',
    (env, terminal, refused, level) => {
      expect(colourLevel({ env, terminal, refused })).toBe(level);
    },
  );
});

describe('paint', () => {
  it('leaves every text as it is at level 0', async () => {
    const paint = await createPaint(0);
    for (const colour of Object.values(paint)) expect(colour('text')).toBe('text');
  });

  it('colours at level 1, whatever NO_COLOR says to chalk', async () => {
    const paint = await createPaint(1);
    expect(paint.bad('down')).toBe('\u001b[31mdown\u001b[39m');
    expect(paint.good('up')).toBe('\u001b[32mup\u001b[39m');
    expect(new Set(Object.values(paint).map((colour) => colour('x'))).size).toBe(6);
  });
});
