import { escalationOf } from '../domain/oncall/escalation.ts';
import { personAt } from '../domain/oncall/people.ts';
import type { Rotation } from '../domain/oncall/rotation.ts';
import type { OnCallNow } from './oncall-view.ts';

const timezone = 'Asia/Seoul';
const minute = 60_000;

export const sampleContacts = [
  ['Minji Kim', 'on-call engineer', '+82-2-555-0101', '@minji'],
  ['Seungho Park', 'tech lead', '+82-2-555-0102', '@seungho'],
  ['Yuna Choi', 'engineering manager', '+82-2-555-0103', '@yuna'],
].map(([name = '', role = '', phone, slack]) => ({ name, role, phone, slack, timezone }));

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

export const sampleEscalation = escalationOf(
  [
    { to: 'on-call', after: 0 },
    { to: 'tech lead', after: 15 * minute },
    { to: 'engineering manager', after: 30 * minute },
  ],
  sampleContacts,
  'Minji Kim',
);

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
