import { expect, it } from 'vitest';
import {
  invalidationsInProgress,
  pathsInProgress,
} from '../../../src/evidence/cdn/invalidations.ts';
import type { Invalidation } from '../../../src/ports/cdn.ts';
import { fakeCdn } from '../../support/cdn.ts';
import { fakeClock } from '../../support/clock.ts';

const made = (id: string, status: string): Invalidation => ({
  ...{ id, status, createdAt: 0 },
  ...{ paths: [`/${id}`], reference: id },
});

function cdnWith(...all: readonly Invalidation[]) {
  return {
    ...fakeCdn(fakeClock()).cdn,
    invalidations: async () => all,
    invalidation: async (_distribution: string, id: string) =>
      all.find((each) => each.id === id) ?? made(id, 'Completed'),
  };
}

it('only exactly Completed is completed', async () => {
  const statuses = ['Completed', 'InProgress', 'COMPLETED', 'completed', 'Failed', ''];
  const cdn = cdnWith(...statuses.map((status, at) => made(`I${at}`, status)));
  const found = await invalidationsInProgress(cdn, 'E1');
  expect(found.map(({ status }) => status)).toEqual(statuses.slice(1));
});

it('asks the newest twenty for their paths and counts the rest', async () => {
  const cdn = cdnWith(...Array.from({ length: 30 }, (_, at) => made(`I${at}`, 'InProgress')));
  const { invalidations, uncounted } = await pathsInProgress(cdn, 'E1');
  expect([invalidations.length, uncounted]).toEqual([20, 10]);
  expect(invalidations[0]?.paths).toEqual(['/I0']);
});
