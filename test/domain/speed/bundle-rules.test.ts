import { describe, expect, it } from 'vitest';
import {
  bundleVerdict,
  type KeptFile,
  largestGrowth,
  totalOf,
} from '../../../src/domain/speed/bundle-rules.ts';
import type { Bundle } from '../../../src/domain/speed/findings.ts';

const script = (name: string, decoded: number): KeptFile => ({ name, kind: 'script', decoded });

describe('the largest growth', () => {
  it('is of the file with the most bytes more, not the largest share', () => {
    const before = [script('index.js', 100), script('vendor.js', 1000)];
    const after = [script('index.js', 300), script('vendor.js', 1500)];
    expect(largestGrowth(before, after)).toEqual({ name: 'vendor.js', before: 1000, after: 1500 });
  });

  it('may be of a new file', () => {
    expect(largestGrowth([script('a.js', 10)], [script('a.js', 12), script('b.js', 50)])).toEqual({
      name: 'b.js',
      before: 0,
      after: 50,
    });
  });

  it('is of the first of two that grew, where the second grew less', () => {
    const before = [script('vendor.js', 1000), script('index.js', 100)];
    const after = [script('vendor.js', 1500), script('index.js', 599)];
    expect(largestGrowth(before, after)?.name).toBe('vendor.js');
  });

  it('is of the second where it grew by one byte more', () => {
    const before = [script('vendor.js', 1000), script('index.js', 100)];
    const after = [script('vendor.js', 1500), script('index.js', 601)];
    expect(largestGrowth(before, after)?.name).toBe('index.js');
  });

  it('is none where nothing grew', () => {
    expect(largestGrowth([script('a.js', 10)], [script('a.js', 9)])).toBeNull();
  });

  it('counts files of one name together', () => {
    const twice = [script('chunk.js', 10), script('chunk.js', 10)];
    expect(largestGrowth(twice, [script('chunk.js', 20)])).toBeNull();
  });
});

it('the total is of scripts and styles alone', () => {
  const files = [script('a.js', 10), { kind: 'style', decoded: 5 }, { kind: 'font', decoded: 99 }];
  expect(totalOf(files as KeptFile[])).toBe(15);
});

describe('the verdict on the bundle', () => {
  const bundle = (total: number, before: number | null): Bundle => ({
    version: 'v2',
    files: [],
    scripts: 1,
    styles: 1,
    total,
    comparedWith: before === null ? null : { version: 'v1', total: before, source: 'kept' },
    largestGrowth: null,
  });

  it.each([
    [600_000, 400_000, 'bad'],
    [599_000, 400_000, 'warn'],
    [440_000, 400_000, 'warn'],
    [439_000, 400_000, 'ok'],
    [300_000, 400_000, 'ok'],
    // Half as much again of hardly anything.
    [15_000, 10_000, 'ok'],
    [250_000, 0, 'bad'],
    [0, 0, 'ok'],
    // 200 kB more, and yet less than half as much again.
    [1_200_000, 1_000_000, 'warn'],
    [120_000, 100_000, 'warn'],
    // A fifth more, and yet less than 20 kB.
    [119_999, 100_000, 'ok'],
    [1_000_001, null, 'warn'],
    [1_000_000, null, 'ok'],
  ])('%d bytes after %s: %s', (total, before, verdict) => {
    expect(bundleVerdict(bundle(total, before))).toBe(verdict);
  });
});
