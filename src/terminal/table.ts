import type { TableOptions } from '../contract/context.ts';
import { truncate, width } from './measure.ts';

const gap = 2;

/**
 * Rows as aligned columns, two spaces apart. Where the whole is wider than `columns`, the flexible
 * column gives way, then the end of the line; `columns` of Infinity cuts nothing.
 */
export function table(
  rows: readonly (readonly string[])[],
  columns: number,
  options: TableOptions = {},
  dim: (text: string) => string = (text) => text,
): string {
  const indent = options.indent ?? 2;
  const lines = options.head === undefined ? rows : [options.head.map(dim), ...rows];
  const widths = columnWidths(lines, columns - indent, options.flexible);
  return lines
    .map((cells) => truncate(' '.repeat(indent) + line(cells, widths, options.right), columns))
    .join('\n');
}

function columnWidths(
  rows: readonly (readonly string[])[],
  columns: number,
  flexible: number | undefined,
): number[] {
  const widths: number[] = [];
  for (const cells of rows) {
    cells.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, width(cell));
    });
  }
  const total = widths.reduce((sum, each) => sum + each, 0) + gap * (widths.length - 1);
  if (total > columns) {
    const giving = flexible ?? widths.length - 1;
    widths[giving] = Math.max(8, (widths[giving] ?? 0) - (total - columns));
  }
  return widths;
}

function line(
  cells: readonly string[],
  widths: readonly number[],
  right: readonly number[] = [],
): string {
  const padded = cells.map((cell, index) => {
    const room = widths[index] ?? 0;
    const text = truncate(cell, room);
    const space = ' '.repeat(Math.max(0, room - width(text)));
    return right.includes(index) ? space + text : text + space;
  });
  return padded.join(' '.repeat(gap)).trimEnd();
}
