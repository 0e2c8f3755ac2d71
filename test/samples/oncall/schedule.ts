import type command from '../../../src/commands/oncall/schedule.ts';
import { comparedShifts } from '../../../src/domain/oncall/paged.ts';
import { shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleNow, sampleRotation } from './rotation.ts';

const week = 7 * 86_400_000;

export default {
  language: 'en',
  zone: 'Asia/Seoul',
  shifts: comparedShifts(shiftsBetween(sampleRotation, sampleNow, sampleNow + week), null),
  pagerduty: { state: 'not-set', reason: null },
  ics: null,
} satisfies SampleOf<typeof command>;
