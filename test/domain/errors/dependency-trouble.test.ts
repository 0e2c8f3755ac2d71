import { describe, expect, it } from 'vitest';
import { isTroubled, troubleOf } from '../../../src/domain/errors/dependency-trouble.ts';
import { service } from '../diagnosis/collected.ts';

describe('the trouble of a dependency', () => {
  it.each([
    ['down', 'none', 4],
    ['slow', 'none', 2],
    ['up', 'none', 0],
    ['unknown', 'none', 0],
    ['up', 'minor', 1],
    ['up', 'major', 2],
    ['up', 'critical', 2],
    ['up', 'unknown', 0],
    ['up', null, 0],
    ['down', 'major', 6],
    ['slow', 'minor', 3],
  ] as const)(
    'with a probe that is %s and a status page that says %s is %i',
    (probe, page, depth) => {
      expect(troubleOf(service({ probe, statusPage: page }))).toBe(depth);
    },
  );

  it('is any that our probe or the page shows, and none that nobody could tell', () => {
    expect(isTroubled(service({ probe: 'slow' }))).toBe(true);
    expect(isTroubled(service({ statusPage: 'minor' }))).toBe(true);
    expect(isTroubled(service({ probe: 'unknown', statusPage: 'unknown' }))).toBe(false);
  });
});
