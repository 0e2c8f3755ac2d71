import type { Evidence } from '../evidence/shape.ts';
import type { Text } from '../text/language.ts';
import type { RankingReason } from './types.ts';
import { type WeightId, weights } from './weights.ts';

/** One observation, as the table weighs it. */
export interface Observation {
  readonly id: WeightId;
  readonly reason: RankingReason;
}

/** `share` (0 to 1) scales the points of those weights that are scaled, and no others. */
export function observe(id: WeightId, text: Text, share = 1): Observation {
  const { evidence, points, scaled } = weights[id];
  const weight = Math.round(points * (scaled ? Math.min(1, Math.max(0, share)) : 1));
  return { id, reason: { evidence, weight, text } };
}

/** The value of an answer that may count; nothing where it was not asked, could not be, or held nothing. */
export function known<Value>(evidence: Evidence<Value> | undefined): Value | null {
  if (evidence === undefined) return null;
  return evidence.verdict === 'unknown' || evidence.verdict === 'no-data' ? null : evidence.value;
}
