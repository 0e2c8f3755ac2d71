import type command from '../../../src/commands/incident/handoff.ts';
import { handOff } from '../../../src/domain/incident/hand-off.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleIncident, sampleStatus, sampleTimeline } from './open-incident.ts';

export default {
  incident: sampleIncident.id,
  to: '@seungho',
  language: 'en',
  markdown: handOff({
    incident: sampleIncident,
    standing: sampleStatus.standing,
    timeline: sampleTimeline.slice(-1),
    zone: 'Asia/Seoul',
    language: 'en',
    to: '@seungho',
  }),
} satisfies SampleOf<typeof command>;
