/*
 * Text from outside (titles, run names, HTTP bodies, headers) must not steer the terminal that shows it:
 * escape sequences, bidi overrides and invisible marks go, line breaks become spaces.
 */

// CSI, OSC/DCS/SOS/PM/APC (to their terminator or the end), and two-character escapes, in 7 and 8 bit.
const escapeSequences =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]/g;
const plain = /^[ -~]*$/;
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
// Bidi embeddings, overrides, isolates and marks; zero-width spaces and joiners of no script; soft hyphen; BOM; tag
// characters and the variation selectors that can carry a text of their own; fillers and annotations that show as
// nothing. ZWJ, ZWNJ and the selectors of emoji stay: emoji and some scripts need them.
const invisible =
  /\u034f|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Offset of the first character that a screen would not show as it is; undefined where what is seen is all there is.
 * Line breaks and tabs are seen.
 */
export function hiddenCharacterAt(text: string): number | undefined {
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.exec(text)?.index;
  const other = text.search(invisible);
  const places = [found ?? -1, other].filter((at) => at >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

/**
 * One line of safe text, at most `limit` UTF-16 units (then ended by `…`). Never throws; anything that
 * is not a string is shown as `String(value)`.
 */
export function cleanText(value: unknown, limit = 500): string {
  const whole = typeof value === 'string' ? value : String(value);
  const text = whole.slice(0, limit * 8);
  // Nearly every text; the expressions below cost milliseconds where a vendor answers long lists.
  if (text.length <= limit && plain.test(text)) return text.trim();
  const safe = text
    .replace(escapeSequences, '')
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(loneSurrogates, '\ufffd')
    .trim();
  // What was left out before it was cleaned counts as cut, too.
  const cut = safe.length > limit || (text.length < whole.length && safe !== '');
  return cut ? `${safe.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : safe;
}
