/* What a version's page holds, as a scenario says it. */
import * as z from 'zod';

const asset = z.strictObject({
  path: z.string().describe('path without the content hash, such as /assets/index.js'),
  bytes: z.number().int().min(1).max(20_000_000),
});

const script = z.strictObject({
  ...asset.shape,
  blocking: z
    .boolean()
    .default(false)
    .describe('a classic script in the head, in place of a module'),
});

const pixels = z.number().int().min(1).max(16_000);
const image = z.strictObject({
  ...asset.shape,
  width: pixels.default(1_280).describe("pixels, as the file's header tells them"),
  height: pixels.default(720),
  shownAt: pixels.default(640).describe('CSS pixels of its width attribute'),
  sized: z.boolean().default(true).describe('the tag has width and height attributes'),
  lazy: z.boolean().default(false).describe('the tag has loading="lazy"'),
});

const hint = z.strictObject({
  rel: z.enum(['preload', 'prefetch']),
  path: z.string().describe('of a script, style or image of the page, or of another file'),
  as: z.enum(['script', 'style', 'image', 'font']),
});

const foreign = z.strictObject({
  name: z.string(),
  kind: z.enum(['script', 'style', 'font', 'image']).default('script'),
  bytes: z.number().int(),
  blocking: z.boolean().default(false).describe('a script without async'),
  width: pixels.default(640).describe('of an image'),
  height: pixels.default(360),
});

export const pageSchema = z.strictObject({
  scripts: z.array(script).optional().describe('the first is the entry, which imports the others'),
  later: z
    .array(asset)
    .optional()
    .describe('scripts loaded when they are needed, named by a prefetch'),
  styles: z.array(asset).optional(),
  images: z.array(image).optional(),
  hints: z.array(hint).optional().describe('further links that preload or prefetch'),
  thirdParty: z
    .array(foreign)
    .optional()
    .describe('scripts, styles, fonts and images of others that the page loads'),
  dependencies: z.record(z.string(), z.string()).optional().describe('package.json dependencies'),
});

export type PagePart = z.output<typeof pageSchema>;
