/*
 * Pages and their files as a browser loads them, in our own words; `web-pages.ts` is the adapter. Every
 * text is clean, sizes are bytes, times milliseconds.
 */

import type { CacheFile } from '../domain/speed/findings.ts';
import type { PageTag } from '../domain/speed/page.ts';

export interface Loading {
  /** For one exchange, its redirects included. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** One answer, whatever its status. */
export interface Loaded {
  /** As asked; redirects were followed. */
  readonly url: string;
  readonly status: number;
  /** What the CDN says of its copy. */
  readonly state: CacheFile['state'];
  readonly ageSeconds: number | null;
  readonly cacheControl: string;
  /** `content-type` without its parameters. */
  readonly type: string;
  /** As it came over the wire, and unpacked. */
  readonly transfer: number;
  readonly decoded: number;
  /** From here, the connection included where there was none. */
  readonly took: number;
}

export interface LoadedPage extends Loaded {
  /** In the order of the document. */
  readonly tags: readonly PageTag[];
}

export interface LoadedCode extends Loaded {
  /** Modules that it imports at its head, absolute. */
  readonly imports: readonly string[];
}

export interface LoadedImage extends Loaded {
  /** `png`, `jpg`, `webp`, `gif`, `svg`, `avif` …; empty where its header tells nothing. */
  readonly format: string;
  /** Pixels; null where its header does not tell. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Each throws TsopsError `unreachable` where no answer came, or one that is too large to be read. */
export interface WebPages {
  /** At most 2 MB. */
  page(url: string, loading: Loading): Promise<LoadedPage>;
  /** A script or a style; at most 10 MB on the wire and 30 MB unpacked. */
  code(url: string, loading: Loading): Promise<LoadedCode>;
  /** Reads the first 128 KiB where the server lets it; the sizes are those of the whole file. */
  image(url: string, loading: Loading): Promise<LoadedImage>;
}
