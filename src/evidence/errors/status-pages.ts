import type { StatusPages } from '../../domain/errors/findings.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { statusPagesWording } from '../../domain/evidence/wording/status-pages.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';

/** What the vendors that we rely on say of themselves. A page that fails is `unknown`. */
const statusPages: Collector<'status-pages'> = (inquiry) => {
  const { context, config, budget } = inquiry;
  const question = {
    question: 'do the vendors report trouble',
    source: 'status pages',
    budget,
  };
  return settle(context, question, async (signal) => {
    if (config.statusPages.length === 0) {
      return withoutData('no-status-page');
    }
    const reads = await context.services.dependencies();
    // Each gives up before the whole does, so that a silent one hides no other.
    const reach = { timeout: Math.max(500, budget - 500), signal };
    const pages = await Promise.all(
      config.statusPages.map(async (page) => ({
        name: page.name,
        ...(await reads.statusPage(page, reach)),
      })),
    );
    return {
      verdict: verdictOf(pages),
      value: { pages },
      detail: statusPagesWording.sentence({ pages }).en,
    };
  });
};
export default statusPages;

/** What a vendor says of itself is a warning at most. */
function verdictOf(pages: StatusPages['pages']): Verdict {
  if (pages.every(({ state }) => state === 'unknown')) return 'unknown';
  return pages.every(({ state }) => state === 'none') ? 'ok' : 'warn';
}
