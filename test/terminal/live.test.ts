import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { createFrames } from '../../src/terminal/live.ts';

/** What a real terminal of 20 × 5 shows after the frames. */
async function shown(play: (frames: ReturnType<typeof createFrames>) => void, before = '') {
  const terminal = new xterm.Terminal({
    cols: 20,
    rows: 5,
    convertEol: true,
    allowProposedApi: true,
  });
  let output = before;
  play(
    createFrames(
      (text) => {
        output += text;
      },
      () => ({ columns: 20, rows: 5 }),
    ),
  );
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) =>
    active.getLine(row)?.translateToString(true),
  );
  return lines.join('\n').trimEnd();
}

describe('frames', () => {
  it('take the place of the one before', async () => {
    expect(
      await shown((frames) => {
        frames.draw('one\ntwo');
        frames.draw('1\n2');
      }, '$ tsops\n'),
    ).toBe('$ tsops\n1\n2');
  });

  it('leave nothing of a longer one before', async () => {
    expect(
      await shown((frames) => {
        frames.draw('a long line\nb\nc');
        frames.draw('short');
      }),
    ).toBe('short');
  });

  it('that are taller than the screen are cut, so that they can be taken back', async () => {
    expect(
      await shown((frames) => {
        frames.draw('1\n2\n3\n4\n5\n6\n7');
        frames.draw('a\nb\nc\nd\ne\nf\ng');
      }),
    ).toBe('a\nb\nc\nd');
  });

  it('that are wider than the screen are cut, so that they can be taken back', async () => {
    expect(
      await shown((frames) => {
        frames.draw(`${'x'.repeat(50)}\nb`);
        frames.draw('a\nb');
      }, '$ tsops\n'),
    ).toBe('$ tsops\na\nb');
  });

  it('are taken away before the result', async () => {
    expect(
      await shown((frames) => {
        frames.draw('so far\nand so on');
        frames.clear();
        frames.clear();
      }, '$ tsops\n'),
    ).toBe('$ tsops');
  });

  it('are taken away line by line: what clears a whole screen leaves it in the scrollback of tmux', () => {
    let output = '';
    const frames = createFrames(
      (text) => {
        output += text;
      },
      () => ({ columns: 20, rows: 5 }),
    );
    frames.draw('1\n2\n3\n4\n5');
    const drawn = output.length;
    frames.clear();
    expect(output.slice(drawn)).toContain('\u001b[4F');
    expect(output.slice(drawn)).not.toMatch(/\u001b\[[02]?J/);
  });
});
