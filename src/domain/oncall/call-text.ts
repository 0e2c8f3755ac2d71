/* The list of whom to call by hand, as people read it. Light: it loads no library of zones. */

import type { Language } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';
import { day, hour, minute } from '../time/units.ts';
import type { OnCallPerson } from './people.ts';
import { personWords } from './person-text.ts';

export interface Call {
  /** `on-call`, or a contact's role. */
  readonly to: string;
  /** Milliseconds that nobody has answered for; null for who is not in the escalation. */
  readonly after: number | null;
  /** Null where the config names nobody for it. */
  readonly person: OnCallPerson | null;
}

export interface CallList {
  readonly language: Language;
  readonly calls: readonly Call[];
  /** Epoch milliseconds at which the config was written; null for the shipped defaults. */
  readonly configWritten: number | null;
}

const words = {
  en: {
    atOnce: 'at once: call',
    after: (time: string) => `after ${time}: call`,
    or: 'or call',
    nobody: 'nobody is set',
    noNumber: 'no number is set',
    noContacts: 'nobody: add contacts and oncall to tsops.config.yaml  (tsops help config)',
    source: (age: string) => `Whom to call, by the config${age}:`,
    age: (time: string) => `, written ${time} ago`,
  },
  ko: {
    atOnce: '즉시 전화:',
    after: (time: string) => `${time} 후 전화:`,
    or: '또는 전화:',
    nobody: '지정된 사람 없음',
    noNumber: '번호 없음',
    noContacts: '없음: tsops.config.yaml에 contacts와 oncall을 추가하십시오  (tsops help config)',
    source: (age: string) => `설정 파일${age} 기준 연락 순서:`,
    age: (time: string) => `(${time} 전 수정)`,
  },
} as const;

/** `after 15m: call Seungho Park  +82-2-555-0102  @seungho  12:15, awake` */
export function callLines({ calls, language }: CallList): string[] {
  const w = words[language];
  if (calls.every(({ person }) => person === null)) return [w.noContacts];
  return calls.map(({ to, after, person }) => {
    const when = after === null ? w.or : after === 0 ? w.atOnce : w.after(formatDuration(after));
    if (person === null) return `${when} ${to} (${w.nobody})`;
    const { contact, localTime, asleep } = person;
    const { awake, asleep: sleeps } = personWords[language];
    const clock = localTime === null ? [] : [`${localTime}, ${asleep ? sleeps : awake}`];
    const reach = [contact?.phone ?? w.noNumber, contact?.slack, ...clock];
    return [`${when} ${person.name}`, ...reach].filter((part) => part !== undefined).join('  ');
  });
}

/** Where the list is from, and how old that is. */
export function callListSource({ language, configWritten }: CallList, now: number): string {
  const w = words[language];
  return w.source(configWritten === null ? '' : w.age(roughly(now - configWritten)));
}

/** The list where it stands among what to do next. */
export function callNext(call: CallList, now: number): string[] {
  return [callListSource(call, now), ...callLines(call)];
}

/** Two units are enough of an age. */
function roughly(milliseconds: number): string {
  const step = milliseconds >= 2 * day ? day : milliseconds >= 2 * hour ? hour : minute;
  return formatDuration(Math.max(1, Math.floor(milliseconds / step)) * step);
}
