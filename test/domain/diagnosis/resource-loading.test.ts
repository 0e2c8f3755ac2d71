import { describe, expect, it } from 'vitest';
import { loadingClues } from '../../../src/domain/diagnosis/resource-loading.ts';
import type { ResourceFinding } from '../../../src/domain/speed/findings.ts';
import { answer, loading, without } from './collected.ts';
import { ids, said } from './said.ts';

const [blocker] = loading(true).findings;
if (blocker === undefined) throw new Error('no finding');
const of = (...findings: ResourceFinding[]) =>
  loadingClues({ 'resource-loading': answer({ ...loading(false), findings }) });

describe('how files are loaded', () => {
  it('speaks for it where one of them blocks, whatever is untidy beside it', () => {
    const clues = of({ ...blocker, weighty: false, url: 'https://x.test/small.js' }, blocker);
    expect(ids(clues)).toEqual(['loading-blocks']);
    expect(said(clues)).toBe('https://chat.test/widget.js (641 kB) blocks the page');
  });

  it('is told without a size where the file cannot be had', () => {
    expect(said(of({ ...blocker, bytes: null }))).toBe(
      'https://chat.test/widget.js blocks the page',
    );
  });

  it('clears it where nothing is wrong', () => {
    expect(ids(of())).toEqual(['loading-fine']);
  });

  it('clears it less where it is untidy, and counts that', () => {
    const small = { ...blocker, weighty: false };
    const clues = of(small, small);
    expect(ids(clues)).toEqual(['loading-fine', 'loading-untidy']);
    expect(said(clues)).toContain('2 small fault(s)');
    expect(clues[1]?.reason.weight).toBeGreaterThan(0);
  });

  it('says nothing where it is not known', () => {
    expect(loadingClues(without({}, 'resource-loading'))).toEqual([]);
  });
});
