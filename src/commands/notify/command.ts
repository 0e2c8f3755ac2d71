import * as z from 'zod/mini';
import {
  type PostMessagePlan,
  type PostMessageProof,
  type PostMessageReceipt,
  postMessageAction,
} from '../../actions/notification/post-message.ts';
import { chatChannels } from '../../config/capabilities/chat.ts';
import { defineAction } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { purposeOfChannel } from '../../domain/alerts/language/channels.ts';
import { textHash } from '../../domain/incident/text-hash.ts';
import { type ChatChannels, chatTarget, purposeOf } from '../../domain/notification/chat-target.ts';
import { noticeMessage } from '../../domain/notification/notice.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { earlierMessage } from '../../evidence/incident/earlier-message.ts';
import { severity } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { viewPosted } from '../view/message.ts';

const input = z.object({
  text: z.array(z.string()),
  channel: z.optional(z.string()),
  severity: z.optional(severity),
  again: z._default(z.boolean(), false),
});

/** Slack shows no more of an attachment. */
const longest = 3000;

/** Exit 3 where Slack's answer was lost and cannot be looked for: it is never posted again by itself. */
export default defineAction<
  z.output<typeof input>,
  PostMessagePlan,
  PostMessageReceipt,
  PostMessageProof
>({
  name: 'notify',
  danger: 'remote',
  examples: [
    {
      command: "tsops notify 'deploys are frozen until 18:00'",
      explains: 'post to the alerts channel',
    },
    {
      command: "tsops notify 'avatars are down at DiceBear' --severity P3 --channel '#support'",
      explains: 'with the meaning and colour of a severity',
    },
    {
      command: 'tsops notify - --yes',
      explains: "another command's output",
    },
  ],
  arguments: [{ syntax: '<text...>', description: 'the text; - reads stdin' }],
  options: [
    {
      flags: '--channel <name>',
      description: "a #channel, or a purpose from the config's slack.channels",
    },
    {
      flags: '--severity <level>',
      description: 'P1 to P4: colour, response time, and the channel where none is named',
      complete: ['P1', 'P2', 'P3', 'P4'],
    },
    { flags: '--again', description: 'post even if the same text was just sent, or may have been' },
  ],
  input,
  async action({ text: words, channel: named, severity: level = null, again }, context) {
    const { config } = await context.config();
    const environment = await context.environment();
    const language = await contentLanguage(context);
    const text = await textOf(words, context);
    const channels = chatChannels(config);
    const purpose = level === null ? 'alerts' : purposeOf[level];
    const channel = named === undefined ? chatTarget(purpose, channels) : meant(named, channels);
    const { service } = config;
    const { host, drill } = context;
    const notice = { text, severity: level, service, environment, from: host.user, drill };
    const message = noticeMessage(notice, language);
    const key = textHash(`${channel}\n${message.title}\n${text}`);
    return postMessageAction({
      name: 'notify',
      context,
      chat: await context.services.chat(),
      environment,
      incident: null,
      channel,
      message,
      key,
      thread: null,
      earlier: () => earlierMessage(context, `notify-${environment}`, key),
      again,
    });
  },
  view: viewPosted,
});

/** One line of the command line, or the lines of stdin. Throws a usage error for none, or too long a text. */
async function textOf(words: readonly string[], { terminal }: Context): Promise<string> {
  const given = words.length === 1 && words[0] === '-';
  const lines = given ? (await terminal.readInput(longest * 4)).split('\n') : [words.join(' ')];
  const text = lines
    .map((line) => cleanText(line, longest + 1))
    .join('\n')
    .trim();
  if (text !== '' && text.length <= longest) return text;
  throw new TsopsError({
    kind: 'usage',
    message: text === '' ? 'There is no text to post.' : `The text is longer than ${longest}.`,
    why: 'Nothing was posted.',
    next: [text === '' ? "tsops notify 'what happened'" : 'link to it instead'],
  });
}

/** Throws a usage error for a purpose that the config does not have. */
function meant(named: string, channels: ChatChannels): string {
  if (/^[#@][^\s]{1,80}$|^[CG][A-Z0-9]{6,20}$/.test(named)) return named;
  const purpose = purposeOfChannel(named);
  const found = channels[purpose];
  if (found !== undefined) return found;
  const known = Object.keys(channels);
  const close = nearest(purpose, known);
  const suggested = close === undefined ? '' : ` Did you mean ${close}?`;
  throw new TsopsError({
    kind: 'usage',
    message: `--channel: no purpose ${cleanText(named, 40)} in slack.channels.${suggested}`,
    why: 'Nothing was posted.',
    next: [`one of ${known.join(', ')}, or a channel's own name: --channel '#ops'`],
  });
}
