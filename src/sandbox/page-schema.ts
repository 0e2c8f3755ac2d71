/* What a version's page holds, as a scenario says it. */
import * as z from 'zod/mini';

const asset = z.strictObject({
  path: z.string().check(z.describe('path without the content hash, such as /assets/index.js')),
  bytes: z.int().check(z.minimum(1), z.maximum(20_000_000)),
});

const script = z.strictObject({
  ...asset.shape,
  blocking: z
    ._default(z.boolean(), false)
    .check(z.describe('a classic script in the head, in place of a module')),
});

const pixels = z.int().check(z.minimum(1), z.maximum(16_000));
const image = z.strictObject({
  ...asset.shape,
  width: z._default(pixels, 1_280).check(z.describe("pixels, as the file's header tells them")),
  height: z._default(pixels, 720),
  shownAt: z._default(pixels, 640).check(z.describe('CSS pixels of its width attribute')),
  sized: z._default(z.boolean(), true).check(z.describe('the tag has width and height attributes')),
  lazy: z._default(z.boolean(), false).check(z.describe('the tag has loading="lazy"')),
});

const hint = z.strictObject({
  rel: z.enum(['preload', 'prefetch']),
  path: z.string().check(z.describe('of a script, style or image of the page, or of another file')),
  as: z.enum(['script', 'style', 'image', 'font']),
});

const foreign = z.strictObject({
  name: z.string(),
  kind: z._default(z.enum(['script', 'style', 'font', 'image']), 'script'),
  bytes: z.int(),
  blocking: z._default(z.boolean(), false).check(z.describe('a script without async')),
  width: z._default(pixels, 640).check(z.describe('of an image')),
  height: z._default(pixels, 360),
});

export const pageSchema = z.strictObject({
  scripts: z
    .optional(z.array(script))
    .check(z.describe('the first is the entry, which imports the others')),
  later: z
    .optional(z.array(asset))
    .check(z.describe('scripts loaded when they are needed, named by a prefetch')),
  styles: z.optional(z.array(asset)),
  images: z.optional(z.array(image)),
  hints: z.optional(z.array(hint)).check(z.describe('further links that preload or prefetch')),
  thirdParty: z
    .optional(z.array(foreign))
    .check(z.describe('scripts, styles, fonts and images of others that the page loads')),
  dependencies: z
    .optional(z.record(z.string(), z.string()))
    .check(z.describe('package.json dependencies')),
});

export type PagePart = z.output<typeof pageSchema>;
