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
  record: '20261123T031205Z-silence-production',
  undo: 'tsops alerts silence expire s3',
} satisfies SampleOf<typeof command>;
