import type { LabSet } from '../domain/lab/set.ts';

/**
 * Sets of lab runs, kept on this machine (`tsops site lighthouse` keeps them). A convenience: what cannot be read is
 * left out, and neither method throws.
 */
export interface LabHistory {
  /** Those of one address, as `labAddress` writes it; the newest first. */
  sets(url: string): Promise<readonly LabSet[]>;
  /** False where the disk did not take it. */
  keep(set: LabSet): Promise<boolean>;
}
