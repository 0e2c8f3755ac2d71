import type command from '../../../src/commands/oncall/command.ts';
import { personAt } from '../../../src/domain/oncall/people.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleContacts, sampleEscalation } from './people.ts';
import { sampleNow } from './rotation.ts';

export default {
  language: 'en',
  primary: personAt('Minji Kim', sampleContacts, sampleNow),
  secondary: personAt('Seungho Park', sampleContacts, sampleNow),
  now: sampleNow,
  since: Date.parse('2026-11-23T00:00:00Z'),
  until: Date.parse('2026-11-30T00:00:00Z'),
  next: 'Seungho Park',
  escalation: sampleEscalation,
  source: 'PagerDuty',
  byConfig: 'Minji Kim',
  byPagerDuty: 'Minji Kim',
  differs: false,
  pagerduty: { state: 'told', reason: null },
  configWritten: Date.parse('2026-11-20T01:00:00Z'),
} satisfies SampleOf<typeof command>;
