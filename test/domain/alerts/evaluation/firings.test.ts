import { describe, expect, it } from 'vitest';
import { scoreOf } from '../../../../src/domain/alerts/evaluation/firings.ts';

const minute = 60_000;

describe('what fired, against what was wrong', () => {
  it('calls no alarm false that still fires at the end: nobody has marked it yet', () => {
    const firings = [
      { from: 10 * minute, to: 12 * minute },
      { from: 50 * minute, to: null },
    ];
    expect(scoreOf('R', firings, []).falseAlarms).toEqual([10 * minute]);
  });

  it('counts it as detected where it is marked', () => {
    const incident = { name: 'now', from: 48 * minute, to: 60 * minute };
    const score = scoreOf('R', [{ from: 50 * minute, to: null }], [incident]);
    expect(score).toMatchObject({ detected: 1, medianTimeToDetect: 2 * minute, falseAlarms: [] });
  });
});
