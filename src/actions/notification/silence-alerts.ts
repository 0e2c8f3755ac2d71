/* Keeps people from being told of some alerts for a while: a line in the record that the watch reads. */

import type { Config } from '../../config/schema.ts';
import type { Action, Guard } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { guard } from '../../domain/incident/guard.ts';
import { textHash } from '../../domain/incident/text-hash.ts';
import {
  isInForce,
  isMatched,
  nextSilenceId,
  type Silence,
} from '../../domain/notification/silence.ts';
import type { ChosenRule } from '../../domain/notification/silenced-rules.ts';
import { say } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import {
  notifying,
  type Silenceable,
  type StandingAlert,
  silenceable,
} from '../../evidence/alerts/silenceable.ts';
import { addedSilences } from '../../evidence/alerts/silences.ts';
import type { SilencePlan } from './silence-plan.ts';
import { showSilencePlan } from './silence-plan-view.ts';
import { writeSilence } from './silence-store.ts';

export interface SilenceParts {
  readonly context: Pick<Context, 'clock' | 'signal' | 'services' | 'journal'>;
  readonly config: Config;
  readonly environment: string;
  readonly chosen: readonly ChosenRule[];
  readonly leftOut: SilencePlan['leftOut'];
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly untilResolved: boolean;
  readonly reason: string;
}

export interface SilenceReceipt {
  readonly id: string;
}

/** Nothing is waited for. Milliseconds. */
const timeout = minute;

export function silenceAction(parts: SilenceParts): Action<SilencePlan, SilenceReceipt, null> {
  const { journal } = parts.context;
  return {
    name: 'silence',
    noun: 'silence',
    danger: 'remote',
    timeout,
    plan: () => planned(parts),
    lock: () => 'silences',
    isSame: isSameSilence,
    showPlan: showSilencePlan,
    intent: ({ id, rules, labels, until, untilResolved, reason }) => ({
      id,
      target: rules.map(({ name }) => name).join(', '),
      labels,
      until: new Date(until).toISOString(),
      untilResolved,
      reason,
    }),
    async apply({ id, targets, labels, from, until, untilResolved, reason }, record) {
      const fields = { id, targets, labels, from, until, untilResolved, reason, record: record.id };
      await writeSilence(journal, 'silenced', fields, (silences) =>
        nextSilenceId(silences) === id
          ? null
          : `Another silence was added meanwhile, and is ${id} now.`,
      );
      return { applied: 'yes', receipt: { id } };
    },
    async verify({ rules }, { id }) {
      const there = (await addedSilences(journal)).some((silence) => silence.id === id);
      const names = rules.map(({ name }) => name).join(', ');
      return there
        ? {
            state: 'done',
            verdict: 'ok',
            proof: null,
            detail: say(`${id} silences ${names}.`, `${id}: ${names} 알림을 중지했습니다.`),
          }
        : {
            state: 'unknown',
            verdict: 'unknown',
            proof: null,
            detail: say(`${id} cannot be read back.`, `${id}을(를) 다시 읽을 수 없습니다.`),
          };
    },
    stillRunning: ({ id }) => ({
      detail: say(
        `Whether ${id} was recorded is not known.`,
        `${id}이(가) 알림 중지 기록에 있는지 알 수 없습니다.`,
      ),
      next: ['tsops alerts silence list'],
    }),
    undo: ({ id }, receipt) => `tsops alerts silence expire ${receipt?.id ?? id}`,
  };
}

/** `--for 2h`, typed by two people at one moment, ends at two moments. Milliseconds. */
const oneMoment = minute;

function isSameSilence(
  { rules, labels, until, untilResolved, reason }: SilencePlan,
  intent: Readonly<Record<string, unknown>>,
): boolean {
  const asked = [rules.map(({ name }) => name).join(', '), labels, untilResolved, reason];
  const told = [intent.target, intent.labels, intent.untilResolved, intent.reason];
  return (
    JSON.stringify(asked) === JSON.stringify(told) &&
    Math.abs(until - Date.parse(String(intent.until))) <= oneMoment
  );
}

async function planned(parts: SilenceParts): Promise<SilencePlan> {
  const { context, config, environment, chosen, leftOut, labels, untilResolved, reason } = parts;
  const { from, until } = parts;
  const targets = chosen.map(({ rule, environment: own }) => {
    return { rule: rule.name, environment: own };
  });
  const [silences, { watch }, { alerts, unread }] = await Promise.all([
    addedSilences(context.journal),
    notifying(context.journal),
    silenceable(context, config, chosen),
  ]);
  return {
    environment,
    guards: [labelGuard(labels, alerts, unread)],
    key: textHash(JSON.stringify([targets, labels, from, until, reason])),
    id: nextSilenceId(silences),
    targets,
    labels,
    reason,
    rules: chosen.map(({ rule: { name, severity } }) => ({ name, severity })),
    leftOut,
    from,
    until,
    untilResolved,
    alerts: alerts.filter((alert) => isMatched({ targets, labels }, alert)),
    unread,
    already: silences
      .filter((each) => isInForce(each, from) && sharesRule(each, targets))
      .map(({ id, until: end }) => ({ id, until: end })),
    channels: [...new Set(chosen.flatMap(({ rule }) => rule.channels))],
    watch,
  };
}

function sharesRule({ targets }: Silence, others: Silence['targets']): boolean {
  return targets.some(({ rule, environment }) =>
    others.some((each) => each.rule === rule && each.environment === environment),
  );
}

/** A label that no alert has would silence nothing, and whoever added it would believe that it does. */
function labelGuard(
  labels: SilenceParts['labels'],
  alerts: readonly StandingAlert[],
  unread: Silenceable['unread'],
): Guard {
  const name = 'labels';
  const wanted = Object.entries(labels);
  const fitting = alerts.filter((alert) =>
    wanted.every(([label, value]) => alert.labels[label] === value),
  );
  if (wanted.length === 0) return guard(name, 'pass', say('none is asked for', '지정되지 않음'));
  if (fitting.length > 0) {
    return guard(name, 'pass', say('there are such alerts', '해당하는 알림이 있습니다'));
  }
  if (unread.length > 0) {
    const said = say(
      'could not be checked: not every source answers',
      '일부 출처가 응답하지 않아 확인하지 못했습니다',
    );
    return guard(name, 'pass', said);
  }
  const there = alerts.flatMap(({ labels: own }) =>
    Object.entries(own).flatMap(([label, value]) => (label === 'env' ? [] : `${label}=${value}`)),
  );
  const known = [...new Set(there)].join(', ');
  const asked = wanted.map((pair) => pair.join('=')).join(', ');
  const said = say(
    `no alert of these rules has ${asked}; ${known === '' ? 'they have no labels' : `there are ${known}`}`,
    `이 규칙의 알림에 ${asked} 레이블이 없습니다. ${known === '' ? '레이블이 없는 알림입니다' : `있는 레이블: ${known}`}`,
  );
  return guard(name, 'refuse', said);
}
