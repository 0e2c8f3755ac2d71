import type { Collected } from '../evidence/findings.ts';
import type { PageSpeed, VitalReading } from '../speed/findings.ts';
import { type Clue, clue, known, say } from './clue.ts';

/**
 * What users' browsers report comes before what was measured from here. Field data of 28 days is left out:
 * it can not show what began today.
 */
function lcpOf({ reported, vitals }: PageSpeed): VitalReading | undefined {
  const lcp = ({ vital, value, rating }: VitalReading) =>
    vital === 'lcp' && value !== null && rating !== null;
  return reported.find(lcp) ?? vitals.find(lcp);
}

/** For and against a false alarm. */
export function speedAlarmClues(collected: Collected): Clue[] {
  const speed = known(collected['page-speed']);
  const lcp = speed === null ? undefined : lcpOf(speed);
  if (!lcp || lcp.value === null || lcp.rating === null) return [];
  const seconds = (lcp.value / 1_000).toFixed(1);
  const text = say(`LCP is ${seconds} s`, `LCP ${seconds}초`);
  const id = {
    good: 'speed-fine',
    'needs-improvement': 'speed-middling',
    poor: 'speed-poor',
  } as const;
  return [clue(id[lcp.rating], text)];
}
