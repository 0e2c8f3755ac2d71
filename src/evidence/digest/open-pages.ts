import type { Context } from '../../contract/context.ts';
import type { OpenPage } from '../../domain/digest/facts.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { listedPages } from '../paging/paged-incidents.ts';

/** What PagerDuty has open, those that nobody answered first; no data where it is not configured. */
export function openPages(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  budget: number,
): Promise<Evidence<readonly OpenPage[]>> {
  const question = { question: 'is a page unanswered', source: 'PagerDuty', budget };
  return settle(context, question, async (signal) => {
    const pager = await context.services.pages();
    if (pager === null) {
      return withoutData('no-pages-token');
    }
    const pages = await listedPages(pager, await pager.open(signal), signal);
    const value = pages
      .map(({ number, title, status, since, assigned, escalatesAt, escalatesTo }): OpenPage => {
        const names = assigned.map(({ name }) => name);
        return { number, title, status, since, assigned: names, escalatesAt, escalatesTo };
      })
      .toSorted((a, b) => Number(b.status === 'triggered') - Number(a.status === 'triggered'));
    const waiting = value.filter(({ status }) => status === 'triggered').length;
    const verdict = waiting > 0 ? 'bad' : value.length > 0 ? 'warn' : 'ok';
    const detail =
      value.length === 0 ? 'no page is open' : `${waiting} of ${value.length} unanswered`;
    return { verdict, value, detail };
  });
}
