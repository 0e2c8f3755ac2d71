/* `tsops pages resolve`: what was wrong is over. */

import type { Context } from '../../contract/context.ts';
import { listed } from '../../domain/paging/page-change.ts';
import { say } from '../../domain/text/language.ts';
import { pageMeant } from '../../evidence/paging/paged-incidents.ts';
import type { Pages } from '../../ports/pages.ts';
import { type ChangePage, changePageAction } from './change-page.ts';
import { pageLines } from './page-text.ts';

export interface ResolvePageParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly pager: Pages;
  readonly environment: string;
  readonly named: string;
  /** What it was; kept in PagerDuty's log of it. */
  readonly resolution: string | null;
}

export function resolvePageAction(parts: ResolvePageParts): ChangePage {
  const { context, pager, environment, named, resolution } = parts;
  return changePageAction({
    context,
    pager,
    name: 'resolve-page',
    noun: 'resolution',
    async plan() {
      const page = listed(await pageMeant(pager, named, 'tsops pages resolve', context.signal), []);
      const over = page.status === 'resolved';
      return {
        environment,
        guards: [],
        key: `resolve-${page.id}`,
        pages: over ? [] : [page],
        already: over ? [page] : [],
        change: { to: 'resolved', resolution },
        note: null,
      };
    },
    showPlan: ({ pages }, screen) =>
      [
        ...pages.flatMap((page) => pageLines(page, screen)),
        screen.say(
          say(
            'Resolving ends it for everybody; a monitor that still sees it opens another.',
            '종료하면 모두에게 끝난 것이 됩니다. 모니터가 계속 감지하면 새로 열립니다.',
          ),
        ),
      ].join('\n'),
    again: () => `tsops pages resolve ${named}`,
  });
}
