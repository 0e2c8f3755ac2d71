import { describe, expect, it, test } from 'vitest';
import { judgeErrors, poissonAtMost, recoveryText } from '../../../src/domain/errors/recovery.ts';

const bad = { perMinute: 57, usual: 0.7, requests: 840, limit: 5 };

describe('poissonAtMost', () => {
  test.each([
    [0, 1, 0.367879],
    [2, 3, 0.42319],
    [10, 10, 0.58304],
    // Far beyond where exp(-mean) is zero; R: ppois(950, 1000)
    [950, 1000, 0.05817],
  ])('at most %i of %i', (count, mean, probability) => {
    expect(poissonAtMost(count, mean)).toBeCloseTo(probability, 3);
  });

  it('is certain where nothing is due', () => {
    expect(poissonAtMost(0, 0)).toBe(1);
  });
});

describe('judgeErrors', () => {
  it('is not convinced by seconds in which little was due anyway', () => {
    expect(judgeErrors(bad, 0, 0.05).state).toBe('not-yet');
  });

  it('is convinced once the silence can be no chance', () => {
    const judged = judgeErrors(bad, 0, 0.2);
    expect(judged).toMatchObject({ state: 'recovered', after: 0, unit: '%' });
    expect(judged.before).toBeCloseTo(6.79, 2);
  });

  it('does not call half the errors a recovery', () => {
    expect(judgeErrors(bad, 285, 10).state).toBe('not-yet');
  });

  it('does not call a fall to above the usual level a recovery, though it is below the limit', () => {
    expect(judgeErrors(bad, 160, 10).state).toBe('not-yet');
  });

  it('does not call a fall to above the limit a recovery where the usual level is not known', () => {
    // 840 requests a minute, 5 % of which are 42 errors a minute.
    const unknown = { ...bad, perMinute: 200, usual: null };
    expect(judgeErrors(unknown, 421, 10).state).toBe('not-yet');
    expect(judgeErrors(unknown, 420, 10).state).toBe('recovered');
    expect(judgeErrors({ ...bad, requests: null, usual: null }, 143, 10).state).toBe('not-yet');
    expect(judgeErrors({ ...bad, requests: null, usual: null }, 142, 10).state).toBe('recovered');
  });

  it('takes twice the usual level for usual, and a quarter of the bad one where that is more', () => {
    const often = { ...bad, usual: 10 };
    expect(judgeErrors(often, 201, 10).state).toBe('not-yet');
    expect(judgeErrors(often, 200, 10).state).toBe('recovered');
    expect(judgeErrors({ ...often, usual: 1 }, 143, 10).state).toBe('not-yet');
    expect(judgeErrors({ ...often, usual: 1 }, 142, 10).state).toBe('recovered');
  });

  it('says nothing before a time has passed', () => {
    const judged = judgeErrors(bad, 0, 0);
    expect(judged.state).toBe('not-yet');
    expect(judged.after).toBe(judged.before);
  });

  it('takes requests of none as not known', () => {
    expect(judgeErrors({ ...bad, requests: 0 }, 1, 2)).toMatchObject({
      state: 'not-yet',
      before: 57,
      after: 0.5,
      unit: '/min',
    });
  });

  it('takes the counts alone where requests are not known', () => {
    const judged = judgeErrors({ ...bad, requests: null, usual: null }, 1, 2);
    expect(judged).toMatchObject({ state: 'recovered', before: 57, after: 0.5, unit: '/min' });
  });
});

describe('recoveryText', () => {
  it('tells the figures before and after in both languages', () => {
    const what = { en: 'error rate', ko: '오류율' };
    const since = { en: '6 min after v1.2.2 was served', ko: 'v1.2.2 제공 6분 후' };
    const recovery = { state: 'recovered', before: 8.41, after: 0.28, unit: '%' } as const;
    expect(recoveryText(what, recovery, since)).toEqual({
      en: 'error rate 8.4 % → 0.3 %, 6 min after v1.2.2 was served',
      ko: '오류율 8.4 % → 0.3 %, v1.2.2 제공 6분 후',
    });
    const still = { ...recovery, state: 'not-yet', unit: '/min' } as const;
    expect(recoveryText(what, still, since)).toEqual({
      en: 'error rate still 8.4/min → 0.3/min, 6 min after v1.2.2 was served',
      ko: '오류율 분당 8.4건 → 0.3건, v1.2.2 제공 6분 후, 아직 회복 전',
    });
  });
});
