import type command from '../../../src/commands/incident/join.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleStatus, sampleTimeline } from './open-incident.ts';

export default {
  issue: 101,
  url: 'https://github.com/talkstudio/talkstudio-web/issues/101',
  status: sampleStatus,
  zone: 'Asia/Seoul',
  timeline: sampleTimeline,
} satisfies SampleOf<typeof command>;
