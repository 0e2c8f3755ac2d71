import { truncate } from './measure.ts';

/** Text that is redrawn in place on a terminal: each frame takes the place of the one before. */
export interface Frames {
  draw(text: string): void;
  /** Takes the last frame away, so that the final text can take its place. */
  clear(): void;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** `size` is asked at each frame: a window may change. */
export function createFrames(write: (text: string) => void, size: () => Size): Frames {
  let shown = 0;
  // Line by line: where all of a screen is cleared at once, tmux keeps it in its scrollback.
  const clear = (): void => {
    const up = `\u001b[${shown}F`;
    if (shown > 0) write(`${up}${'\u001b[K\n'.repeat(shown)}${up}`);
    shown = 0;
  };
  return {
    draw(text) {
      const { columns, rows } = size();
      // What is taller than the screen, or wraps on it, could not be taken back: it is left out.
      const lines = text
        .split('\n')
        .slice(0, Math.max(1, rows - 1))
        .map((line) => truncate(line, columns));
      const up = shown > 0 ? `\u001b[${shown}F` : '';
      write(`${up}${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[0J`);
      shown = lines.length;
    },
    clear,
  };
}
