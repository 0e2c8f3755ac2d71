/* A page as a browser meets it: the tags that make it load something. Plain data; texts are clean. */
import { isWithinDomain } from '../net/within-domain.ts';

export type TagKind = 'script' | 'style' | 'image' | 'preload' | 'modulepreload' | 'prefetch';

/** One element of the page that loads a file. */
export interface PageTag {
  readonly kind: TagKind;
  /** Absolute. */
  readonly url: string;
  /** The tag as it stands in the page, one line, at most 200 characters. */
  readonly tag: string;
  readonly inHead: boolean;
  /** Nothing is shown before it has come: a classic script without async or defer, a style that applies. */
  readonly blocking: boolean;
  /** What a preload is for (`as`); empty elsewhere. */
  readonly as: string;
  /** An image with `loading="lazy"`. */
  readonly lazy: boolean;
  /** Width and height attributes in CSS pixels, both or neither. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** Hosts that are ours: those of the environments, and everything below them (`assets.talkstudio.app`). */
export function isOwn(url: string, sites: readonly string[]): boolean {
  const host = new URL(url).hostname;
  return sites.some((site) => {
    const own = new URL(site).hostname.replace(/^www\./, '');
    return isWithinDomain(host, own);
  });
}

/** `/assets/index-3f2a9c1b.js` → `index.js`: what a file is called in every version. */
export function nameWithoutHash(url: string): string {
  return fileName(url).replace(hash, (all, mark: string, ending: string) =>
    isHash(mark) ? ending : all,
  );
}

/** True where the name holds a hash of the content, so that a copy of it can be kept for ever. */
export function hasHash(url: string): boolean {
  return nameWithoutHash(url) !== fileName(url);
}

function fileName(url: string): string {
  const { pathname } = new URL(url);
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

// Vite and Rollup: 8 characters of base64url after a dash; webpack: 8 to 32 hex digits after a dot.
const hash = /[-.]([A-Za-z0-9_]{8,32}|[A-Za-z0-9_-]{8})((?:\.[A-Za-z0-9]+)+)$/;

/** A quarter of Vite's hashes and a fifth of esbuild's (capitals and 2 to 7) have no digit: words are told by their letters. */
function isHash(text: string): boolean {
  if (/\d/.test(text) || /^[A-Z]{8}$/.test(text)) return true;
  return /[a-z_-].*[A-Z]/.test(text) && !isCamelCase(text);
}

/** `userList`: each part can be said, so it has a vowel and never three consonants in a row. */
function isCamelCase(text: string): boolean {
  return (
    /^[A-Za-z][a-z]{2,}(?:[A-Z][a-z]{2,})+$/.test(text) &&
    text.split(/(?=[A-Z])/).every((part) => /[aeiouy]/i.test(part) && !/[^aeiouy]{3}/i.test(part))
  );
}
