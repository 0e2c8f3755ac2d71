import type { Person } from '../domain/oncall/people.ts';

/** `Yuna Choi  04:15, asleep  +82-2-555-0103  @yuna` */
export function personLine({ name, contact, localTime, asleep }: Person): string {
  if (contact === null) return `${name}  (not among the contacts)`;
  return [name, `${localTime}, ${asleep ? 'asleep' : 'awake'}`, contact.phone, contact.slack]
    .filter((part) => part !== undefined)
    .join('  ');
}
