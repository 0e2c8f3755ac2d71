import { expect, it } from 'vitest';
import { adviceFor } from '../../../src/domain/diagnosis/advice.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, badDeploy, images, slow } from './collected.ts';

const pictures: Collected = { ...slow, images: answer(images(4_800_000)) };

it.each([
  ['errors', 'recent-deployment', badDeploy, 'rollback'],
  ['errors', 'false-alarm', badDeploy, 'watch'],
  ['errors', 'a hunch', badDeploy, 'look-further'],
  ['speed', 'images', pictures, 'issue'],
  ['speed', 'false-alarm', pictures, 'watch'],
  // A page that a deploy slowed is not rolled back unasked; errors that it brought are.
  ['speed', 'recent-deployment', { ...badDeploy, ...pictures }, 'look-further'],
  ['errors', 'images', { ...badDeploy, ...pictures }, 'look-further'],
  ['site', 'false-alarm', badDeploy, 'watch'],
  ['site', 'images', pictures, 'look-further'],
  ['site', 'recent-deployment', badDeploy, 'look-further'],
] as const)('in a walk about %s the response to %s', (kind, hypothesis, collected, response) => {
  expect(adviceFor(kind, hypothesis, collected).kind).toBe(response);
});

it.each(['errors', 'speed', 'site'] as const)(
  'a site that is down is escalated whatever a walk about %s was about',
  (kind) => {
    expect(adviceFor(kind, 'site-down', badDeploy)).toEqual({ kind: 'escalate' });
    expect(adviceFor(kind, 'certificate', badDeploy).kind).toBe('renew');
  },
);
