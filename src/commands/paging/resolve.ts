import * as z from 'zod/mini';
import type {
  ChangePagePlan,
  ChangePageProof,
  ChangePageReceipt,
} from '../../actions/paging/change-page.ts';
import { orCallAndNote, withPhoneFallback } from '../../actions/paging/phone-fallback.ts';
import { resolvePageAction } from '../../actions/paging/resolve-page.ts';
import { defineAction } from '../../contract/command.ts';
import { pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { sentence } from '../input/incident.ts';
import { changedWebPage, viewChangedPage } from './changed-view.ts';
import { pageId } from './input.ts';

const input = z.object({ id: pageId, resolution: z.optional(sentence) });

/** Exit 0 too where it is resolved already. */
export default defineAction<
  z.output<typeof input>,
  ChangePagePlan,
  ChangePageReceipt,
  ChangePageProof
>({
  name: 'pages resolve',
  danger: 'remote',
  examples: [
    { command: 'tsops pages resolve 1201', explains: 'the problem is over' },
    {
      command: "tsops pages resolve 1201 --resolution 'rolled back to v1.2.2' --yes",
      explains: "with a note in PagerDuty's log",
    },
  ],
  arguments: [{ syntax: '<id>', description: 'number or id', known: 'page' }],
  options: [{ flags: '--resolution <text>', description: 'the cause' }],
  input,
  async action({ id, resolution }, context) {
    const pager = await orCallAndNote('resolve', context, () => pagerOrThrow(context));
    const environment = await context.environment();
    const parts = { context, pager, environment, named: id, resolution: resolution ?? null };
    return withPhoneFallback(resolvePageAction(parts), context);
  },
  webPage: changedWebPage,
  view: viewChangedPage,
});
