/*
 * A word to people in Slack: posted once, in a thread where Slack lets us answer in one, and read back where
 * it lets us read.
 */

import type { Action, Applied, Guard, Plan, Verified } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { UpdateMessage } from '../../domain/incident/draft-update.ts';
import { guard } from '../../domain/incident/guard.ts';
import type { Update } from '../../domain/incident/updates.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import type { Chat, ChatPlace } from '../../ports/chat.ts';
import { findPosted } from './find-posted.ts';

export interface EarlierPost {
  readonly line: string;
  readonly state: string;
}

export interface PostMessageParts {
  /** An update of an incident, or any other message. */
  readonly name: 'post-update' | 'notify';
  readonly context: Pick<Context, 'clock' | 'signal' | 'terminal'>;
  readonly chat: Chat;
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
  earlier(): Promise<EarlierPost | null>;
  /** Post although the same text was posted, or may have been. */
  readonly again: boolean;
  /** What to type once it is posted. */
  readonly after?: readonly string[];
}

export interface PostMessagePlan extends Plan {
  readonly channel: string;
  readonly via: 'bot' | 'webhook';
  readonly message: UpdateMessage;
  readonly thread: string | null;
  /** Epoch milliseconds of the plan: nothing of it was posted before. */
  readonly at: number;
}

export interface PostMessageReceipt {
  readonly via: 'bot' | 'webhook';
  /** Slack's id of the channel, and the message's `ts`; null from a webhook. */
  readonly channel: string | null;
  readonly ts: string | null;
}

/** The message as Slack shows it to whoever reads the channel. */
export interface PostMessageProof {
  readonly channel: string;
  readonly ts: string;
}

/** MONITORING section 6. */
const sender = { username: 'TalkStudio Monitor', icon: ':robot_face:' };
/** Slack's limit is a message a second; longer than this nobody waits. Milliseconds. */
const timeout = minute;

export function postMessageAction(
  parts: PostMessageParts,
): Action<PostMessagePlan, PostMessageReceipt, PostMessageProof> {
  const { chat, environment, incident, channel, message, key, thread } = parts;
  return {
    name: parts.name,
    noun: parts.name === 'notify' ? 'message' : 'update',
    danger: 'remote',
    timeout,
    plan: async () => ({
      environment,
      guards: [repeatGuard(await parts.earlier(), parts.again)],
      key,
      channel,
      via: chat.via,
      message,
      thread: chat.via === 'bot' ? (thread?.ts ?? null) : null,
      at: parts.context.clock.now(),
    }),
    lock: () => `post-${channel}`,
    // Posted again on purpose, it is another message.
    isSame: (plan, intent) => !parts.again && intent.key === plan.key,
    showPlan,
    intent: (plan) => ({
      channel,
      via: plan.via,
      thread: plan.thread,
      // Where and as what it is looked for after a crash.
      place: placeOf(parts, plan).channel,
      plannedAt: plan.at,
      text: message.body.replaceAll('\n', ' / '),
      ...(incident === null ? {} : { incident }),
    }),
    apply: (plan) => post(parts, plan),
    verify: (plan, receipt) => proofOf(parts, plan, receipt),
    stillRunning: (_plan, receipt) => ({
      detail:
        receipt === null
          ? say('Whether it was posted is not known.', '게시되었는지 알 수 없습니다.')
          : say('It was posted.', '게시했습니다.'),
      next: receipt === null ? [`look in ${channel} before you post again`] : [],
    }),
    undo: () => null,
  };
}

function repeatGuard(earlier: EarlierPost | null, again: boolean): Guard {
  const name = 'not posted before';
  if (earlier === null || again || earlier.state === 'not-done') {
    return guard(name, 'pass', say('no post with this text', '같은 글이 게시된 적 없습니다'));
  }
  const said =
    earlier.state === 'done'
      ? say(
          `the same text was posted (${earlier.line})`,
          `같은 글이 이미 게시되었습니다(${earlier.line})`,
        )
      : say(
          `the same text may have been posted: it is not known how ${earlier.line} ended`,
          `같은 글이 게시되었을 수 있습니다: ${earlier.line}의 결과를 알 수 없습니다`,
        );
  return guard(name, 'refuse', said, ['look in the channel', 'add --again to post it anyway']);
}

