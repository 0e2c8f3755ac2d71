import { describe, expect, it } from 'vitest';
import { rationaleOf } from '../../../src/domain/diagnosis/rationale.ts';
import type { Ranked, RankingReason } from '../../../src/domain/diagnosis/types.ts';

const text = (en: string) => ({ en, ko: `${en} (ko)` });
const reason = (en: string, weight: number): RankingReason => ({
  evidence: 'error-rate',
  weight,
  text: text(en),
});
const one = (hypothesis: string, score: number, change: Partial<Ranked> = {}): Ranked => ({
  hypothesis,
  name: text(`the ${hypothesis}`),
  about: null,
  score,
  for: [],
  against: [],
  ruledOut: null,
  ...change,
});
type Judged = Parameters<typeof rationaleOf>[0];
const of = (change: Partial<Judged>) =>
  rationaleOf({
    ranked: [],
    margin: 0,
    standing: 'clear',
    recommended: 'cause-not-seen',
    causes: [],
    unseen: [],
    ...change,
  }).map(({ en }) => en);

describe('why a cause is named', () => {
  const ranked = [
    one('cache', 90, {
      for: [reason('stale', 60), reason('slow', 30)],
      against: [reason('no', -9)],
    }),
    one('images', 50, { for: [reason('heavy', 50)] }),
  ];

  it('is what speaks for it', () => {
    expect(of({ ranked, recommended: 'cache', causes: ['cache'] })).toEqual(['stale', 'slow']);
  });

  it('is what speaks for both of two, the weightiest first', () => {
    expect(of({ ranked, recommended: 'cache', causes: ['cache', 'images'] })).toEqual([
      'stale',
      'heavy',
      'slow',
    ]);
  });

  it('is the same for a false alarm, which is no cause', () => {
    const alarm = one('false-alarm', 80, { for: [reason('it ended', 80)] });
    expect(of({ ranked: [alarm, ...ranked], recommended: 'false-alarm' })).toEqual(['it ended']);
  });
});

describe('why none is named', () => {
  it('is how near the first two are that stand', () => {
    const ranked = [one('cache', 60), one('client', 58, { ruledOut: 'no' }), one('images', 55)];
    expect(of({ ranked, margin: 5, standing: 'tie' })).toEqual([
      'the cache and the images are 5 points apart; 10 would tell them apart',
    ]);
  });

  it.each([
    ['nothing speaks for a cause', [one('cause-not-seen', 50), one('cache', 0)]],
    ['all that does was ruled out', [one('cache', 60, { ruledOut: 'no' })]],
    ['nothing was ranked', []],
  ])('is that %s', (_what, ranked) => {
    expect(of({ ranked, standing: 'thin' })).toEqual(['no evidence points to a cause']);
  });

  it('is how many points the likeliest has, and how many it needs', () => {
    const ranked = [one('cause-not-seen', 50), one('cache', 30), one('images', 20)];
    expect(of({ ranked, standing: 'thin' })[0]).toBe(
      'the cache has 30 points; 45 are needed to name a cause',
    );
  });

  it('is what could clear it and was not seen', () => {
    const unseen = [
      { evidence: 'bundle', detail: '' },
      { evidence: 'images', detail: '' },
    ] as const;
    const thin = (score: number) => of({ ranked: [one('cache', score)], standing: 'thin', unseen });
    expect(thin(45)[0]).toBe(
      'the cache has 45 points, but what could clear it was not seen: bundle, images',
    );
    expect(thin(44)[0]).toBe('the cache has 44 points; 45 are needed to name a cause');
  });

  it('is what speaks against one that has the points', () => {
    const thin = (hypothesis: string) => of({ ranked: [one(hypothesis, 90)], standing: 'thin' })[0];
    expect(thin('false-alarm')).toBe(
      'the false-alarm has 90 points, but an answer says that something is wrong now',
    );
    expect(thin('cache')).toBe(
      'the cache has 90 points, but not every question that could clear it was put',
    );
  });

  it('goes on with what was looked for in vain, and not with what is always so', () => {
    const always = { ...reason('always', 25), evidence: null };
    const unseen = one('cause-not-seen', 60, { for: [reason('no deploy', 20), always] });
    const weak = one('cache', 30, { for: [reason('stale', 30)] });
    expect(of({ ranked: [weak, unseen], standing: 'thin' }).slice(1)).toEqual(['no deploy']);
  });
});
