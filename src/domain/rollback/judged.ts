/* How a guard of a rollback decides. */
import type { Guard } from '../incident/guard.ts';
import { say } from '../text/language.ts';

export type GuardJudgement = Omit<Guard, 'name'>;

export const letPass = (en: string, ko: string): GuardJudgement => ({
  state: 'pass',
  detail: en,
  said: say(en, ko),
});
export const unknown = (en: string, ko: string, ...next: string[]): GuardJudgement => {
  return { state: 'unknown', detail: en, said: say(en, ko), next };
};
export const refuse = (en: string, ko: string, ...next: string[]): GuardJudgement => {
  return { state: 'refuse', detail: en, said: say(en, ko), next };
};
