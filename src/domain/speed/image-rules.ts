/* What is wrong with the images of a page. */

import type { Verdict } from '../evidence/verdict.ts';
import type { ImageFinding, Images } from './findings.ts';
import type { PageTag } from './page.ts';

export type ImageFile = Omit<ImageFinding, 'faults'>;

/**
 * Our own figures, bytes: 200 kB is far above what a picture of a page needs as WebP, 1 MB alone takes
 * four seconds on the slow 4G that Lighthouse assumes (1.6 Mbit/s). Below 50 kB a format is not worth a word.
 */
const limits = { heavy: 200_000, veryHeavy: 1_000_000, format: 50_000, lazy: 20_000 };
/** The first images of the document may be seen at once; those after them are to wait. */
const seenAtOnce = 3;
/** Pixels that a sharp screen uses for one CSS pixel. */
const density = 2;
const oldFormats: readonly string[] = ['png', 'jpg', 'gif', 'bmp', 'tiff'];

/** `place` counts the images of the document from 0. */
export function imageFinding(file: ImageFile, tag: PageTag, place: number): ImageFinding {
  const { bytes, format, width } = file;
  const wanted = tag.size === null ? null : tag.size.width * density;
  const faults = {
    heavy: bytes > limits.heavy,
    'old-format': oldFormats.includes(format) && bytes > limits.format,
    'not-lazy': place >= seenAtOnce && !tag.lazy && bytes > limits.lazy,
    'no-dimensions': tag.kind === 'image' && tag.size === null,
    oversized: format !== 'svg' && wanted !== null && (width ?? 0) > wanted,
  };
  const names = Object.keys(faults) as (keyof typeof faults)[];
  return { ...file, faults: names.filter((name) => faults[name]) };
}

export function imagesVerdict({ images }: Images): Verdict {
  if (images.some(({ bytes }) => bytes > limits.veryHeavy)) return 'bad';
  return images.some(({ faults }) => faults.length > 0) ? 'warn' : 'ok';
}
