import type { PagePlan, PageProof, PageReceipt } from '../../actions/paging/page-plan.ts';
import { pageLines } from '../../actions/paging/page-text.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { personText } from '../../domain/oncall/person-text.ts';
import { listed } from '../../domain/paging/page-change.ts';
import { viewOutcome } from '../view/page-outcome.ts';

export type Paged = Performed<PagePlan, PageReceipt, PageProof>;

/** How it ended, then the page as PagerDuty has it, or whom it was meant for. */
export function viewPage(paged: Paged, screen: Screen): string {
  const { plan, proof } = paged;
  const page = proof?.page ?? plan.open;
  const about =
    page === null
      ? [
          `${plan.severity} ${plan.summary}`,
          ...plan.people.map((person) => personText(person, screen.language)),
        ]
      : pageLines(listed(page, []), screen);
  // Accepted is not yet paged.
  const verdict = paged.state === 'done' && page === null ? 'warn' : undefined;
  return viewOutcome(paged, about, screen, verdict);
}
