import type { EvidenceId } from '../evidence/findings.ts';
import type { ErrorHypothesis, SpeedHypothesis } from './types.ts';

/** What one observation counts for or against one hypothesis. */
export interface Weight {
  readonly hypothesis: ErrorHypothesis | SpeedHypothesis;
  readonly evidence: EvidenceId | null;
  /** Points; where `scaled`, those of a share of 100 %. */
  readonly points: number;
  readonly scaled?: true;
  /** When it counts. docs/diagnosis.md shows it. */
  readonly counts: string;
}

/** A table of weights, its keys known to the compiler. */
export const table = <Key extends string>(weights: Readonly<Record<Key, Weight>>) => weights;
