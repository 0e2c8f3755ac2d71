import type { Performed } from '../actions/action.ts';
import type { ChangePagePlan, ChangePageProof, ChangePageReceipt } from '../actions/change-page.ts';
import { pageLines } from '../actions/page-text.ts';
import type { Screen } from '../context.ts';

export type ChangedPage = Performed<ChangePagePlan, ChangePageReceipt, ChangePageProof>;

/** How it ended, and the pages as they are then. */
export function viewChangedPage(changed: ChangedPage, screen: Screen): string {
  const { state, plan, proof, detail, record } = changed;
  const known = state === 'done' || state === 'planned' || state === 'in-progress';
  const pages = proof?.pages ?? [...plan.pages, ...plan.already];
  return [
    `${screen.sign(known ? 'ok' : 'unknown')} ${detail}`,
    ...pages.flatMap((page) => pageLines(page, screen)).map((line) => `  ${line}`),
    ...(record === null ? [] : [screen.paint.dim(`  record   ${record}`)]),
  ]
    .map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line))
    .join('\n');
}
