import type { Language } from '../text/language.ts';
import type { IncidentLine } from './merged-lines.ts';
import type { Incident } from './replay.ts';

export interface ReportParts {
  readonly incident: Incident;
  readonly lines: readonly IncidentLine[];
  /** IANA name of the team's zone. */
  readonly zone: string;
  readonly language: Language;
}
