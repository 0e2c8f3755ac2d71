/* What became of a message to Slack whose record was left open: it is looked for by the key that was sent along. */
import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { findPosted } from './find-posted.ts';
import { sentKey } from './post-message.ts';

/** Slack shows what it took well within this, milliseconds. */
const shownAfter = 60_000;

export const reconcileMessage: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const channel = lineTextOf(intent?.channel, 100);
  const next = [`look into ${channel === '' ? 'the channel' : channel} before you post again`];
  const plannedAt = intent?.plannedAt;
  if (intent === undefined || typeof plannedAt !== 'number') {
    return { state: 'unknown', detail: 'its record does not tell what to look for in Slack', next };
  }
  const thread = lineTextOf(intent.thread, 40) || null;
  const place = { channel: lineTextOf(intent.place, 100) || channel, thread, since: plannedAt };
  const chat = await context.services.chat();
  const key = sentKey(lineTextOf(intent.key), plannedAt);
  const found = await findPosted(chat, key, place, context.signal);
  if (found === 'not allowed') {
    return { state: 'unknown', detail: 'Slack does not let us look for it', next };
  }
  if (found !== null) return { state: 'done', detail: `It stands there as message ${found.ts}.` };
  if (context.clock.now() - plannedAt < shownAfter) {
    return { state: 'unknown', detail: 'Slack does not show it, and may still do', next };
  }
  return { state: 'not-done', detail: `It does not stand in ${channel}: it was never taken.` };
};
