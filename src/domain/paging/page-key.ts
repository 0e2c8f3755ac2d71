import { textHash } from '../incident/text-hash.ts';
import { hour } from '../time/units.ts';

export interface PageAbout {
  readonly environment: string;
  /** The open incident's record. */
  readonly incident: string | null;
  /** PagerDuty's id of a person; `escalation` for whoever the policy pages. */
  readonly to: string;
  readonly summary: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The dedup key of a page: of one incident and one addressee there is one; outside an incident, of one summary
 * within a clock's hour. PagerDuty lets a repeat join the page that is open under it.
 */
export function pageKey(about: PageAbout): string {
  const { environment, incident, to, summary, now } = about;
  const what = incident ?? `${summary}\n${Math.floor(now / hour)}`;
  return `tsops-page-${environment}-${textHash(`${to}\n${what}`)}`;
}
