import { expect, it } from 'vitest';
import { cdnSteps } from '../../../src/domain/numbers/cdn-steps.ts';
import type { Figure } from '../../../src/domain/numbers/figure.ts';

type Told = Pick<Figure, 'id' | 'verdict' | 'value'>;
const steps = (...told: Told[]) => cdnSteps(told as unknown as Figure[]);
const rates = (on4xx: number, on5xx: number): Told[] => [
  { id: 'error-rate-total', verdict: 'bad', value: on4xx + on5xx },
  { id: 'error-rate-4xx', verdict: 'bad', value: on4xx },
  { id: 'error-rate-5xx', verdict: 'bad', value: on5xx },
];

it('nothing is offered where all is well, or not known', () => {
  expect(steps({ id: 'hit-ratio', verdict: 'ok', value: 95 })).toEqual([]);
  expect(steps({ id: 'hit-ratio', verdict: 'unknown', value: null })).toEqual([]);
});

it('5xx leads to whether it is up, 4xx to the version that is served', () => {
  expect(steps(...rates(0.4, 8))).toEqual(['tsops health', 'tsops runbook high-error-rate']);
  expect(steps(...rates(8, 0.1))).toEqual(['tsops version', 'tsops runbook high-error-rate']);
});

it('few hits and a slow origin lead to the walk of slow pages, once', () => {
  expect(
    steps(
      { id: 'hit-ratio', verdict: 'bad', value: 22 },
      { id: 'origin-latency-p50', verdict: 'warn', value: 700 },
    ),
  ).toEqual(['tsops invalidate status', 'tsops runbook performance-degradation']);
});
