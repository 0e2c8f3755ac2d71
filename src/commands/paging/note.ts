import * as z from 'zod/mini';
import {
  type NotePagePlan,
  type NotePageReceipt,
  notePageAction,
} from '../../actions/paging/note-page.ts';
import { orCallAndNote, withPhoneFallback } from '../../actions/paging/phone-fallback.ts';
import type { Performed } from '../../contract/action.ts';
import { defineAction } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { sentence } from '../input/incident.ts';
import { viewOutcome } from '../view/page-outcome.ts';
import { pageId } from './input.ts';

const input = z.object({ id: pageId, text: sentence });

/** Exit 0 too where the same note stands there; 3 where nobody knows whether it was written. */
export default defineAction<z.output<typeof input>, NotePagePlan, NotePageReceipt, null>({
  name: 'pages note',
  danger: 'remote',
  examples: [
    {
      command: "tsops pages note 1201 'the bucket is missing'",
      explains: 'a note to its assignee',
    },
  ],
  arguments: [
    { syntax: '<id>', description: 'number or id', known: 'page' },
    { syntax: '<text...>', description: 'one sentence' },
  ],
  input,
  async action({ id, text }, context) {
    const pager = await orCallAndNote('note', context, () => pagerOrThrow(context));
    const environment = await context.environment();
    return withPhoneFallback(
      notePageAction({ context, pager, environment, named: id, text }),
      context,
    );
  },
  webPage: ({ plan }) => plan.page.url,
  view: viewNote,
});

function viewNote(noted: Performed<NotePagePlan, NotePageReceipt, null>, screen: Screen): string {
  const { page, text } = noted.plan;
  return viewOutcome(noted, [`#${page.number} ${page.title}`, text], screen);
}
