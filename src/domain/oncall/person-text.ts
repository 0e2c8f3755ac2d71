/* A person as people read them: what their clock shows, and how to reach them. Light: it loads no zones. */
import type { Language } from '../text/language.ts';
import type { OnCallPerson } from './people.ts';

export const personWords = {
  en: { nobody: 'nobody', awake: 'awake', asleep: 'asleep', unknown: 'not among the contacts' },
  ko: { nobody: '없음', awake: '활동 시간', asleep: '취침 시간', unknown: 'contacts에 없음' },
} as const;

/** `Minji Kim  12:15, awake  +82-2-555-0101  @minji` */
export function personText(person: OnCallPerson | null, language: Language): string {
  const w = personWords[language];
  if (person === null) return w.nobody;
  const { name, contact, localTime, asleep } = person;
  if (contact === null) return `${name}  (${w.unknown})`;
  const state = asleep ? w.asleep : w.awake;
  return [name, `${localTime}, ${state}`, contact.phone, contact.slack]
    .filter((part) => part !== undefined)
    .join('  ');
}
