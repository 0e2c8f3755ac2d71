/*
 * Acknowledges the page of an alert that we sent ourselves, by its dedup key through the Events API: for teams
 * that have a routing key and no key of the REST API.
 */

import type { Action, Applied, Plan, Verified } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import { guard } from '../../domain/incident/guard.ts';
import { seriesName } from '../../domain/notification/alert-identity.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { PagedAlert } from '../../evidence/paging/paged-alerts.ts';
import type { Pages } from '../../ports/pages.ts';
import type { Paging, SentPage } from '../../ports/paging.ts';
import { readBack } from '../protocol/read-back.ts';

export interface AckAlertParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly paging: Paging;
  /** Null without PAGERDUTY_API_TOKEN: then it cannot be read back. */
  readonly pager: Pages | null;
  readonly environment: string;
  /** One or more series of one rule. */
  readonly alerts: readonly PagedAlert[];
}

export interface AckAlertPlan extends Plan {
  readonly rule: string;
  readonly alerts: readonly PagedAlert[];
}

export interface AckAlertReceipt {
  readonly dedupKeys: readonly string[];
}

/** Numbers of the pages that PagerDuty then shows as acknowledged. */
export interface AckAlertProof {
  readonly pages: readonly number[];
}

const timeout = 30_000;

export function ackAlertAction(
  parts: AckAlertParts,
): Action<AckAlertPlan, AckAlertReceipt, AckAlertProof> {
  const { environment, alerts } = parts;
  const rule = alerts[0]?.rule ?? '';
  return {
    name: 'ack-alert',
    noun: 'acknowledgement',
    danger: 'remote',
    timeout,
    plan: async () => ({
      environment,
      guards: [guard('paged', 'pass', told)],
      key: alerts.map(({ dedupKey }) => dedupKey).join(' '),
      rule,
      alerts,
    }),
    lock: ({ environment: where }) => `pages-${where}`,
    repeatable: true,
    showPlan: showAckPlan,
    intent: () => ({ target: rule }),
    apply: (plan) => apply(parts, plan),
    verify: (plan, _receipt, _record, wait) => verify(parts, plan, wait.timeout),
    stillRunning: (plan, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Whether PagerDuty accepted it is not known; to do it again does no harm.',
              'PagerDuty가 접수했는지 알 수 없습니다. 다시 해도 문제없습니다.',
            )
          : say('PagerDuty accepted it.', 'PagerDuty가 접수했습니다.'),
      next: receipt === null ? [`tsops alerts ack ${plan.rule.toLowerCase()}`] : [],
    }),
    undo: () => null,
  };
}

const told = say('PagerDuty was told that it fires', 'PagerDuty에 알림이 전달되었습니다');

export function showAckPlan({ rule, alerts }: AckAlertPlan, screen: Screen): string {
  return [
    screen.say(
      say(
        `Acknowledge ${screen.paint.bold(rule)} in PagerDuty`,
        `PagerDuty에서 ${screen.paint.bold(rule)} 호출에 응답`,
      ),
    ),
    ...alerts.map(({ labels, since }) => {
      const which = seriesName(labels);
      const ago = screen.ago(since);
      const text = screen.say(say(`  fires since ${ago}  ${which}`, `  ${ago}부터 울림  ${which}`));
      return screen.fit(text.trimEnd(), screen.columns);
    }),
    screen.say(
      say(
        'It stops the escalation until the acknowledgement expires.',
        '응답이 만료될 때까지 에스컬레이션이 멈춥니다.',
      ),
    ),
  ].join('\n');
}

/** The same event does no harm twice: its dedup key names one page. */
async function apply(
  { paging, context }: AckAlertParts,
  { alerts }: AckAlertPlan,
): Promise<Applied<AckAlertReceipt>> {
  const at = context.clock.now();
  try {
    for (const { dedupKey } of alerts) await paging.send(eventOf(dedupKey, at), context.signal);
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (!(thrown instanceof TsopsError) || thrown.kind !== 'unreachable') throw thrown;
    return { applied: 'unknown', problem: problemOf(thrown) };
  }
  return { applied: 'yes', receipt: { dedupKeys: alerts.map(({ dedupKey }) => dedupKey) } };
}

function eventOf(dedupKey: string, at: number): SentPage {
  const nothing = { summary: '', source: '', severity: 'info', details: {}, links: [] } as const;
  return { action: 'acknowledge', dedupKey, ...nothing, at };
}

/** 202 says no more than that the event was accepted: one for a page that is over is dropped without a word. */
async function verify(
  { context, pager }: AckAlertParts,
  { alerts }: AckAlertPlan,
  budget: number,
): Promise<Verified<AckAlertProof>> {
  if (pager === null) {
    return {
      ...{ state: 'done', verdict: 'warn', proof: null, next: ['tsops oncall'] },
      detail: say(
        'PagerDuty accepted it; whether the page is open is not known (PAGERDUTY_API_TOKEN is not set).',
        'PagerDuty가 접수했으나 호출이 열려 있는지 알 수 없습니다(PAGERDUTY_API_TOKEN 미설정).',
      ),
    };
  }
  const keys = alerts.map(({ dedupKey }) => dedupKey);
  const { found } = await readBack(context, budget, async () => {
    const open = await pager.open(context.signal);
    const ours = open.filter(({ key }) => key !== null && keys.includes(key));
    const all = ours.length > 0 && ours.every(({ status }) => status === 'acknowledged');
    return all ? ours : null;
  });
  return found === null
    ? {
        ...{ state: 'unknown', verdict: 'unknown', proof: null, next: ['tsops pages'] },
        detail: say(
          'PagerDuty accepted it, and does not show the page as acknowledged.',
          'PagerDuty가 접수했으나 호출이 응답 상태로 보이지 않습니다.',
        ),
      }
    : {
        ...{ state: 'done', verdict: 'ok', next: ['tsops pages'] },
        proof: { pages: found.map(({ number }) => number) },
        detail: acknowledged(found.map(({ number }) => `#${number}`).join(', ')),
      };
}

function acknowledged(names: string): Text {
  return say(`${names} acknowledged.`, `${names} 응답함.`);
}
