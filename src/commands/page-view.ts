import type { Performed } from '../actions/action.ts';
import type { PagePlan, PageProof, PageReceipt } from '../actions/page-plan.ts';
import { pageLines } from '../actions/page-text.ts';
import { personLine } from '../actions/person-text.ts';
import type { Screen } from '../context.ts';
import { listed } from '../domain/paging/page-change.ts';
import { wrap } from '../domain/wrap.ts';

export type Paged = Performed<PagePlan, PageReceipt, PageProof>;

/** How it ended, then the page as PagerDuty has it, or whom it was meant for. */
export function viewPage({ state, plan, proof, detail, record }: Paged, screen: Screen): string {
  const accepted = state === 'done' && (proof !== null || plan.open !== null);
  const sign = screen.sign(accepted || state === 'planned' ? 'ok' : 'unknown');
  const page = proof?.page ?? plan.open;
  const [first = '', ...rest] = screen.terminal
    ? wrap(detail, screen.columns - 2, screen.width)
    : [detail];
  const shown =
    page === null
      ? [`${plan.severity} ${plan.summary}`, ...plan.people.map(personLine)]
      : pageLines(listed(page, []), screen);
  return [
    `${sign} ${first}`,
    ...[...rest, ...shown].map((line) => `  ${line}`),
    ...(record === null ? [] : [screen.paint.dim(`  record   ${record}`)]),
  ]
    .map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line))
    .join('\n');
}