function showPlan(plan: PostMessagePlan, screen: Screen): string {
  const { paint } = screen;
  const { message, channel, via, thread } = plan;
  const where =
    via === 'webhook'
      ? say('Posts through the webhook, to its own channel.', '웹훅의 채널에 게시합니다.')
      : thread === null
        ? say(`Posts to ${channel}.`, `${channel}에 게시합니다.`)
        : say(
            `Posts to ${channel}, in the thread of the incident.`,
            `${channel}의 인시던트 스레드에 게시합니다.`,
          );
  return [
    paint.bold(screen.fit(message.title, screen.columns)),
    ...message.body.split('\n').flatMap((line) => wrapped(line, screen)),
    ...message.fields.map(({ title, value }) =>
      paint.dim(screen.fit(`  ${title}: ${value}`, screen.columns)),
    ),
    screen.say(where),
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
  parts: PostMessageParts,
  plan: PostMessagePlan,
): Promise<Applied<PostMessageReceipt>> {
  const { context, chat, message, key } = parts;
  const { clock, signal, terminal } = context;
  const { channel, thread, since } = placeOf(parts, plan);
  const posted = await chat.post(
    {
      ...sender,
      channel,
      text: message.fallback,
      color: message.color,
      title: message.title,
      body: message.body,
      fields: message.fields,
      footer: parts.incident === null ? 'tsops' : `tsops, ${parts.incident}`,
      at: clock.now(),
      thread,
      key: sentKey(key, since),
    },
    {
      patience: timeout,
      signal,
      onWait: (wait) => {
        const seconds = Math.ceil(wait / 1000);
        const asked = say(`Slack asks to wait ${seconds} s`, `Slack 요청으로 ${seconds}초 대기`);
        terminal.warn(terminal.screen.say(asked));
      },
    },
  );
  if (posted.posted === 'yes') {
    return {
      applied: 'yes',
      receipt: { via: chat.via, channel: posted.channel, ts: posted.ts },
    };
  }
  const found = await lookedFor(parts, plan).catch(() => null);
  if (found === null || found === 'not allowed')
    return { applied: 'unknown', problem: posted.problem };
  return { applied: 'yes', receipt: { via: chat.via, ...found } };
}

/** A thread is answered where it stands, whatever the channel is called now. */
function placeOf({ channel, thread }: PostMessageParts, plan: PostMessagePlan): ChatPlace {
  const place = plan.thread === null ? channel : (thread?.channel ?? channel);
  return { channel: place, thread: plan.thread, since: plan.at };
}

/** The same text may be posted again on purpose: each post is its own. */
export function sentKey(key: string, at: number): string {
  return `${key}-${at}`;
}

function lookedFor({ chat, context, ...parts }: PostMessageParts, plan: PostMessagePlan) {
  const place = placeOf({ chat, context, ...parts }, plan);
  return findPosted(chat, sentKey(plan.key, plan.at), place, context.signal);
}

async function proofOf(
  parts: PostMessageParts,
  plan: PostMessagePlan,
  { ts }: PostMessageReceipt,
): Promise<Verified<PostMessageProof>> {
  const took =
    ts === null
      ? say('Slack accepted it', 'Slack이 접수했습니다')
      : say(`Slack accepted it as message ${ts}`, `Slack이 메시지 ${ts}(으)로 접수했습니다`);
  if (parts.chat.via === 'webhook') {
    const detail = say(
      `${took.en}; a webhook does not say in which channel.`,
      `${took.ko}. 웹훅은 게시 위치를 알려 주지 않습니다.`,
    );
    return done(detail, null, parts.after);
  }
  const found = await lookedFor(parts, plan);
  if (found === 'not allowed') {
    const detail = say(
      `${took.en}; the token cannot read it back (channels:history, channels:read).`,
      `${took.ko}. 토큰에 다시 읽을 권한이 없습니다(channels:history, channels:read).`,
    );
    return done(detail, null, parts.after);
  }
  if (found !== null) {
    const there = say(`Posted as message ${found.ts}.`, `게시됨(메시지 ${found.ts}).`);
    return done(there, found, parts.after);
  }
  const detail = say(
    `${took.en}, and does not show it now.`,
    `${took.ko}. 아직 채널에서 확인되지 않습니다.`,
  );
  return { state: 'unknown', verdict: 'unknown', proof: null, detail };
}

function done(
  detail: Text,
  proof: PostMessageProof | null,
  next: readonly string[] = [],
): Verified<PostMessageProof> {
  return { state: 'done', verdict: 'ok', proof, detail, next };
}
