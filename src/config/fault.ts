/** One thing wrong in a config file. */
export interface ConfigFault {
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

export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** Tells line and column, both from 1, of any offset in a text. */
export function placesIn(source: string): (at: number) => FilePlace {
  const starts = [0];
  for (const { index, 0: end } of source.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return (at) => {
    let line = 0;
    let beyond = starts.length;
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if ((starts[middle] ?? 0) <= at) line = middle;
      else beyond = middle;
    }
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}
