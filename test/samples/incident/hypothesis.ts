import type command from '../../../src/commands/incident/hypothesis.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default {
  ...sampleWritten,
  kind: 'hypothesis',
  text: 'hypothesis added CDN of one region',
} satisfies SampleOf<typeof command>;
