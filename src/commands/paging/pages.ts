import * as z from 'zod/mini';
import { pageLines } from '../../actions/paging/page-text.ts';
import { orWhomToCall } from '../../actions/paging/phone-fallback.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { actionState } from '../../domain/evidence/wording/action-state.ts';
import { actionName } from '../../domain/incident/action-facts.ts';
import type { ListedPage } from '../../domain/paging/page-change.ts';
import { say } from '../../domain/text/language.ts';
import { listedPages, pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { type SettledPage, settlePages } from './settle.ts';

interface OpenPages {
  /** Newest first. */
  readonly pages: readonly ListedPage[];
  /** Actions on pages whose end was not known before, and is now. */
  readonly settled: readonly SettledPage[];
}

const input = z.object({});

/** Exit 1 while one waits for an answer; 3 and 4, with whom to call, where PagerDuty cannot be asked. */
export default defineCommand<z.output<typeof input>, OpenPages>({
  name: 'pages',
  danger: 'read',
  examples: [
    { command: 'tsops pages', explains: 'open pages, their assignees, and their next escalation' },
    { command: 'tsops pages --json', explains: 'as JSON, for a script' },
  ],
  input,
  async run(_input, context) {
    const data = await orWhomToCall(context, () => openPages(context));
    return { verdict: verdictOf(data.pages), data, next: nextOf(data.pages) };
  },
  webPage: ({ pages }) => pages[0]?.url ?? null,
  view: viewPages,
});

async function openPages(context: Context): Promise<OpenPages> {
  const pager = await pagerOrThrow(context);
  const pages = await listedPages(pager, await pager.open(context.signal), context.signal);
  return { pages, settled: await settlePages(context) };
}

function verdictOf(pages: readonly ListedPage[]): Verdict {
  if (pages.some(({ status }) => status === 'triggered')) return 'bad';
  return pages.length === 0 ? 'ok' : 'warn';
}

function nextOf(pages: readonly ListedPage[]): string[] {
  const waiting = pages.filter(({ status }) => status === 'triggered');
  const [first, second] = waiting;
  if (first === undefined) return [];
  const which = second === undefined ? '' : ` ${first.number}`;
  return [`tsops ack${which}`, `tsops escalate${which}`];
}

function viewPages({ pages, settled }: OpenPages, screen: Screen): string {
  const shown = pages.map((page) => pageLines(page, screen).join('\n'));
  const found = settled.map(({ action, state, said }) =>
    screen.say(
      say(
        `${action} of before: ${state}, ${said.en}`,
        `이전 ${actionName(action).ko}: ${actionState(state, 'ko')}, ${said.ko}`,
      ),
    ),
  );
  return [
    ...(pages.length === 0
      ? [`${screen.sign('ok')} ${screen.say(say('no page is open', '열린 호출이 없습니다'))}`]
      : shown),
    ...(found.length === 0 ? [] : [found.map((line) => screen.paint.dim(line)).join('\n')]),
  ].join('\n\n');
}
