import type command from '../../../src/commands/invalidate/status.ts';
import type { SampleOf } from '../sample-of.ts';

const createdAt = Date.parse('2026-11-23T03:12:05Z');

export default {
  environment: 'production',
  distributionId: 'E2EXAMPLE1TALK',
  ours: {
    record: '20261123T031205Z-invalidate-production',
    intentAt: createdAt,
    state: 'done',
    detail: 'CloudFront completed it: I2J0EXAMPLE.',
    said: {
      en: 'CloudFront completed it: I2J0EXAMPLE.',
      ko: 'CloudFront가 완료했습니다: I2J0EXAMPLE.',
    },
    invalidation: {
      id: 'I2J0EXAMPLE',
      status: 'Completed',
      createdAt,
      paths: ['/*'],
      callerReference: 'tsops-2c26b46b68ff-mi9w1k3p',
    },
  },
  followed: null,
  invalidations: [
    { id: 'I2J0EXAMPLE', status: 'Completed', createdAt },
    { id: 'I1Z9EXAMPLE', status: 'Completed', createdAt: createdAt - 86_400_000 },
  ],
} satisfies SampleOf<typeof command>;
