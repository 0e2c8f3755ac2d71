import type { Performed } from '../actions/action.ts';
import type { ChangePagePlan, ChangePageProof, ChangePageReceipt } from '../actions/change-page.ts';
import { pageLines } from '../actions/page-text.ts';
import type { Screen } from '../context.ts';
import { viewOutcome } from './page-outcome-view.ts';

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
