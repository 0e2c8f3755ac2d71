/* How a guard of a rollback decides. */
import type { Guard } from '../incident/guard.ts';
import { say } from '../text/language.ts';

export type Judged = Omit<Guard, 'name'>;

export const pass = (en: string, ko: string): Judged => ({
  state: 'pass',
  detail: en,
  said: say(en, ko),
});
export const unknown = (en: string, ko: string, ...next: string[]): Judged => {
  return { state: 'unknown', detail: en, said: say(en, ko), next };
};
export const refuse = (en: string, ko: string, ...next: string[]): Judged => {
  return { state: 'refuse', detail: en, said: say(en, ko), next };
};
