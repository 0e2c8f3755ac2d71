import type command from '../../../src/commands/oncall/override.ts';
import { shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleRotation } from './rotation.ts';

const override = {
  person: 'Yuna Choi',
  from: '2026-12-01 09:00',
  to: '2026-12-01 17:00',
  role: 'primary',
} as const;

const [from, to] = [Date.parse('2026-11-30T00:00:00Z'), Date.parse('2026-12-02T08:00:00Z')];

export default {
  language: 'en',
  zone: sampleRotation.zone,
  override,
  before: shiftsBetween(sampleRotation, from, to),
  after: shiftsBetween({ ...sampleRotation, overrides: [override] }, from, to),
  yaml: [
    'oncall:',
    '  overrides:',
    '    - person: "Yuna Choi"',
    '      from: 2026-12-01 09:00',
    '      to: 2026-12-01 17:00',
  ].join('\n'),
} satisfies SampleOf<typeof command>;
