import { describe, expect, it } from 'vitest';
import { imageClues } from '../../../src/domain/diagnosis/images.ts';
import type { Images } from '../../../src/domain/speed/findings.ts';
import { answer, images, without } from './collected.ts';
import { ids, said } from './said.ts';

const of = (found: Images) => imageClues({ images: answer(found) });

describe('pictures', () => {
  it('that are heavy speak for it, with the weight of the heaviest', () => {
    const clues = of(images(400_000));
    expect(ids(clues)).toEqual(['image-heavy']);
    expect(said(clues)).toBe('/assets/hero.png weighs 400 kB');
  });

  it('speak louder from 1 MB on', () => {
    expect(ids(of(images(1_000_000)))).toEqual(['image-heavy']);
    expect(ids(of(images(1_000_001)))).toEqual(['image-huge']);
  });

  it('of which none is heavy clear it', () => {
    expect(ids(of(images(47_000)))).toEqual(['image-fine']);
  });

  it('with other faults clear it too: they are untidy, and not slow', () => {
    const [one] = images(47_000).images;
    if (one === undefined) throw new Error('no image');
    const untidy = { ...one, faults: ['not-lazy'] as const };
    expect(ids(of({ images: [untidy], total: 47_000, heaviest: untidy }))).toEqual(['image-fine']);
  });

  it('clear it where the page has none', () => {
    expect(ids(of({ images: [], total: 0, heaviest: null }))).toEqual(['image-fine']);
  });

  it('say nothing where they are not known', () => {
    expect(imageClues(without({}, 'images'))).toEqual([]);
  });
});
