import type { Check } from '../../domain/doctor/checks.ts';
import type { Area } from '../../evidence/doctor/areas.ts';

export interface DoctorData {
  readonly checks: readonly Check[];
  /** Areas that were asked for by name: there, what is not set is bad. */
  readonly required: readonly Area[];
  /** Areas that have not answered yet; empty in the end. */
  readonly waitingFor: readonly Area[];
  /** Areas that were not asked because the config is wrong. */
  readonly skipped: readonly Area[];
}
