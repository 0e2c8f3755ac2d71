import type { Language } from '../language.ts';
import type { Incident } from './incident.ts';
import type { IncidentLine } from './merged-lines.ts';

export interface ReportParts {
  readonly incident: Incident;
  readonly lines: readonly IncidentLine[];
  /** IANA name of the team's zone. */
  readonly zone: string;
  readonly language: Language;
}
