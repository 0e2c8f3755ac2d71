/*
 * Text of people and of vendors inside Markdown that GitHub or an editor shows: it must not become a link,
 * a picture, HTML, a heading or a table cell.
 */
const special = /[\\`*_[\]<>|~]/g;

/** One line as it stands. */
export function escapeMarkdown(text: string): string {
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

/**
 * Nobody is called and no issue is referred to: an invisible comment stands in between, but in code. What is
 * code only perhaps (behind HTML, in a list, with a backtick that is escaped or alone) is none here: there a
 * visible comment does less harm than a call.
 */
export function withoutMentions(markdown: string): string {
  let fence: string | null = null;
  // Within a paragraph: HTML, or a backtick that a later line may pair with.
  let unsure = false;
  const lines = markdown.split('\n').map((line) => {
    if (fence !== null) {
      if (isClosing(line, fence)) fence = null;
      return line;
    }
    unsure = line.trim() !== '' && (unsure || opensHtml(line));
    fence = unsure ? null : (/^(`{3,})[^`]*$/.exec(line)?.[1] ?? null);
    if (fence !== null) return line;
    if (unsure) return withoutCalls(line);
    const { text, open } = lineWithoutCalls(line);
    unsure = open;
    return text;
  });
  return lines.join('\n');
}

function isClosing(line: string, fence: string): boolean {
  return line.startsWith(fence) && /^`+ *$/.test(line);
}

/** Our own comments open nothing. */
function opensHtml(line: string): boolean {
  return /(?<!\\)(?:\\\\)*</.test(line.replace(/<!--[^<>]*-->/g, ''));
}

/** Code spans within one line are left as they are; `open` where a backtick has no partner in it. */
function lineWithoutCalls(line: string): { readonly text: string; readonly open: boolean } {
  let left = line;
  let done = '';
  for (;;) {
    const opening = /^(?:[^`\\]|\\[\s\S])*(?=`)/.exec(left)?.[0];
    const ticks = opening === undefined ? undefined : /^`+/.exec(left.slice(opening.length))?.[0];
    if (opening === undefined || ticks === undefined) {
      return { text: done + withoutCalls(left), open: false };
    }
    const rest = left.slice(opening.length + ticks.length);
    const end = closingAt(rest, ticks.length);
    if (end === -1) return { text: done + withoutCalls(left), open: true };
    const code = ticks + rest.slice(0, end) + ticks;
    done += withoutCalls(opening) + code;
    left = rest.slice(end + ticks.length);
  }
}

/** Where a run of exactly so many backticks begins; -1 where none does. */
function closingAt(text: string, length: number): number {
  for (const { 0: run, index } of text.matchAll(/`+/g)) if (run.length === length) return index;
  return -1;
}

/**
 * An entity may stand for the sign too. GitHub takes `#12` for an issue behind any sign, `acme/web#12` and `GH-12`
 * too; the end of an address is none.
 */
function withoutCalls(text: string): string {
  return text
    .replace(/&(?=#0*64;|#x0*40;|#0*35;|#x0*23;|commat;|num;)/gi, '&amp;')
    .replace(/@(?=\S)/g, '@<!-- -->')
    .replace(/(?<!&)(?<!:\/\/\S{0,300})#(?=\d)/g, '#<!-- -->')
    .replace(/(?<![\w/])GH-(?=\d)/gi, '$&<!-- -->');
}
