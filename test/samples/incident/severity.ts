import type command from '../../../src/commands/incident/severity.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default {
  ...sampleWritten,
  kind: 'severity',
  text: 'severity P2 → P1: nobody can log in',
} satisfies SampleOf<typeof command>;
