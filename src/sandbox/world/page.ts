import { hexOf } from '../noise.ts';
import type { PagePart } from '../page-schema.ts';
import { FIRST_PAGE, type FirstPage } from './first-page.ts';
import { imageHead } from './image-file.ts';
import type { World } from './model.ts';
import { tagsAt } from './versions.ts';

export interface Asset {
  /** With the content hash, such as /assets/index-3f2a9c1b.js. */
  readonly path: string;
  /** Without it. */
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
  /** What the file begins with. */
  readonly head: Buffer;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
};

/** The page of a version: each version changes what its scenario entry says and keeps the rest. */
export function pageOf(world: World, version: string): FirstPage {
  let page = FIRST_PAGE;
  for (const tag of tagsAt(world, Number.POSITIVE_INFINITY)) {
    const part = world.scenario.versions.find((v) => v.version === tag.version)?.page;
    if (part) page = { ...page, ...given(part) };
    if (tag.version === version) break;
  }
  return page;
}

function given(part: PagePart): Partial<FirstPage> {
  return Object.fromEntries(Object.entries(part).filter(([, v]) => v)) as Partial<FirstPage>;
}

/** The path of a file as a version serves it. */
export function hashed(version: string, path: string, bytes: number): string {
  // Code changes with every version, pictures only with their size.
  const key = /\.(js|css)$/.test(path) ? `${version}${path}` : `${bytes}${path}`;
  return path.replace(/(\.\w+)$/, `-${hexOf(key, 8)}$1`);
}

export function assetsOf(world: World, version: string): Asset[] {
  const { scripts, later, styles, images } = pageOf(world, version);
  const asset = (
    { path, bytes }: { path: string; bytes: number },
    head: Buffer = Buffer.alloc(0),
  ) => ({
    path: hashed(version, path, bytes),
    name: path,
    bytes,
    type: TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream',
    head,
  });
  const [entry, ...imported] = scripts;
  const imports = imported.map((one) => `import"./${asset(one).path.split('/').pop()}";`);
  return [
    ...(entry ? [asset(entry, Buffer.from(imports.join('')))] : []),
    ...[...imported, ...later, ...styles].map((one) => asset(one)),
    ...images.map((one) => asset(one, imageHead(one.path, one.width, one.height))),
  ];
}
