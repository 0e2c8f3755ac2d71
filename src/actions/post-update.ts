/* A word to people in Slack: posted once, in the incident's thread where Slack lets us answer in one. */
import type { Context, Screen } from '../context.ts';
import type { UpdateMessage } from '../domain/incident/draft-update.ts';
import type { Update } from '../domain/incident/updates.ts';
import type { SlackPost } from '../services/slack-post.port.ts';
import type { Action, Applied, Guard, Plan } from './action.ts';

export interface PostUpdateParts {
  readonly context: Pick<Context, 'clock' | 'signal' | 'terminal'>;
  readonly slack: SlackPost;
  readonly environment: string;
  /** The incident's record; null for a word about none. */
  readonly incident: string | null;
  readonly channel: string;
  readonly message: UpdateMessage;
  /** Identifies the text: a post of the same text is a repeat. */
  readonly key: string;
  /** The thread of the incident; null for a new message. */
  readonly thread: Update['thread'];
  /** An earlier post of the same text, and how it ended; null where there is none. */
  readonly earlier: { readonly line: string; readonly state: string } | null;
  /** Post although the same text was posted, or may have been. */
  readonly again: boolean;
}

export interface PostUpdatePlan extends Plan {
  readonly channel: string;
  readonly via: 'bot' | 'webhook';
  readonly message: UpdateMessage;
  readonly thread: string | null;
}

export interface PostUpdateReceipt {
  readonly via: 'bot' | 'webhook';
  /** Slack's id of the channel, and the message's `ts`; null from a webhook. */
  readonly channel: string | null;
  readonly ts: string | null;
}

/** MONITORING section 6. */
const sender = { username: 'TalkStudio Monitor', icon: ':robot_face:' };
/** Slack's limit is a message a second; longer than this nobody waits. Milliseconds. */
const timeout = 60_000;

export function postUpdateAction(
  parts: PostUpdateParts,
): Action<PostUpdatePlan, PostUpdateReceipt, null> {
  const { slack, environment, incident, channel, message, key, thread } = parts;
  return {
    name: 'post-update',
    noun: 'update',
    danger: 'remote',
    timeout,
    plan: async () => ({
      environment,
      guards: [repeatGuard(parts)],
      key,
      channel,
      via: slack.via,
      message,
      thread: slack.via === 'bot' ? (thread?.ts ?? null) : null,
    }),
    showPlan,
    intent: (plan) => ({
      channel,
      via: plan.via,
      thread: plan.thread,
      text: message.body.replaceAll('\n', ' / '),
      ...(incident === null ? {} : { incident }),
    }),
    apply: (plan) => post(parts, plan),
    verify: async (_plan, receipt) => ({
      state: 'done',
      verdict: 'ok',
      proof: null,
      detail:
        receipt.ts === null
          ? 'Slack took it; a webhook does not tell where it stands.'
          : `Slack took it as message ${receipt.ts}.`,
    }),
    stillRunning: (_plan, receipt) => ({
      detail: receipt === null ? 'Whether it was posted is not known.' : 'It was posted.',
      next: receipt === null ? [`look into ${channel} before you post again`] : [],
    }),
    undo: () => null,
  };
}

function repeatGuard({ earlier, again }: PostUpdateParts): Guard {
  const name = 'not posted before';
  if (earlier === null || again || earlier.state === 'not-done') {
    return { name, state: 'pass', detail: 'no post with this text' };
  }
  const known = earlier.state === 'done';
  return {
    name,
    state: 'refuse',
    detail: known
      ? `the same text was posted (${earlier.line})`
      : `the same text may have been posted: nobody knows how ${earlier.line} ended`,
    next: ['look into the channel', 'add --again to post it all the same'],
  };
}

function showPlan(plan: PostUpdatePlan, screen: Screen): string {
  const { paint } = screen;
  const { message, channel, via, thread } = plan;
  const where =
    via === 'webhook'
      ? 'by the webhook, to its own channel'
      : `to ${channel}${thread === null ? '' : ', in the thread of the incident'}`;
  return [
    paint.bold(screen.fit(message.title, screen.columns)),
    ...message.body.split('\n').flatMap((line) => wrapped(line, screen)),
    ...message.fields.map(({ title, value }) =>
      paint.dim(screen.fit(`  ${title}: ${value}`, screen.columns)),
    ),
    `Posts ${where}.`,
  ].join('\n');
}

/** Broken at the screen's edge between words. */
function wrapped(text: string, { columns, width }: Screen): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && width(`${line} ${word}`) > columns) {
      lines.push(line);
      line = '   ';
    }
    line = `${line} ${word}`;
  }
  return [...lines, line];
}

async function post(
  parts: PostUpdateParts,
  plan: PostUpdatePlan,
): Promise<Applied<PostUpdateReceipt>> {
  const { context, slack, channel, message, thread } = parts;
  const { clock, signal, terminal } = context;
  const posted = await slack.post(
    {
      ...sender,
      // A thread is answered where it stands, whatever the channel is called now.
      channel: plan.thread === null ? channel : (thread?.channel ?? channel),
      text: message.fallback,
      color: message.color,
      title: message.title,
      body: message.body,
      fields: message.fields,
      footer: parts.incident === null ? 'tsops' : `tsops, ${parts.incident}`,
      at: clock.now(),
      thread: plan.thread,
    },
    {
      patience: timeout,
      signal,
      onWait: (wait) => terminal.warn(`Slack asks to wait ${Math.ceil(wait / 1000)} s`),
    },
  );
  if (posted.posted === 'unknown') return { applied: 'unknown', problem: posted.problem };
  const { channel: at, ts } = posted;
  return { applied: 'yes', receipt: { via: slack.via, channel: at, ts } };
}
