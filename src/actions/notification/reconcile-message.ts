/* What became of a message to Slack whose record was left open: it is looked for by the key that was sent along. */

import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { say } from '../../domain/text/language.ts';
import { findPosted } from './find-posted.ts';
import { sentKey } from './post-message.ts';

/** Slack shows what it took well within this, milliseconds. */
const shownAfter = 60_000;

export const reconcileMessage: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const channel = lineTextOf(intent?.channel, 100);
  const next = [`look in ${channel === '' ? 'the channel' : channel} before you post again`];
  const plannedAt = intent?.plannedAt;
  if (intent === undefined || typeof plannedAt !== 'number') {
    const detail = say(
      'its record does not tell what to look for in Slack',
      'Slack에서 무엇을 찾을지 기록에 없습니다',
    );
    return { state: 'unknown', detail, next };
  }
  const thread = lineTextOf(intent.thread, 40) || null;
  const place = { channel: lineTextOf(intent.place, 100) || channel, thread, since: plannedAt };
  const chat = await context.services.chat();
  const key = sentKey(lineTextOf(intent.key), plannedAt);
  const found = await findPosted(chat, key, place, context.signal);
  if (found === 'not allowed') {
    const detail = say('Slack does not let us look for it', 'Slack에서 찾아볼 권한이 없습니다');
    return { state: 'unknown', detail, next };
  }
  if (found !== null) {
    const detail = say(`Posted as message ${found.ts}.`, `게시됨(메시지 ${found.ts}).`);
    return { state: 'done', detail };
  }
  if (context.clock.now() - plannedAt < shownAfter) {
    const detail = say(
      'Slack does not show it yet',
      '아직 Slack에 보이지 않으나 곧 나타날 수 있습니다',
    );
    return { state: 'unknown', detail, next };
  }
  return {
    state: 'not-done',
    detail: say(
      `It is not in ${channel}: it was never posted.`,
      `${channel}에 없습니다: 접수되지 않았습니다.`,
    ),
  };
};
