import { expect, it } from 'vitest';
import { visitsVerdict } from '../../../src/domain/speed/visit-rules.ts';

it.each([
  [36, 36, 'ok'],
  [44, 36, 'ok'],
  [45, 36, 'warn'],
  [54, 36, 'bad'],
  // Half as much again, and yet less than five points.
  [6, 4, 'ok'],
  [9, 4, 'bad'],
  [8.9, 4, 'ok'],
  [80, null, 'ok'],
] as const)('%d %% bounced where %s %% are usual: %s', (bounceRate, usualBounceRate, verdict) => {
  expect(visitsVerdict({ bounceRate, usualBounceRate, sessions: 100 })).toBe(verdict);
});
