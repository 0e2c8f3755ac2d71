const breaks = /(?<!\btsops)(?:(?<!\d) | (?!(?:%|ms|s|kB|MB)(?![\p{L}\p{N}])))/u;

/**
 * Breaks text at spaces into lines of at most `room` columns; `width` measures. A word that is wider
 * than the room stays whole on its own line, so that a command can still be copied. A number keeps its unit, and
 * `tsops` its subcommand, beside it.
 */
export function wrap(text: string, room: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(breaks)) {
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
