import type { PageTag, TagKind } from '../../src/domain/speed/page.ts';
import type { Loaded, LoadedCode, LoadedImage, LoadedPage } from '../../src/ports/web-pages.ts';

/** A tag of a page, in its head, that blocks nothing. */
export function tag(kind: TagKind, url: string, parts: Partial<PageTag> = {}): PageTag {
  const plain = { inHead: true, blocking: false, as: '', lazy: false, size: null };
  return { kind, url, tag: `<${kind}>`, ...plain, ...parts };
}

function loaded(url: string, type: string): Loaded {
  return {
    url,
    status: 200,
    state: 'hit',
    ageSeconds: null,
    cacheControl: '',
    type,
    transfer: 1000,
    decoded: 3000,
    took: 20,
  };
}

export function page(
  url: string,
  tags: readonly PageTag[],
  parts: Partial<LoadedPage> = {},
): LoadedPage {
  return { ...loaded(url, 'text/html'), tags, ...parts };
}

export function code(url: string, parts: Partial<LoadedCode> = {}): LoadedCode {
  const type = url.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { ...loaded(url, type), imports: [], ...parts };
}

export function image(url: string, parts: Partial<LoadedImage> = {}): LoadedImage {
  return { ...loaded(url, 'image/png'), format: 'png', width: 10, height: 10, ...parts };
}
