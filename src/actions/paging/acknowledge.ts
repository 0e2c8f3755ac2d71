/* `tsops ack`: somebody works on it, and nobody else is woken. */

import type { Guard } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { guard } from '../../domain/incident/guard.ts';
import { type PagedIncident, pageName } from '../../domain/paging/paged-incident.ts';
import { say } from '../../domain/text/language.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { listedPages, pagesNamed, severalOpen } from '../../evidence/paging/paged-incidents.ts';
import type { Pages } from '../../ports/pages.ts';
import { type ChangePage, type ChangePagePlan, changePageAction } from './change-page.ts';
import { pageLines } from './page-text.ts';

export interface AcknowledgeParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly pager: Pages;
  readonly environment: string;
  /** Ids or numbers; none for the only one that waits. */
  readonly named: readonly string[];
  readonly note: string | null;
  /** What whoever took the pages types next. */
  after(pages: readonly Pick<PagedIncident, 'title'>[]): readonly string[];
}

export function acknowledgeAction(parts: AcknowledgeParts): ChangePage {
  const { context, pager } = parts;
  return changePageAction({
    context,
    pager,
    name: 'ack',
    noun: 'acknowledgement',
    plan: () => plan(parts),
    showPlan,
    after: parts.after,
    again: ({ pages }) => `tsops ack ${shellQuote(pages.map(({ number }) => String(number)))}`,
  });
}

async function plan({ pager, context, environment, named, note }: AcknowledgeParts) {
  const meant =
    named.length > 0
      ? await pagesNamed(pager, named, context.signal)
      : await theWaitingOne(pager, context.signal);
  const shown = await listedPages(pager, meant, context.signal);
  const pages = shown.filter(({ status }) => status === 'triggered');
  return {
    environment,
    guards: [resolvedGuard(meant.filter(({ status }) => status === 'resolved'))],
    key: `ack-${pages.map(({ id }) => id).join('-')}`,
    pages,
    already: shown.filter(({ status }) => status === 'acknowledged'),
    change: { to: 'acknowledged' },
    note,
  } as const satisfies ChangePagePlan;
}

/** The only triggered one; without one, those that are acknowledged: there is nothing to do. */
async function theWaitingOne(pager: Pages, signal: AbortSignal): Promise<readonly PagedIncident[]> {
  const open = await pager.open(signal);
  const waiting = open.filter(({ status }) => status === 'triggered');
  if (waiting.length > 1) throw severalOpen(waiting, 'tsops ack');
  return waiting.length === 0 ? open : waiting;
}

function resolvedGuard(resolved: readonly PagedIncident[]): Guard {
  const name = 'not resolved';
  if (resolved.length === 0) {
    return guard(name, 'pass', say('it is open', '열려 있습니다'));
  }
  const which = resolved.map(pageName).join(', ');
  const said = say(
    `${which} ${resolved.length === 1 ? 'is' : 'are'} resolved, and to acknowledge that would open it again`,
    `${which}은(는) 종료되었으며, 응답하면 다시 열립니다`,
  );
  return guard(name, 'refuse', said, [
    'tsops pages',
    "tsops page 'what is wrong'  (where it is wrong again)",
  ]);
}

function showPlan({ pages, note }: ChangePagePlan, screen: Screen): string {
  return [
    ...pages.flatMap((page) => pageLines(page, screen)),
    ...(note === null
      ? []
      : [screen.fit(screen.say(say(`  note: ${note}`, `  메모: ${note}`)), screen.columns)]),
    screen.say(
      say(
        'Acknowledging stops the escalation until the acknowledgement expires.',
        '응답하면 응답이 만료될 때까지 에스컬레이션이 멈춥니다.',
      ),
    ),
  ].join('\n');
}
