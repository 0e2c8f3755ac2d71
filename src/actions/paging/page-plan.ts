/* What a page is made of: whom, about what, and what became of it. */

import type { Plan } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import type { CallList } from '../../domain/oncall/call-text.ts';
import type { OnCallSource } from '../../domain/oncall/paged.ts';
import type { OnCallPerson } from '../../domain/oncall/people.ts';
import type { PagedIncident, PagedPerson } from '../../domain/paging/paged-incident.ts';
import type { Pages } from '../../ports/pages.ts';
import type { Paging } from '../../ports/paging.ts';

export interface PageParts {
  readonly context: Pick<
    Context,
    'clock' | 'signal' | 'config' | 'services' | 'terminal' | 'journal'
  >;
  readonly service: string;
  readonly environment: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The open incident's record; null where none is open. */
  readonly incident: string | null;
  /** Whoever the policy pages, by an event; or one person, by opening an incident for them. */
  readonly way:
    | { readonly by: 'policy'; readonly paging: Paging }
    | { readonly by: 'name'; readonly person: PagedPerson; readonly pager: Pages };
  /** Null without PAGERDUTY_API_TOKEN: then nothing is read back. */
  readonly pager: Pages | null;
  readonly call: CallList;
}

export interface PagePlan extends Plan {
  readonly summary: string;
  readonly severity: Severity;
  readonly urgency: 'high' | 'low';
  /** PagerDuty's id of the person; null for whoever the policy pages. */
  readonly person: PagedPerson | null;
  /** Who is paged now, as far as that is known. */
  readonly people: readonly OnCallPerson[];
  /** Who told; null where nobody did. */
  readonly source: OnCallSource | null;
  /** The page that is open for the same already. */
  readonly open: PagedIncident | null;
  /** Whom to call where nobody can be paged. */
  readonly call: CallList;
}

export interface PageReceipt {
  /** PagerDuty's incident; null where it only said that it took the event. */
  readonly page: string | null;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

export interface PageProof {
  readonly page: PagedIncident;
  /** It was open before: nobody was paged again. */
  readonly joined: boolean;
}
