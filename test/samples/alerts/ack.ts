import type command from '../../../src/commands/alerts/ack.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  action: 'ack-alert',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [
      {
        name: 'paged',
        state: 'pass',
        detail: 'PagerDuty was told that it fires',
        said: { en: 'PagerDuty was told that it fires', ko: 'PagerDuty에 알림이 전달되었습니다' },
      },
    ],
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
  said: { en: '#1201 acknowledged.', ko: '#1201 응답함.' },
  record: '20261123T030000Z-ack-alert-production',
  undo: null,
} satisfies SampleOf<typeof command>;
