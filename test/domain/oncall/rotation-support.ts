import type { Rotation } from '../../../src/domain/oncall/rotation.ts';

/** Three engineers in Seoul, Minji in the week of 23 November 2026. */
export function rotation(parts: Partial<Rotation> = {}): Rotation {
  return {
    zone: 'Asia/Seoul',
    start: '2026-11-23',
    handover: 'Monday 09:00',
    weekendFrom: 'Saturday 09:00',
    primary: ['Minji', 'Seungho', 'Yuna'],
    overrides: [],
    leave: [],
    ...parts,
  };
}
