/* Reads a Lighthouse result (LHR), which the program writes and PageSpeed Insights answers with. */

import type { VitalId } from '../../domain/speed/findings.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { LabRun } from '../../ports/lab.ts';
import { field } from './json.ts';

const audits: Readonly<Partial<Record<VitalId, string>>> = {
  lcp: 'largest-contentful-paint',
  cls: 'cumulative-layout-shift',
  fcp: 'first-contentful-paint',
  tbt: 'total-blocking-time',
  ttfb: 'server-response-time',
};

/**
 * A result as a run. One with a `runtimeError`, or without a score and without a vital, is a failure,
 * never a zero. INP needs someone who interacts: a navigation has none.
 */
export function labRunOf(result: unknown): LabRun {
  const code = field(result, 'runtimeError', 'code');
  if (typeof code === 'string' && code !== 'NO_ERROR') {
    const message = field(result, 'runtimeError', 'message');
    const more = typeof message === 'string' ? `: ${message}` : '';
    return { failure: cleanText(`${code}${more}`, 200) };
  }
  const score = field(result, 'categories', 'performance', 'score');
  const vitals = Object.entries(audits).flatMap(([vital, audit]) => {
    const value = field(result, 'audits', audit, 'numericValue');
    return typeof value === 'number' && value >= 0 ? [[vital, value] as const] : [];
  });
  const isScore = typeof score === 'number' && score >= 0 && score <= 1;
  if (!isScore && vitals.length === 0) return { failure: 'its result holds no measurement' };
  return { score: isScore ? Math.round(score * 100) : null, vitals: Object.fromEntries(vitals) };
}
