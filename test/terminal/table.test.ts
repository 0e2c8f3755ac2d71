import { describe, expect, it } from 'vitest';
import { width } from '../../src/terminal/measure.ts';
import { table } from '../../src/terminal/table.ts';

describe('a table', () => {
  it('aligns columns by what they take on the screen', () => {
    const text = table(
      [
        ['서울', 'ok'],
        ['Busan', 'bad'],
      ],
      80,
    );
    expect(text).toBe('  서울   ok\n  Busan  bad');
  });

  it('does not count colour', () => {
    const text = table(
      [
        ['\u001b[32mup\u001b[39m', '1'],
        ['down', '2'],
      ],
      80,
    );
    expect(text).toBe('  \u001b[32mup\u001b[39m    1\n  down  2');
  });

  it('aligns the columns it is told to the right', () => {
    expect(
      table(
        [
          ['a', '5 ms'],
          ['b', '120 ms'],
        ],
        80,
        { right: [1], indent: 0 },
      ),
    ).toBe('a    5 ms\nb  120 ms');
  });

  it('shows its headings dim, aligned with their columns', () => {
    const text = table(
      [['api', '1']],
      80,
      { head: ['NAME', 'N'], indent: 0 },
      (each) => `<${each}>`,
    );
    expect(text).toBe('<NAME>  <N>\napi     1');
  });

  it('lets the flexible column give way to fit the screen', () => {
    const text = table([['monitor', 'a reason that is much too long', '12 ms']], 34, {
      flexible: 1,
    });
    expect(text).toBe('  monitor  a reason that i…  12 ms');
    expect(width(text)).toBe(34);
  });

  it('cuts the last column where none is named', () => {
    expect(table([['monitor', 'a reason that is long']], 22)).toBe('  monitor  a reason t…');
  });

  it('never breaks a line of a screen that is too narrow for it', () => {
    const text = table([['a-name-of-twenty-four-ch', 'another-of-the-same-kind', 'third']], 30, {
      flexible: 2,
    });
    expect(width(text)).toBeLessThanOrEqual(30);
  });

  it('cuts nothing where there is no screen', () => {
    const long = 'x'.repeat(500);
    expect(table([['a', long]], Number.POSITIVE_INFINITY)).toBe(`  a  ${long}`);
  });

  it('takes rows of unequal length, and none at all', () => {
    expect(table([['a'], ['b', 'c']], 80, { indent: 0 })).toBe('a\nb  c');
    expect(table([], 80)).toBe('');
  });
});
