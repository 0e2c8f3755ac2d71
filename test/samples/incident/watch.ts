import type command from '../../../src/commands/incident/watch.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleStatus, sampleTimeline } from './open-incident.ts';

export default {
  status: sampleStatus,
  zone: 'Asia/Seoul',
  entries: sampleTimeline,
  ended: false,
} satisfies SampleOf<typeof command>;
