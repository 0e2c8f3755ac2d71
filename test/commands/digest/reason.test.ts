import { describe, expect, it } from 'vitest';
import { digestView } from '../../../src/commands/digest/view.ts';
import type { Screen } from '../../../src/contract/context.ts';
import { recommended } from '../../../src/domain/digest/left-open.ts';
import { say } from '../../../src/domain/text/language.ts';
import sample from '../../samples/digest/command.ts';
import { plainScreen } from '../../support/terminal.ts';

const words = Array.from({ length: 60 }, (_, at) => `word${at}`);
const data = {
  ...sample,
  recommendation: recommended('tsops doctor', say(words.join(' '), words.join(' '))),
};

/** What stands below `What now?`. */
function reason(columns: number, change: Partial<Screen> = {}): readonly string[] {
  const screen = { ...plainScreen(() => 0, columns), ...change };
  const lines = digestView(data, screen).split('\n');
  return lines.slice(lines.indexOf('What now?') + 1);
}

describe('why the digest recommends a command', () => {
  it.each([40, 80, 120])(
    'is marked where it does not fit a small window of %i columns',
    (columns) => {
      const lines = reason(columns);
      expect(lines.length).toBeLessThanOrEqual(2);
      expect(lines.at(-1)).toMatch(/…$/);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    },
  );

  it('has the rows that a taller window has to spare, and is whole there', () => {
    const lines = reason(80, { rows: 40 });
    expect(lines.map((line) => line.trim()).join(' ')).toBe(words.join(' '));
  });

  it('stands whole on one line where there is no terminal', () => {
    expect(reason(80, { terminal: false })).toEqual([`  ${words.join(' ')}`]);
  });
});
