import { describe, expect, it } from 'vitest';
import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { deadEndsFrom } from '../support/next-steps-in-sandbox.ts';

const walks = ['service-down', 'high-error-rate', 'performance-degradation'].map(
  (name) => `tsops runbook ${name}`,
);
const states = [
  'tsops health',
  'tsops deploys',
  'tsops pages',
  'tsops incident status',
  'tsops rollback status',
  'tsops invalidate status',
];

describe('what a walk or a state offers next', { timeout: 120_000 }, () => {
  it.each<ShippedName>(['calm', 'false-alarm', 'site-down', 'expired-certificate', 'github-down'])(
    'leads to an end in %s',
    async (name) => {
      expect(await deadEndsFrom([...walks, ...states], name)).toEqual([]);
    },
  );
});
