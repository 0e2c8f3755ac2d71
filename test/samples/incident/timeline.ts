import type command from '../../../src/commands/incident/timeline.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleIncident, sampleTimeline } from './open-incident.ts';

export default {
  incident: sampleIncident.id,
  title: sampleIncident.title,
  zone: 'Asia/Seoul',
  entries: sampleTimeline,
  notes: [],
} satisfies SampleOf<typeof command>;
