/* What a program writes, line by line, cleaned: each line cut at a length, and of all of them the last ones kept. */
import type { Readable } from 'node:stream';
import { cleanText } from '../../domain/text/clean.ts';

/** Characters of a line; what goes beyond is for no reader. */
const lineLength = 2_000;
/** Characters of the last lines that are kept. */
const keptLength = 16_000;

export interface OutputLines {
  read(stream: Readable | null): void;
  /** Nothing more comes: what has no line break is a line too. */
  end(): void;
  last(): string;
}

export function createOutputLines(line: (text: string) => void): OutputLines {
  const kept: string[] = [];
  let length = 0;
  const ends: (() => void)[] = [];
  const add = (raw: string): void => {
    // A bar of progress draws over itself: its last state is the line.
    const text = cleanLine(raw.split('\r').findLast((part) => part !== '') ?? '');
    line(text);
    kept.push(text);
    length += text.length + 1;
    while (length > keptLength && kept.length > 1) length -= (kept.shift()?.length ?? 0) + 1;
  };
  return {
    read(stream) {
      let open = '';
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        const [first = '', ...others] = text.split('\n');
        const pieces = [open + first.slice(0, room(open)), ...others];
        open = (pieces.pop() ?? '').slice(0, longest);
        for (const piece of pieces) add(piece);
      });
      // A pipe that we closed ourselves.
      stream?.on('error', () => {});
      ends.push(() => {
        if (open !== '') add(open);
        open = '';
      });
    },
    end: () => {
      for (const end of ends) end();
    },
    last: () => kept.join('\n'),
  };
}

/** What a program indents stays so: JSON and tables are read by it. */
function cleanLine(raw: string): string {
  const indent = /^[ \t]*/.exec(raw.slice(0, 80))?.[0].replaceAll('\t', '    ') ?? '';
  return indent + cleanText(raw, lineLength);
}

/** Of a line without an end, this much is kept: more than is shown, as escapes are taken out of it. */
const longest = lineLength * 8;

function room(open: string): number {
  return longest - open.length;
}
