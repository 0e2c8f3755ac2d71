/** A code span that reads back as it stands: single backquotes, no space at its ends. */
const span = /(?<!`)`(?![ `])[^`\n]*[^` \n]`(?!`)/g;

/** One line of text as Markdown that is read back as the same text. */
export function escapeInline(text: string): string {
  let written = '';
  let from = 0;
  for (const { 0: code, index } of text.matchAll(span)) {
    written += plain(text.slice(from, index)) + code;
    from = index + code.length;
  }
  return lineStart(written + plain(text.slice(from)));
}

function plain(text: string): string {
  return text
    .replace(/[\\`*[\]<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=[a-z#])/gi, '\\&')
    .replace(/(?<= |^)#/g, '\\#');
}

/** What makes a heading, a list, a quote or a rule of a line. */
function lineStart(text: string): string {
  return text.replace(/^(?:[-+>=~]|\d+(?=[.)]))/, (start) =>
    /\d/.test(start) ? `${start}\\` : `\\${start}`,
  );
}
