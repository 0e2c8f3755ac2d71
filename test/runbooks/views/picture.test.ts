import { describe, expect, it } from 'vitest';
import { pictureLines } from '../../../src/runbooks/views/picture.ts';
import { plainScreen } from '../../support/terminal.ts';

const screen = plainScreen(() => 0);
const minute = 60_000;

function marksOf(marks: readonly { at: number; label: string }[]): string {
  const values = Array.from({ length: 40 }, (_, index) => index);
  const series = { kind: 'series', from: 0, step: minute, values, marks } as const;
  return pictureLines(series, screen, 2)[1] ?? '';
}

describe('the marks below a curve', () => {
  it('stand where it happened', () => {
    expect(marksOf([{ at: 0, label: 'v1' }])).toBe('        ↑ v1 09:00');
    expect(marksOf([{ at: 20 * minute, label: 'v1' }])).toBe(`${' '.repeat(28)}↑ v1 09:20`);
  });

  it('are named in turn where they would stand in each other’s way', () => {
    const marks = [
      { at: 21 * minute, label: '오류 시작' },
      { at: 20 * minute, label: 'v1' },
    ];
    expect(marksOf(marks)).toBe(`${' '.repeat(28)}↑ v1 09:20, 오류 시작 09:21`);
  });

  it('never run out of the screen', () => {
    const marks = Array.from({ length: 9 }, (_, index) => ({
      at: 38 * minute,
      label: `v1.${index}`,
    }));
    expect(screen.width(marksOf(marks))).toBeLessThanOrEqual(80);
    expect(marksOf(marks)).toContain('v1.0 09:38');
  });
});

describe('bars', () => {
  const bars = [
    { label: 'Samsung Internet', share: 0.1, expected: null, marked: false, note: '오류 1066건' },
    { label: 'Chrome', share: 0.58, expected: null, marked: true, note: '오류 3건' },
  ];
  const drawn = (columns: number) =>
    pictureLines(
      { kind: 'bars', bars },
      plainScreen(() => 0, columns),
      4,
    );

  it('are as long as there is room beside the figures', () => {
    expect(drawn(80)[0]).toContain('██··················');
    expect(drawn(56)[1]).toMatch(/█+·+ 58 % {2}오류 3건$/);
  });

  it('give way on half the width: the figures are what tells', () => {
    expect(drawn(40)).toEqual([
      expect.stringMatching(/Samsung Internet 10 % {2}오류 1066건$/),
      expect.stringMatching(/Chrome +58 % {2}오류 3건$/),
    ]);
  });
});

describe('rows', () => {
  const row = (title: string, whole?: string) => ({
    marked: false,
    cells: ['12', title],
    ...(whole === undefined ? {} : { whole }),
  });
  const drawn = (rows: readonly ReturnType<typeof row>[], lines = 4) =>
    pictureLines({ kind: 'rows', rows, right: [0], flexible: 1 }, screen, lines);
  const long = 'TypeError: Cannot read properties of undefined '.repeat(3);

  it('that are cut say what shows the first of them whole', () => {
    const lines = drawn([row('short', 'tsops errors WEB-1'), row(long, 'tsops errors WEB-2')]);
    expect(lines).toHaveLength(3);
    expect(lines[2]?.trim()).toBe('→ tsops errors WEB-2');
  });

  it('that their vendor has cut say it too', () => {
    expect(drawn([row('Cannot read pro…', 'tsops errors WEB-1')]).at(-1)).toContain('WEB-1');
  });

  it('that stand whole, or that nothing shows whole, say nothing', () => {
    expect(drawn([row('short', 'tsops errors WEB-1')])).toHaveLength(1);
    expect(drawn([row(long)])).toHaveLength(1);
  });

  it('give a line to it where there is no other, but never the only one', () => {
    const rows = [row(long, 'tsops errors WEB-1'), row(long, 'tsops errors WEB-2')];
    expect(drawn(rows, 2).map((line) => line.trim().slice(0, 6))).toEqual(['12  Ty', '→ tsop']);
    expect(drawn(rows, 1)).toHaveLength(1);
  });
});
