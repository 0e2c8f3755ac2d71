import { describe, expect, it } from 'vitest';
import { shippedNames } from '../../src/sandbox/shipped.ts';
import { deadEndsFrom } from '../support/next-steps-in-sandbox.ts';

/** What is typed at night; the walks are among what these offer. */
const starts = [
  'tsops',
  'tsops version',
  'tsops errors',
  'tsops alerts check',
  'tsops stats cdn --since 1h',
];

describe('what a screen offers next', { timeout: 120_000 }, () => {
  it.each(shippedNames)('leads to an end in %s', async (name) => {
    expect(await deadEndsFrom(starts, name)).toEqual([]);
  });
});
