import type command from '../../../src/commands/alerts/silence-expire.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleSilence, sampleSilencePlan } from './silence.ts';

export default {
  action: 'expire-silence',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [
      {
        name: 'in force',
        state: 'pass',
        detail: 's3 is in force',
        said: { en: 's3 is in force', ko: 's3이 적용 중입니다' },
      },
    ],
    key: 's3',
    silence: sampleSilence,
    alerts: sampleSilencePlan.alerts,
    unread: [],
    watch: sampleSilencePlan.watch,
  },
  receipt: { id: 's3' },
  proof: null,
  detail: 's3 has ended.',
  said: { en: 's3 has ended.', ko: 's3 알림 중지를 해제했습니다.' },
  record: '20261123T034000Z-expire-silence-production',
  undo: null,
} satisfies SampleOf<typeof command>;
