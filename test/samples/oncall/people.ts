import { escalationOf } from '../../../src/domain/oncall/escalation.ts';

const timezone = 'Asia/Seoul';

const minute = 60_000;

export const sampleContacts = [
  ['Minji Kim', 'on-call engineer', '+82-2-555-0101', '@minji'],
  ['Seungho Park', 'tech lead', '+82-2-555-0102', '@seungho'],
  ['Yuna Choi', 'engineering manager', '+82-2-555-0103', '@yuna'],
].map(([name = '', role = '', phone, slack]) => ({ name, role, phone, slack, timezone }));

export const samplePolicy = [
  { to: 'on-call', after: 0 },
  { to: 'tech lead', after: 15 * minute },
  { to: 'engineering manager', after: 30 * minute },
];

export const sampleEscalation = escalationOf(samplePolicy, sampleContacts, 'Minji Kim');
