import type {
  ChangePagePlan,
  ChangePageProof,
  ChangePageReceipt,
} from '../../actions/paging/change-page.ts';
import { pageLines } from '../../actions/paging/page-text.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { viewOutcome } from '../view/page-outcome.ts';

/** How it ended, and the pages as they are then. */
export function viewChangedPage(
  changed: Performed<ChangePagePlan, ChangePageReceipt, ChangePageProof>,
  screen: Screen,
): string {
  const { plan, proof } = changed;
  const pages = proof?.pages ?? [...plan.pages, ...plan.already];
  return viewOutcome(
    changed,
    pages.flatMap((page) => pageLines(page, screen)),
    screen,
  );
}

export function changedWebPage({
  plan,
  proof,
}: Performed<ChangePagePlan, ChangePageReceipt, ChangePageProof>): string | null {
  return (proof?.pages[0] ?? plan.pages[0] ?? plan.already[0])?.url ?? null;
}
