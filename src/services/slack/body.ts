import type { ChatMessage } from '../../ports/chat.ts';

/** What our messages carry, to be found again. */
export const metadataType = 'tsops_notification';

/** Slack shows no more of an attachment's text, and of a field's. */
const longest = { text: 3000, field: 2000 };

/** The message as both the Web API and a webhook take it (MONITORING section 6). `ts` is in seconds. */
export function slackBody(message: ChatMessage): Readonly<Record<string, unknown>> {
  const { channel, username, icon, color, fields, at, thread, key } = message;
  return {
    channel,
    username,
    icon_emoji: icon,
    text: plain(message.text, longest.text),
    attachments: [
      {
        color,
        fallback: plain(message.text, longest.text),
        title: plain(message.title, longest.field),
        text: plain(message.body, longest.text),
        fields: fields.map(({ title, value }) => ({
          title: plain(title, longest.field),
          value: plain(value, longest.field),
          short: true,
        })),
        footer: plain(message.footer, longest.field),
        ts: Math.floor(at / 1000),
      },
    ],
    ...(thread === null ? {} : { thread_ts: thread }),
    ...(key === undefined
      ? {}
      : { metadata: { event_type: metadataType, event_payload: { key } } }),
    // A name in the text calls nobody, and a link shows no preview.
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/**
 * Slack's three special characters, as its formatting guide wants them; without `<` nothing becomes a link, a
 * mention or `<!channel>`. A name that it would link by itself (`@here`) is broken by a word joiner.
 */
function plain(text: string, limit: number): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u2060');
  return escaped.length <= limit ? escaped : `${escaped.slice(0, limit - 1)}…`;
}
