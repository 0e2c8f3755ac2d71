import type { Rotation } from '../../../src/domain/oncall/rotation.ts';
import { sampleContacts } from './people.ts';

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
