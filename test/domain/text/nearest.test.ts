import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/domain/text/nearest.ts';

describe('the nearest word', () => {
  it.each([
    ['helth', ['health', 'version'], 'health'],
    ['HEALTH', ['health'], 'health'],
    ['prod', ['production', 'staging'], undefined],
    ['prodution', ['production', 'staging'], 'production'],
    ['stagin', ['production', 'staging'], 'staging'],
    ['rollbakc', ['rollback', 'rollback status'], 'rollback'],
    ['xyz', ['health', 'version'], undefined],
    ['', ['health'], undefined],
    ['health', [], undefined],
    ['프로덕션', ['프로덕숀'], '프로덕숀'],
  ])('of %j among %j is %j', (written, candidates, expected) => {
    expect(nearest(written, candidates)).toBe(expected);
  });

  it('is the first one of those that are equally near', () => {
    expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
  });

  it('is no guess where too much would have to change', () => {
    expect(nearest('ab', ['cd'])).toBeUndefined();
    expect(nearest('ab', ['ac'])).toBe('ac');
  });
});
