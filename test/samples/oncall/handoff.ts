import type command from '../../../src/commands/oncall/handoff.ts';
import { shiftHandOff } from '../../../src/domain/oncall/hand-off/markdown.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleShift } from './shift.ts';

export default {
  ...sampleShift,
  language: 'en',
  file: null,
  markdown: shiftHandOff(sampleShift, 'en'),
} satisfies SampleOf<typeof command>;
