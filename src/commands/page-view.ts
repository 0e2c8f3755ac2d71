import type { Performed } from '../actions/action.ts';
import type { PagePlan, PageProof, PageReceipt } from '../actions/page-plan.ts';
import { pageLines } from '../actions/page-text.ts';
import type { Screen } from '../context.ts';
import { personText } from '../domain/oncall/person-text.ts';
import { listed } from '../domain/paging/page-change.ts';
import { viewOutcome } from './page-outcome-view.ts';

export type Paged = Performed<PagePlan, PageReceipt, PageProof>;

/** How it ended, then the page as PagerDuty has it, or whom it was meant for. */
export function viewPage(paged: Paged, screen: Screen): string {
  const { plan, proof } = paged;
  const page = proof?.page ?? plan.open;
  const about =
    page === null
      ? [
          `${plan.severity} ${plan.summary}`,
          ...plan.people.map((person) => personText(person, 'en')),
        ]
      : pageLines(listed(page, []), screen);
  // Accepted is not yet paged.
  const verdict = paged.state === 'done' && page === null ? 'warn' : undefined;
  return viewOutcome(paged, about, screen, verdict);
}
