import * as z from 'zod/mini';
import {
  type AckAlertPlan,
  type AckAlertProof,
  type AckAlertReceipt,
  ackAlertAction,
  showAckPlan,
} from '../../actions/notification/ack-alert.ts';
import type { Performed } from '../../contract/action.ts';
import { defineAction } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { type PagedAlert, pagedAlerts } from '../../evidence/paging/paged-alerts.ts';
import { viewOutcome } from '../view/page-outcome.ts';

const input = z.object({
  rule: z.array(z.string()).check(z.minLength(1, { error: 'name the rule' })),
});

/** For a team without a key of PagerDuty's REST API; with one, `tsops ack` tells more. */
export default defineAction<z.output<typeof input>, AckAlertPlan, AckAlertReceipt, AckAlertProof>({
  name: 'alerts ack',
  danger: 'remote',
  examples: [
    {
      command: 'tsops alerts ack high error rate',
      explains: 'stop the escalation of what the watch paged; the routing key is enough',
    },
  ],
  arguments: [
    { syntax: '<rule...>', description: 'the name of a rule that fires', known: 'paged rule' },
  ],
  input,
  async action({ rule }, context) {
    const environment = await context.environment();
    const alerts = await alertsMeant(rule.join(' '), environment, context);
    const [paging, pager] = await Promise.all([
      context.services.paging(),
      context.services.pages(),
    ]);
    return ackAlertAction({ context, paging, pager, environment, alerts });
  },
  view: viewAcked,
});

/** Throws a usage error for a rule of which PagerDuty was told nothing, or that is over. */
async function alertsMeant(
  given: string,
  environment: string,
  { journal }: Pick<Context, 'journal'>,
): Promise<readonly PagedAlert[]> {
  const paged = (await pagedAlerts(journal)).filter((each) => each.environment === environment);
  const meant = paged.filter(({ rule }) => rule.toLowerCase() === given.toLowerCase());
  if (meant.length > 0) return meant;
  const names = [...new Set(paged.map(({ rule }) => rule))];
  const close = nearest(given, names) ?? names[0];
  throw new TsopsError({
    kind: 'usage',
    message: `No page of "${cleanText(given, 60)}" is known here that is not over.`,
    why: 'What this machine paged stands in the record of its watch; nothing was sent.',
    next:
      close === undefined
        ? ['tsops alerts check', 'tsops pages']
        : [`tsops alerts ack ${close.toLowerCase()}`],
  });
}

type Acked = Performed<AckAlertPlan, AckAlertReceipt, AckAlertProof>;

function viewAcked(acked: Acked, screen: Screen): string {
  // Accepted is not yet acknowledged.
  const verdict = acked.state === 'done' && acked.proof === null ? 'warn' : undefined;
  const about = showAckPlan(acked.plan, screen).split('\n').slice(1, -1);
  return viewOutcome(acked, about, screen, verdict);
}
