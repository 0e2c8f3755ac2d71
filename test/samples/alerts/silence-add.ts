import type command from '../../../src/commands/alerts/silence-add.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleSilencePlan } from './silence.ts';

export default {
  action: 'silence',
  state: 'done',
  plan: sampleSilencePlan,
  receipt: { id: 's3' },
  proof: null,
  detail: 's3 silences High Error Rate.',
  said: { en: 's3 silences High Error Rate.', ko: 's3: High Error Rate 알림을 중지했습니다.' },
  record: '20261123T031205Z-silence-production',
  undo: 'tsops alerts silence expire s3',
} satisfies SampleOf<typeof command>;
