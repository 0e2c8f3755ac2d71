/*
 * Text of people and of vendors inside Markdown that GitHub or an editor shows: it must not become a link,
 * a picture, HTML, a heading or a mention.
 */
const special = /[\\`*_[\]<>|~]/g;

/** One line as it stands. A mention is broken by an invisible comment, a reference to an issue likewise. */
export function escaped(text: string): string {
  return text
    .replace(special, (character) => `\\${character}`)
    .replace(/@(?=[\w-])/g, '@<!-- -->')
    .replace(/(?<=^|[\s(])#(?=\d)/g, '#<!-- -->')
    .replace(/\r?\n/g, ' ');
}
