import type command from '../../../src/commands/alerts/silence-list.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleSilence } from './silence.ts';

export default {
  at: sampleSilence.from + 600_000,
  silences: [{ ...sampleSilence, active: true }],
  all: false,
} satisfies SampleOf<typeof command>;
