/* Tags that keep a page from showing itself, and hints that help or hurt. */

import type { Verdict } from '../evidence/verdict.ts';
import type { ResourceFinding, ResourceLoading } from './findings.ts';
import type { PageTag } from './page.ts';

/** What is known of a file that a tag loads. */
export interface ResourceSize {
  /** Bytes as transferred; null where it could not be read. */
  readonly bytes: number | null;
  /** Milliseconds that it took from here. */
  readonly took: number | null;
  /** Files that it imports at its head, absolute. */
  readonly imports: readonly string[];
}

export interface Resources {
  readonly tags: readonly PageTag[];
  readonly isOwn: (url: string) => boolean;
  readonly weightOf: (url: string) => ResourceSize;
}

/**
 * From here on a file that blocks is felt, our own figures: 30 kB take 150 ms on the slow 4G that
 * Lighthouse assumes (1.6 Mbit/s). A file that cannot be had at all blocks until the browser gives up.
 */
const felt = { bytes: 30_000, took: 300 };
/** Our own code is needed; it is to blame for blocking only where it is large. Bytes. */
const ownFelt = 100_000;

export function resourceFindings(resources: Resources): ResourceFinding[] {
  return [
    ...blocking(resources),
    ...unusedPreloads(resources),
    ...missingPreloads(resources),
    ...earlyPrefetches(resources),
  ].sort((a, b) => Number(b.weighty) - Number(a.weighty) || (b.bytes ?? 0) - (a.bytes ?? 0));
}

type What = ResourceFinding['what'];

function finding(
  what: What,
  tag: PageTag,
  weight: ResourceSize,
  weighty: boolean,
): ResourceFinding {
  const { bytes, took } = weight;
  return { what, url: tag.url, tag: tag.tag, bytes, took, weighty };
}

function blocking({ tags, isOwn, weightOf }: Resources): ResourceFinding[] {
  return tags
    .filter((tag) => tag.blocking && tag.inHead)
    .flatMap((tag) => {
      const weight = weightOf(tag.url);
      const { bytes, took } = weight;
      const own = isOwn(tag.url);
      const isFelt = bytes === null || bytes >= felt.bytes || (took ?? 0) >= felt.took;
      const isLarge = (bytes ?? 0) >= ownFelt;
      if (own && tag.kind === 'style') {
        return isLarge ? [finding('blocking-style', tag, weight, true)] : [];
      }
      if (own) return [finding('script-order', tag, weight, isLarge)];
      const what = tag.kind === 'style' ? 'blocking-style' : 'blocking-third-party';
      return [finding(what, tag, weight, isFelt)];
    });
}

/**
 * Scripts and styles alone: what loads a font, or data, does not stand in the page. Together they take the line from
 * what the first screen needs, however small each is.
 */
function unusedPreloads({ tags, weightOf }: Resources): ResourceFinding[] {
  const used = new Set(
    tags.filter(({ kind }) => ['script', 'style', 'image'].includes(kind)).map(({ url }) => url),
  );
  const unused = tags
    .filter(({ kind, as }) => kind === 'preload' && ['script', 'style', 'image'].includes(as))
    .filter(({ url }) => !used.has(url));
  const bytesOf = (tag: PageTag) => weightOf(tag.url).bytes ?? 0;
  const together = unused.reduce((sum, tag) => sum + bytesOf(tag), 0);
  return unused.map((tag) =>
    finding(
      'preload-unused',
      tag,
      weightOf(tag.url),
      together >= ownFelt && bytesOf(tag) >= felt.bytes,
    ),
  );
}

/** A module that is found only when the one that imports it has come: one more round trip. */
function missingPreloads({ tags, weightOf }: Resources): ResourceFinding[] {
  const named = new Set(tags.map(({ url }) => url));
  return tags
    .filter(({ kind }) => kind === 'script')
    .flatMap((tag) =>
      weightOf(tag.url)
        .imports.filter((url) => !named.has(url))
        .map((url) => ({ ...finding('preload-missing', tag, weightOf(url), false), url })),
    );
}

/** Before the page's own scripts and styles a prefetch competes with them. */
function earlyPrefetches({ tags, isOwn, weightOf }: Resources): ResourceFinding[] {
  const needed = (tag: PageTag) =>
    (tag.kind === 'script' || tag.kind === 'style') && isOwn(tag.url);
  return tags
    .slice(0, tags.findLastIndex(needed) + 1)
    .filter(({ kind }) => kind === 'prefetch')
    .map((tag) => finding('prefetch-early', tag, weightOf(tag.url), false));
}

export function resourcesVerdict({ findings }: ResourceLoading): Verdict {
  if (findings.some(({ weighty }) => weighty)) return 'bad';
  return findings.length > 0 ? 'warn' : 'ok';
}
