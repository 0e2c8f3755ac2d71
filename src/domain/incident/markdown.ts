/*
 * Text of people and of vendors inside Markdown that GitHub or an editor shows: it must not become a link,
 * a picture, HTML, a heading or a table cell.
 */
const special = /[\\`*_[\]<>|~]/g;

/** One line as it stands. */
export function escaped(text: string): string {
  return text.replace(special, (character) => `\\${character}`).replace(/\r?\n/g, ' ');
}

/** A heading of the second level with a list below it; `otherwise` where there is nothing to list. */
export function section(title: string, items: readonly string[], otherwise: string): string[] {
  const body = items.length === 0 ? [otherwise] : items.map((item) => `- ${item}`);
  return ['', `## ${title}`, '', ...body];
}

/** The id of a journal line; as code, so that GitHub does not take `#12` for an issue. */
export function lineId(line: string): string {
  return `\`${line.replace(/[^\w.#-]/g, '')}\``;
}

/** A link where the address is one that can stand in Markdown; else nothing. */
export function linkTo(url: unknown, text: string): string {
  return typeof url === 'string' && /^https?:\/\/[^\s()<>|`"]{1,500}$/.test(url)
    ? `[${text}](${url})`
    : '';
}

/** Nobody is called and no issue is referred to: an invisible comment stands in between, but in code. */
export function withoutMentions(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(/@(?=[\w-])/g, '@<!-- -->').replace(/(?<=^|[\s(])#(?=\d)/g, '#<!-- -->'),
    )
    .join('');
}
