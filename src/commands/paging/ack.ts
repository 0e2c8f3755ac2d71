import * as z from 'zod/mini';
import { acknowledgeAction } from '../../actions/paging/acknowledge.ts';
import type {
  ChangePagePlan,
  ChangePageProof,
  ChangePageReceipt,
} from '../../actions/paging/change-page.ts';
import { orCallAndNote, withPhoneFallback } from '../../actions/paging/phone-fallback.ts';
import { defineAction } from '../../contract/command.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import { pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { builtInIds } from '../../runbooks/built-in-ids.ts';
import { sentence } from '../input/incident.ts';
import { changedWebPage, viewChangedPage } from './changed-view.ts';
import { pageId } from './input.ts';

const input = z.object({
  id: z._default(z.array(pageId), []),
  note: z.optional(sentence),
});

/**
 * Exit 0 too where it is acknowledged already. Exit 5 for one that is resolved: PagerDuty would reopen it.
 * Exit 3 and 4, with whom to call, where PagerDuty does not answer or does not let us in.
 */
export default defineAction<
  z.output<typeof input>,
  ChangePagePlan,
  ChangePageReceipt,
  ChangePageProof
>({
  name: 'ack',
  danger: 'remote',
  examples: [
    { command: 'tsops ack', explains: 'the only unacknowledged page; stops its escalation' },
    { command: 'tsops ack 1201 1202 --yes', explains: 'several by number, without the question' },
    { command: "tsops ack --note 'looking at the CDN'", explains: 'with a note to the others' },
  ],
  arguments: [
    {
      syntax: '[id...]',
      description: 'numbers or ids (default: the only unacknowledged one)',
      known: 'page',
    },
  ],
  options: [{ flags: '--note <text>', description: 'add this note to the page' }],
  input,
  async action({ id, note }, context) {
    const pager = await orCallAndNote('ack', context, () => pagerOrThrow(context));
    const environment = await context.environment();
    const parts = {
      context,
      pager,
      environment,
      named: id,
      note: note ?? null,
      after: lookInto(environment),
    };
    return withPhoneFallback(acknowledgeAction(parts), context);
  },
  webPage: changedWebPage,
  view: viewChangedPage,
});

/** The runbook by whose name a page goes; else the digest, which names one command. */
function lookInto(environment: string) {
  return (pages: readonly { readonly title: string }[]): readonly string[] => {
    const titles = pages.map(({ title }) => title.toLowerCase().replace(/[^a-z]+/g, '-'));
    const runbook = builtInIds.find((id) => titles.some((title) => title.includes(id)));
    return [
      inEnvironment(runbook === undefined ? 'tsops' : `tsops runbook ${runbook}`, environment),
    ];
  };
}
