import type { Screen } from '../context.ts';
import type { Language } from '../domain/language.ts';
import type { Person } from '../domain/oncall/people.ts';

const words = {
  en: { nobody: 'nobody', awake: 'awake', asleep: 'asleep', unknown: 'not among the contacts' },
  ko: { nobody: '없음', awake: '활동 시간', asleep: '취침 시간', unknown: 'contacts에 없음' },
} as const;

/** `Minji Kim  12:15, awake  +82-2-555-0101  @minji` */
export function personText(person: Person | null, language: Language): string {
  const w = words[language];
  if (person === null) return w.nobody;
  const { name, contact, localTime, asleep } = person;
  if (contact === null) return `${name}  (${w.unknown})`;
  const state = asleep ? w.asleep : w.awake;
  return [name, `${localTime}, ${state}`, contact.phone, contact.slack]
    .filter((part) => part !== undefined)
    .join('  ');
}

/** Labels and texts, one line each; the text gives way at the edge of a terminal. */
export function labelled(rows: readonly (readonly [string, string])[], screen: Screen): string {
  const dim = rows.map(([label, text]) => [screen.paint.dim(label), text]);
  return screen.table(dim, { flexible: 1 });
}

export function nameOr(name: string | null, language: Language): string {
  return name ?? words[language].nobody;
}
