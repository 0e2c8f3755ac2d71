import { errorWeights } from './error-weights.ts';
import { speedWeights } from './speed-weights.ts';
import type { Weight } from './weight.ts';

export const weights: Readonly<Record<WeightId, Weight>> = { ...errorWeights, ...speedWeights };
export type WeightId = keyof typeof errorWeights | keyof typeof speedWeights;

/** What the engineer's own word counts. */
export const byHand = 30;
/** Points that the first must have to be recommended. */
export const enough = 45;
/** Points that must lie between the first and the second. */
export const clearMargin = 10;
/** Of two causes at once each must explain at least this share of the errors by itself … */
export const ownShare = 0.2;
/** … and both together not much more than all of them: else they explain the same errors. */
export const sharesTogether = 1.15;
