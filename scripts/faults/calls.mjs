/* Who would be called by a text: GitHub reads Markdown, Slack its own marks. */
import { fromMarkdown } from 'mdast-util-from-markdown';

/** `@name` and `@team/name`, not an address of mail. */
const MENTION = /(?<![\w@.+-])@[a-z\d](?:[a-z\d-]*)(?:\/[\w-]+)?/gi;
const SLACK = /<!(?:here|channel|everyone|subteam[^>]*)(?:\|[^>]*)?>|<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g;

/** Names that the text would call; `kind` is what the sandbox's book says it is. */
export function callsIn(kind, text) {
  if (kind === 'message') return text.match(SLACK) ?? [];
  if (kind !== 'issue' && kind !== 'comment') return [];
  return textsOf(fromMarkdown(text)).flatMap((each) => each.match(MENTION) ?? []);
}

/** What Markdown shows as text: code is none. Text that only a comment parts is read apart, as GitHub does. */
function textsOf(node) {
  if (node.type === 'text') return [node.value];
  return (node.children ?? []).flatMap(textsOf);
}
