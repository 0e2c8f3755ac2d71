import type command from '../../../src/commands/incident/resolve.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default {
  ...sampleWritten,
  kind: 'resolved',
  text: 'resolved: rolled back to v1.2.2',
} satisfies SampleOf<typeof command>;
