import type command from '../../../src/commands/incident/accept.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default {
  ...sampleWritten,
  kind: 'accepted',
  text: 'kim@desk took over from park@laptop',
} satisfies SampleOf<typeof command>;
