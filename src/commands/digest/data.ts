import type { Recommendation } from '../../domain/digest/left-open.ts';
import type { WrongClock } from '../../domain/evidence/clock-offset.ts';
import type { DigestEvidence } from '../../evidence/digest/collect.ts';

export interface DigestData extends DigestEvidence {
  readonly service: string;
  /** The environment that it is about. */
  readonly environment: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Where the clock of this machine is wrong, by how much; null where it is right. */
  readonly clock: WrongClock | null;
  /** Null while sources are still being asked. */
  readonly recommendation: Recommendation | null;
}
