import * as z from 'zod/mini';
import type {
  ChangePagePlan,
  ChangePageProof,
  ChangePageReceipt,
} from '../../actions/paging/change-page.ts';
import { escalateAction } from '../../actions/paging/escalate.ts';
import { orCallAndNote, withPhoneFallback } from '../../actions/paging/phone-fallback.ts';
import { defineAction } from '../../contract/command.ts';
import { pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { changedWebPage, viewChangedPage } from './changed-view.ts';
import { pageId } from './input.ts';

const to = z.pipe(
  z.string().check(z.regex(/^(?!0+$).*\S/, 'needs a step from 1, or a name')),
  z.transform((text) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : text.trim())),
);

const input = z.object({ id: z.optional(pageId), to: z.optional(to) });

/** Exit 5 where there is no further step, or where the page is resolved. */
export default defineAction<
  z.output<typeof input>,
  ChangePagePlan,
  ChangePageReceipt,
  ChangePageProof
>({
  name: 'escalate',
  danger: 'remote',
  examples: [
    { command: 'tsops escalate', explains: 'the open page, to the next step of the policy' },
    { command: 'tsops escalate 1201 --to 3', explains: 'to a given step' },
    {
      command: "tsops escalate --to 'Yuna Choi'",
      explains: 'to one person; nobody else is paged then',
    },
  ],
  arguments: [
    { syntax: '[id]', description: 'number or id (default: the only open one)', known: 'page' },
  ],
  options: [
    { flags: '--to <who>', description: 'a step from 1, or a name (default: the next step)' },
  ],
  input,
  async action({ id, to: whom }, context) {
    const pager = await orCallAndNote('escalate', context, () => pagerOrThrow(context));
    const { contacts } = (await context.config()).config;
    const environment = await context.environment();
    const parts = { context, pager, environment, contacts, named: id, to: whom };
    return withPhoneFallback(escalateAction(parts), context);
  },
  webPage: changedWebPage,
  view: viewChangedPage,
});
