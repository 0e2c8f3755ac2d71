/* A text in a page of another charset than UTF-8. Loaded only where a page says that it is in one. */

/** A decoder of a page that comes in pieces; it looks for one text. */
export interface TextFinder {
  look(chunk: Uint8Array): void;
  end(): void;
  found(): boolean;
}

/** How far into a page browsers look for what says its charset, in bytes (HTML standard, "prescan"). */
export const prescan = 1024;

/**
 * The charset of a page as browsers settle it: byte order mark, Content-Type, then what the page itself says
 * in its first kilobyte. Undefined where nothing says another than UTF-8.
 */
export function charsetOf(contentType: string | undefined, head: Uint8Array): string | undefined {
  const marked = markOf(head);
  if (marked !== undefined) return marked === 'utf-8' ? undefined : marked;
  const label = known(named(contentType ?? '')) ?? known(declared(head));
  return label === 'utf-8' ? undefined : label;
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

function named(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType)?.[1];
}

function declared(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, prescan))
    .toString('latin1')
    .replace(/<!--.*?-->/gs, '');
  const xml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/i.exec(text)?.[1];
  const meta = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(text)?.[1];
  const label = meta ?? xml;
  // What could be read as ASCII up to here is not UTF-16, whatever it says.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/** The name under which the decoder knows a label; undefined where it does not. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Finds `keyword` in bytes of `charset`, which must be one that `charsetOf` answers. */
export function createTextFinder(keyword: string, charset: string): TextFinder {
  const decoder = new TextDecoder(charset);
  let tail = '';
  let found = false;
  const add = (text: string): void => {
    const window = tail + text;
    found ||= window.includes(keyword);
    tail = window.slice(Math.max(0, window.length - keyword.length + 1));
  };
  return {
    look: (chunk) => add(decoder.decode(chunk, { stream: true })),
    end: () => add(decoder.decode()),
    found: () => found,
  };
}
