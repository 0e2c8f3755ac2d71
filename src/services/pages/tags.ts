/* Finds what a page makes a browser load, with a parser that reads HTML as browsers do. */
import { Parser } from 'htmlparser2';
import type { PageTag, TagKind } from '../../domain/speed/page.ts';
import { cleanText } from '../../domain/text/clean.ts';

type Attributes = Readonly<Record<string, string>>;

/** A page names more only where it is broken, or meant to be. */
const mostTags = 500;
/** What stands in these is not loaded, or not by a browser that runs scripts. */
const inert = new Set(['noscript', 'template']);

/** The tags of a page in their order; addresses are resolved against `url`, or the page's own base. */
export function pageTags(html: string, url: string): PageTag[] {
  const tags: PageTag[] = [];
  let base = url;
  let inHead = true;
  let asleep = 0;
  /** The first source of a picture element that browsers of today take. */
  let source: string | undefined;
  const add = (found: TagElement | null, at: readonly [number, number]): void => {
    if (found === null || asleep > 0 || tags.length >= mostTags) return;
    const address = resolve(found.address, base);
    if (address === null) return;
    const { address: _, ...known } = found;
    tags.push({ ...known, url: address, inHead, tag: cleanText(html.slice(...at), 200) });
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (inert.has(name)) asleep += 1;
      if (name === 'body') inHead = false;
      if (name === 'base' && attributes.href) base = resolve(attributes.href, url) ?? url;
      if (name === 'picture') source = undefined;
      if (name === 'source') source ??= modernSource(attributes);
      const at = [parser.startIndex, (parser.endIndex ?? parser.startIndex) + 1] as const;
      add(foundIn(name, attributes, source), at);
    },
    onclosetag(name) {
      if (inert.has(name)) asleep -= 1;
      if (name === 'head') inHead = false;
      if (name === 'picture') source = undefined;
    },
  });
  parser.end(html);
  return tags;
}

interface TagElement extends Omit<PageTag, 'url' | 'tag' | 'inHead'> {
  readonly address: string;
}

const plain = { blocking: false, as: '', lazy: false, size: null };

function foundIn(
  name: string,
  attributes: Attributes,
  source: string | undefined,
): TagElement | null {
  if (name === 'script') return scriptIn(attributes);
  if (name === 'link') return linkIn(attributes);
  if (name === 'img') return imageIn(attributes, source);
  return null;
}

/** Types that are run (HTML standard, "prepare the script element"); others hold data. */
const runs = /^(?:|module|(?:text|application)\/(?:javascript|ecmascript|x-javascript))$/i;

function scriptIn(attributes: Attributes): TagElement | null {
  const { src = '', type = '' } = attributes;
  if (src === '' || !runs.test(type.trim()) || attributes.nomodule !== undefined) return null;
  const waits = attributes.async !== undefined || attributes.defer !== undefined;
  return { ...plain, kind: 'script', address: src, blocking: !waits && !/^module$/i.test(type) };
}

const hints: readonly string[] = ['preload', 'modulepreload', 'prefetch'];

function linkIn({
  rel = '',
  href = '',
  as = '',
  media = '',
  disabled,
}: Attributes): TagElement | null {
  const words = rel.toLowerCase().split(/\s+/);
  if (href === '' || words.includes('alternate') || disabled !== undefined) return null;
  if (words.includes('stylesheet')) {
    // `media="print"` until it has come is how a style is loaded late.
    const blocking = !/^\s*(?:print|not all)\s*$/i.test(media);
    return { ...plain, kind: 'style', address: href, blocking };
  }
  const kind = hints.find((hint) => words.includes(hint)) as TagKind | undefined;
  return kind === undefined ? null : { ...plain, kind, address: href, as: as.toLowerCase() };
}

function imageIn(attributes: Attributes, source: string | undefined): TagElement | null {
  const { src = '', srcset = '', loading = '', width = '', height = '' } = attributes;
  const size = { width: Number.parseInt(width, 10), height: Number.parseInt(height, 10) };
  return {
    ...plain,
    kind: 'image',
    address: source ?? (src === '' ? firstOf(srcset) : src),
    lazy: /^lazy$/i.test(loading),
    size: size.width > 0 && size.height > 0 ? size : null,
  };
}

function modernSource({ type = '', srcset = '' }: Attributes): string | undefined {
  return /^image\/(?:avif|webp)$/i.test(type) && srcset !== '' ? firstOf(srcset) : undefined;
}

/** The first candidate of a `srcset`. */
function firstOf(srcset: string): string {
  return srcset.trim().split(/\s/, 1)[0]?.replace(/,$/, '') ?? '';
}

/** Absolute, http or https, without its fragment; null for any other. */
function resolve(address: string, base: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
