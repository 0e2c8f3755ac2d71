import { describe, expect, it } from 'vitest';
import { bundleClues } from '../../../src/domain/diagnosis/bundle-growth.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { Bundle } from '../../../src/domain/speed/findings.ts';
import { answer, bundle, without } from './collected.ts';
import { ids, said } from './said.ts';

const code = (total: number, before: number | null, change: Partial<Bundle> = {}): Bundle => ({
  ...bundle(total),
  comparedWith: before === null ? null : { version: 'v1.2.2', total: before, source: 'kept' },
  ...change,
});
const of = (total: number, before: number | null, change: Partial<Bundle> = {}) =>
  bundleClues({ bundle: answer(code(total, before, change)) });
const added = (...names: string[]): Collected => ({
  'dependency-changes': answer({
    from: 'v1.2.2',
    to: 'v1.2.3',
    added: names.map((name) => ({ name, version: '1.0.0' })),
    removed: [],
    changed: [],
  }),
});

describe('scripts and styles', () => {
  it.each([
    ['that are as large as before clear it', 352_000, 350_000, 'bundle-same'],
    ['that shrank clear it', 200_000, 350_000, 'bundle-same'],
    ['that grew by a tenth are a hint', 440_000, 400_000, 'bundle-grew-some'],
    ['that grew by half as much again are felt', 600_000, 400_000, 'bundle-grew'],
    ['that grew by three tenths are felt', 1_300_000, 1_000_000, 'bundle-grew'],
    ['that grew by less than that are a hint', 1_299_999, 1_000_000, 'bundle-grew-some'],
    ['that grew by 200 kB are felt', 800_000, 600_000, 'bundle-grew'],
    ['that grew by less than that are a hint as well', 799_999, 600_000, 'bundle-grew-some'],
    ['where there were none before are felt', 250_000, 0, 'bundle-grew'],
    ['that are heavy with nothing to compare speak for it', 1_500_000, null, 'bundle-heavy'],
  ] as const)('%s', (_what, total, before, id) => {
    expect(ids(of(total, before))).toEqual([id]);
  });

  it('that are no heavier than many say nothing with nothing to compare', () => {
    expect(of(1_499_999, null)).toEqual([]);
  });

  it('say nothing where they are not known', () => {
    expect(bundleClues({})).toEqual([]);
    expect(bundleClues(without({}, 'bundle'))).toEqual([]);
  });

  it('are told with their sizes, and with the file that grew most', () => {
    expect(said(of(2_100_000, 350_000))).toBe(
      'scripts and styles grew from 350 kB to 2.1 MB, vendor.js 350 kB → 2.1 MB',
    );
    expect(said(of(2_100_000, 350_000, { largestGrowth: null }))).toBe(
      'scripts and styles grew from 350 kB to 2.1 MB',
    );
    expect(said(of(1_500_000, null))).toBe('scripts and styles are 1.5 MB');
  });
});

describe('packages that were added', () => {
  const grown: Collected = { bundle: answer(code(600_000, 400_000)) };

  it('speak for a bundle that grew, three of them by name', () => {
    const clues = bundleClues({ ...grown, ...added('a', 'b', 'c', 'd') });
    expect(ids(clues)).toEqual(['bundle-grew', 'bundle-package']);
    expect(said(clues.slice(1))).toBe('v1.2.3 added a, b, c');
  });

  it.each<[string, Collected]>([
    ['none was added', added()],
    ['it is not known which were', without({}, 'dependency-changes')],
  ])('say nothing where %s', (_what, change) => {
    expect(ids(bundleClues({ ...grown, ...change }))).toEqual(['bundle-grew']);
  });

  it('say nothing of a bundle that did not grow', () => {
    const same = { bundle: answer(code(352_000, 350_000)) };
    expect(ids(bundleClues({ ...same, ...added('a') }))).toEqual(['bundle-same']);
  });
});
