import { personAt } from '../../domain/oncall/people.ts';
import type { Rotation } from '../../domain/oncall/rotation.ts';
import { sampleContacts, sampleEscalation } from './people-sample.ts';
import type { OnCallNow } from './view.ts';

const timezone = 'Asia/Seoul';

export const sampleRotation: Rotation = {
  zone: timezone,
  start: '2026-11-23',
  handover: 'Monday 09:00',
  weekendFrom: 'Saturday 09:00',
  primary: sampleContacts.map(({ name }) => name),
  overrides: [],
  leave: [],
};

export const sampleNow = Date.parse('2026-11-25T03:15:00Z');

export const sampleOnCall: OnCallNow = {
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
};
