/* What each severity means and how soon it needs a response: MONITORING section 6. */
import type { Text } from '../text/language.ts';
import { hour, minute } from '../time/units.ts';
import type { Severity } from './lines.ts';

export interface SeverityRule {
  readonly name: string;
  readonly meaning: Text;
  /** Milliseconds within which an engineer responds; 0 is at once. */
  readonly respondWithin: number;
}

export const severityRules: Readonly<Record<Severity, SeverityRule>> = {
  P1: {
    name: 'Critical',
    meaning: { en: 'service down', ko: '서비스 중단' },
    respondWithin: 0,
  },
  P2: {
    name: 'High',
    meaning: { en: 'a main function is broken', ko: '주요 기능 장애' },
    respondWithin: 15 * minute,
  },
  P3: {
    name: 'Medium',
    meaning: { en: 'performance degraded', ko: '성능 저하' },
    respondWithin: hour,
  },
  P4: {
    name: 'Low',
    meaning: { en: 'warning', ko: '경고' },
    respondWithin: 24 * hour,
  },
};

/** `p2` and `P2` alike; undefined where it is none. */
export function parseSeverity(text: unknown): Severity | undefined {
  const upper = typeof text === 'string' ? text.trim().toUpperCase() : '';
  return Object.hasOwn(severityRules, upper) ? (upper as Severity) : undefined;
}
