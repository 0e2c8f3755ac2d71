/**
 * Breaks text at spaces into lines of at most `room` columns; `width` measures. A word that is wider
 * than the room stays whole on its own line, so that a command can still be copied.
 */
export function wrap(text: string, room: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
