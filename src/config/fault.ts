/** One thing wrong in a config file. */
export interface Fault {
  /** Offset in the text. */
  readonly at: number;
  /** What was expected, what was found, and the nearest right word. */
  readonly message: string;
}

/** Where a value stands: `['monitors', 0, 'timeout']`. */
export type Path = readonly (string | number)[];

/** `monitors[0].timeout` */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** Line and column, both from 1, of an offset. */
export function placeOf(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
