import type command from '../../../src/commands/alerts/ack.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  action: 'ack-alert',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [{ name: 'paged', state: 'pass', detail: 'PagerDuty was told that it fires' }],
    key: 'tsops-production-44102c6a82b8',
    rule: 'High Error Rate',
    alerts: [
      {
        rule: 'High Error Rate',
        environment: 'production',
        labels: { env: 'production' },
        since: 1_795_402_560_000,
        dedupKey: 'tsops-production-44102c6a82b8',
      },
    ],
  },
  receipt: { dedupKeys: ['tsops-production-44102c6a82b8'] },
  proof: { pages: [1201] },
  detail: '#1201 acknowledged.',
  record: '20261123T030000Z-ack-alert-production',
  undo: null,
} satisfies SampleOf<typeof command>;
