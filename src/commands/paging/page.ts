import * as z from 'zod/mini';
import { pageAction } from '../../actions/paging/page.ts';
import type {
  PageParts,
  PagePlan,
  PageProof,
  PageReceipt,
} from '../../actions/paging/page-plan.ts';
import { orCallAndNote, withPhoneFallback } from '../../actions/paging/phone-fallback.ts';
import { defineAction } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { parseSeverity } from '../../domain/incident/severities.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { openIncident } from '../../evidence/incident/open.ts';
import { callListOf } from '../../evidence/oncall/call-list.ts';
import { pagerOrThrow } from '../../evidence/paging/paged-incidents.ts';
import { contactMeant, personNamed } from '../../evidence/paging/paged-people.ts';
import { severity } from '../input/incident.ts';
import { viewPage } from './view.ts';

/** PagerDuty's limit is 1024 characters, and the severity stands before it. */
const longest = 1000;
/** The word for whoever the policy pages. */
const byPolicy = 'escalation';

const words = z.pipe(
  z.array(z.string()),
  z.transform((given, context) => {
    const [summary = '', whom = byPolicy] = given.map((word) => cleanText(word, longest)).reverse();
    if (given.length <= 2 && summary !== '') return { whom, summary };
    const message =
      summary === '' ? 'needs what is wrong' : 'needs what is wrong in quotes, as one text';
    context.issues.push({ code: 'custom', input: given, message });
    return z.NEVER;
  }),
);

const input = z.object({ what: words, severity: z.optional(severity) });
type Input = z.output<typeof input>;

/**
 * Exit 3 where nobody is known to be paged, 4 where PagerDuty does not let us in, 6 where it took the page and
 * shows nobody who has it in time; all with whom to call.
 */
export default defineAction<Input, PagePlan, PageReceipt, PageProof>({
  name: 'page',
  danger: 'remote',
  examples: [
    {
      command: "tsops page 'production is down'",
      explains: 'page whoever the escalation policy names',
    },
    { command: "tsops page 'Yuna Choi' 'we need a decision'", explains: 'one person, by name' },
    {
      command: "tsops page escalation 'checkout is down' --severity P1 --yes",
      explains: 'the long form, without the question',
    },
  ],
  arguments: [
    {
      syntax: '<what...>',
      description: 'what is wrong, in quotes; put whom before it: escalation (default) or a name',
    },
  ],
  options: [
    {
      flags: '--severity <level>',
      description: "P1 to P4 (default: the open incident's, else P2)",
      complete: ['P1', 'P2', 'P3', 'P4'],
    },
  ],
  input,
  async action(given, context) {
    await refuseWithoutSummary(given, context);
    const parts = await orCallAndNote('page', context, () => partsOf(given, context));
    return withPhoneFallback(pageAction(parts), context);
  },
  webPage: ({ proof }) => proof?.page.url ?? null,
  view: viewPage,
});

/** A name alone would page everybody else with that name as what is wrong. */
async function refuseWithoutSummary({ what }: Input, context: Context): Promise<void> {
  const { contacts } = (await context.config()).config;
  const isWhom = what.summary === byPolicy || contactMeant(contacts, what.summary) !== undefined;
  if (what.whom !== byPolicy || !isWhom) return;
  throw new TsopsError({
    kind: 'usage',
    message: `<what>: ${what.summary} says whom to page, and nothing says what is wrong`,
    why: 'Nobody was paged.',
    next: [`tsops page '${what.summary}' 'what is wrong'`],
  });
}

async function partsOf({ what, severity: given }: Input, context: Context): Promise<PageParts> {
  const environment = await context.environment();
  const open = await openIncident(context, environment);
  const { config } = await context.config();
  return {
    context,
    service: config.service,
    environment,
    summary: what.summary,
    severity: given ?? parseSeverity(open?.severity) ?? 'P2',
    incident: open?.id ?? null,
    way: await wayTo(what.whom, context),
    pager: await pagerOrNull(context),
    call: await callListOf(context),
  };
}

/** A key that is none keeps the page from being read back, not from being sent. */
async function pagerOrNull({ services, terminal }: Context): Promise<PageParts['pager']> {
  try {
    return await services.pages();
  } catch (thrown) {
    if (!(thrown instanceof TsopsError)) throw thrown;
    terminal.warn(thrown.message);
    return null;
  }
}

async function wayTo(whom: string, context: Context): Promise<PageParts['way']> {
  const { services, signal } = context;
  if (whom === byPolicy) return { by: 'policy', paging: await services.paging() };
  const { contacts } = (await context.config()).config;
  const pager = await pagerOrThrow(context);
  return { by: 'name', person: await personNamed(pager, contacts, whom, signal), pager };
}
