/*
 * Ends a silence before its time. What it matches and fires still is told at the watch's next round, and
 * pages people: so it wants consent as any message does.
 */

import type { Config } from '../../config/schema.ts';
import type { Action, Plan } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { guard } from '../../domain/incident/guard.ts';
import { isInForce, isMatched, type Silence } from '../../domain/notification/silence.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import { notifying, type Silenceable, silenceable } from '../../evidence/alerts/silenceable.ts';
import { addedSilences } from '../../evidence/alerts/silences.ts';
import {
  listRow,
  type SilenceRow,
  silencedNowLines,
  silenceTable,
  silenceWatchText,
  silenceWords,
  unknownRows,
} from './silence-plan-view.ts';
import { writeSilence } from './silence-store.ts';

export interface ExpireParts {
  readonly context: Pick<Context, 'clock' | 'signal' | 'services' | 'journal'>;
  readonly config: Config;
  readonly silence: Silence;
  /** The rules as they are written now. */
  readonly rules: readonly Rule[];
}

export interface ExpirePlan extends Plan {
  readonly silence: Silence;
  /** What it matches, as it stands now. */
  readonly alerts: Silenceable['alerts'];
  readonly unread: Silenceable['unread'];
  readonly watch: { readonly pid: number; readonly host: string } | null;
}

/** Nothing is waited for. Milliseconds. */
const timeout = minute;

export function expireAction(
  parts: ExpireParts,
): Action<ExpirePlan, { readonly id: string }, null> {
  const { context, silence } = parts;
  const { id } = silence;
  const { journal, clock } = context;
  return {
    name: 'expire-silence',
    noun: 'end of the silence',
    danger: 'remote',
    timeout,
    plan: () => planned(parts),
    lock: () => 'silences',
    showPlan: showExpirePlan,
    intent: ({ silence: { targets } }) => ({
      id,
      target: [...new Set(targets.map(({ rule }) => rule))].join(', '),
    }),
    async apply(_plan, record) {
      const now = clock.now();
      await writeSilence(journal, 'expired', { id, record: record.id }, (silences) => {
        const known = silences.find((each) => each.id === id);
        return known !== undefined && isInForce(known, now) ? null : `${id} has ended meanwhile.`;
      });
      return { applied: 'yes', receipt: { id } };
    },
    async verify() {
      const now = await addedSilences(journal);
      const ended = now.find((each) => each.id === id)?.end === 'expired';
      return ended
        ? {
            state: 'done',
            verdict: 'ok',
            proof: null,
            detail: say(`${id} has ended.`, `${id} 알림 중지를 해제했습니다.`),
          }
        : {
            state: 'unknown',
            verdict: 'unknown',
            proof: null,
            detail: say(`${id} cannot be read back.`, `${id}을(를) 다시 읽을 수 없습니다.`),
          };
    },
    stillRunning: () => ({
      detail: say(
        `Whether the end of ${id} was recorded is not known.`,
        `${id} 해제가 알림 중지 기록에 있는지 알 수 없습니다.`,
      ),
      next: ['tsops alerts silence list'],
    }),
    undo: () => null,
  };
}

async function planned({ context, config, silence, rules }: ExpireParts): Promise<ExpirePlan> {
  const chosen = silence.targets.flatMap(({ rule: name, environment }) =>
    rules.filter((rule) => rule.name === name).map((rule) => ({ rule, environment })),
  );
  const [{ watch }, { alerts, unread }] = await Promise.all([
    notifying(context.journal),
    silenceable(context, config, chosen),
  ]);
  const over = !isInForce(silence, context.clock.now());
  return {
    environment: silence.targets[0]?.environment ?? 'production',
    guards: [
      over
        ? guard(
            'in force',
            'refuse',
            say(`${silence.id} has ended already`, `${silence.id}은(는) 이미 해제되었습니다`),
          )
        : guard(
            'in force',
            'pass',
            say(`${silence.id} is in force`, `${silence.id}이(가) 적용 중입니다`),
          ),
    ],
    key: silence.id,
    silence,
    alerts: alerts.filter((alert) => isMatched(silence, alert)),
    unread,
    watch,
  };
}

export function showExpirePlan(plan: ExpirePlan, screen: Screen): string {
  const { id, targets, until, by, reason } = plan.silence;
  const words = silenceWords;
  const same = (text: string): Text => say(text, text);
  const rows: readonly SilenceRow[] = [
    listRow(words.rules, [...new Set(targets.map(({ rule }) => rule))]),
    [words.until, same(`${screen.time(until)}, ${screen.ago(until)}`)],
    [words.by, same(by)],
    [words.reason, same(reason)],
    ...unknownRows(plan.unread),
    [words.watch, silenceWatchText(plan.watch)],
  ];
  return [
    screen.say(
      say(`End the silence ${screen.paint.bold(id)}`, `알림 중지 ${screen.paint.bold(id)} 해제`),
    ),
    silenceTable(rows, screen),
    ...silencedNowLines(
      plan,
      screen,
      say(
        'firing now; notified at the next round of the watch',
        '지금 울리며 다음 감시 회차에 알림',
      ),
    ),
  ].join('\n');
}
