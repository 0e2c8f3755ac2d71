/** Text that is redrawn in place on a terminal: each frame takes the place of the one before. */
export interface Frames {
  draw(text: string): void;
  /** Takes the last frame away, so that the final text can take its place. */
  clear(): void;
}

export function createFrames(write: (text: string) => void, rows: () => number): Frames {
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) write(`\u001b[${shown}A\u001b[0J`);
    shown = 0;
  };
  return {
    draw(text) {
      // A frame taller than the screen could not be taken back: its end is left out.
      const lines = text.split('\n').slice(0, Math.max(1, rows() - 1));
      const up = shown > 0 ? `\u001b[${shown}A` : '';
      write(`${up}${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[0J`);
      shown = lines.length;
    },
    clear,
  };
}
