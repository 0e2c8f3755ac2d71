import stringWidth from 'fast-string-width';

/** Columns that a text takes on a terminal: wide characters take two, colour sequences none. */
export function width(text: string): number {
  // Most texts are plain, and the library's patterns cost 2 ms when they are first used.
  return plain.test(text) ? text.length : stringWidth(text);
}

/** ASCII, and the signs that our own views are made of: a column each. */
const plain = /^[ -~·×–—“”…›→│✔✖▲]*$/;

const colour = /\u001b\[[0-9;]*m/y;

/** The text cut to a number of columns, the last one then `…`; colour sequences stay whole. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns <= 0) return '';
  let taken = '';
  let used = 0;
  let coloured = false;
  for (let at = 0; at < text.length; ) {
    colour.lastIndex = at;
    const sequence = colour.exec(text)?.[0];
    const piece = sequence ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
    const columnsOfPiece = sequence === undefined ? width(piece) : 0;
    if (used + columnsOfPiece > columns - 1) break;
    coloured ||= sequence !== undefined;
    taken += piece;
    used += columnsOfPiece;
    at += piece.length;
  }
  return `${taken}…${coloured ? '\u001b[0m' : ''}`;
}
