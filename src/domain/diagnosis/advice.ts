import type { Collected } from '../evidence/findings.ts';
import { errorFacts } from './error-facts.ts';
import { errorAdvice } from './error-responses.ts';
import { plainAdvice, siteAdvice } from './site-responses.ts';
import { speedAdvice } from './speed-responses.ts';
import type { HypothesisId, Response } from './types.ts';

/** The response to a cause that the engineer takes for true, whatever was recommended. */
export function adviceFor(
  kind: 'errors' | 'speed' | 'site',
  hypothesis: HypothesisId,
  collected: Collected,
): Response {
  const ofSite = siteAdvice(hypothesis, collected);
  if (ofSite !== null) return ofSite.response;
  if (kind === 'site') return plainAdvice(hypothesis).response;
  return kind === 'errors'
    ? errorAdvice(hypothesis, errorFacts(collected, 'UTC')).response
    : speedAdvice(hypothesis, collected).response;
}
