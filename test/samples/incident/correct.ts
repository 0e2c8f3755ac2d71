import type command from '../../../src/commands/incident/correct.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default {
  ...sampleWritten,
  kind: 'correction',
  text: 'line #7 corrected: it was staging',
} satisfies SampleOf<typeof command>;
