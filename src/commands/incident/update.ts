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
import { draftUpdate, updateMessage } from '../../domain/incident/draft-update.ts';
import { effectsOf } from '../../domain/incident/effects.ts';
import { textHash } from '../../domain/incident/text-hash.ts';
import { chatTarget, purposeOf } from '../../domain/notification/chat-target.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentOption, sentence } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { viewPosted } from '../view/message.ts';

const input = z.object({
  conditions: z.optional(sentence),
  actions: z.optional(sentence),
  needs: z.optional(sentence),
  channel: z.optional(z.string().check(z.regex(/^[#CG@][^\s]{1,80}$/, 'needs a channel: #ops'))),
  again: z._default(z.boolean(), false),
  incident: z.optional(z.string()),
});

/** Exit 3 where Slack's answer was lost: then it is never posted again by itself. */
export default defineAction<
  z.output<typeof input>,
  PostMessagePlan,
  PostMessageReceipt,
  PostMessageProof
>({
  name: 'incident update',
  danger: 'remote',
  examples: [
    { command: 'tsops incident update', explains: 'drafted from the journal, shown, then posted' },
    {
      command: "tsops incident update --needs 'a reviewer for the hotfix' --yes",
      explains: 'with your own words',
    },
    { command: 'tsops incident update --lang ko --dry-run', explains: 'in Korean' },
  ],
  options: [
    { flags: '--conditions <text>', description: 'current status, instead of the drafted one' },
    { flags: '--actions <text>', description: 'what is being done' },
    { flags: '--needs <text>', description: 'what readers should do' },
    { flags: '--channel <name>', description: 'destination (default: slack.channels.alerts)' },
    { flags: '--again', description: 'post even if the same text was sent, or may have been' },
    incidentOption,
  ],
  input,
  async action({ channel, again, incident: named, ...own }, context) {
    const { incident } = await readIncident(context, await incidentMeant(context, named));
    const language = await contentLanguage(context);
    const now = context.clock.now();
    const zone = (await context.config()).config.timezone;
    const given = Object.entries(own).filter(([, text]) => text !== undefined);
    const draft = { ...draftUpdate(incident, now, language, zone), ...Object.fromEntries(given) };
    const message = updateMessage(incident, draft, now, language, zone);
    const key = textHash(`${incident.id}\n${message.body}`);
    const { config } = await context.config();
    return postMessageAction({
      name: 'post-update',
      context,
      chat: await context.services.chat(),
      environment: incident.environment,
      incident: incident.id,
      channel: channel ?? chatTarget(purposeOf[incident.severity], chatChannels(config)),
      message,
      key,
      thread: incident.updates.find(({ thread }) => thread !== null)?.thread ?? null,
      earlier: () => earlierPost(context, incident.id, key),
      again,
      after: ['tsops incident status'],
    });
  },
  view: viewPosted,
});

async function earlierPost(context: Context, id: string, key: string) {
  const { lines } = await readIncident(context, id);
  const intent = lines.findLast(
    ({ kind, fields }) =>
      kind === 'intent' && fields.action === 'post-update' && fields.key === key,
  );
  const effect = effectsOf(lines).find(({ record }) => record === intent?.record);
  return effect === undefined ? null : { line: effect.line, state: effect.state };
}
