import { hash32, hexOf } from '../noise.ts';
import type { PagePart } from '../scenario.ts';
import { tagsAt } from './versions.ts';
import type { World } from './world.ts';

type Page = { [K in keyof PagePart]-?: NonNullable<PagePart[K]> };
export interface Asset {
  /** With the content hash, such as /assets/index-3f2a9c1b.js. */
  path: string;
  bytes: number;
  type: string;
}

const FIRST_PAGE: Page = {
  scripts: [
    { path: '/assets/index.js', bytes: 182_400 },
    { path: '/assets/vendor.js', bytes: 141_200 },
  ],
  styles: [{ path: '/assets/index.css', bytes: 23_900 }],
  images: [
    { path: '/assets/hero.webp', bytes: 47_300 },
    { path: '/assets/logo.svg', bytes: 3_100 },
  ],
  thirdParty: [],
  dependencies: {
    react: '19.1.0',
    'react-dom': '19.1.0',
    '@sentry/react': '9.30.0',
    zustand: '5.0.6',
  },
};

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  webp: 'image/webp',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** The page of a version: each version changes what its scenario entry says and keeps the rest. */
export function pageOf(world: World, version: string): Page {
  let page = FIRST_PAGE;
  for (const tag of tagsAt(world, Number.POSITIVE_INFINITY)) {
    const part = world.scenario.versions.find((v) => v.version === tag.version)?.page;
    if (part)
      page = {
        ...page,
        ...(Object.fromEntries(Object.entries(part).filter(([, v]) => v)) as Partial<Page>),
      };
    if (tag.version === version) break;
  }
  return page;
}

function hashed(version: string, path: string, bytes: number): string {
  // Code changes with every version, pictures only with their size.
  const key = /\.(js|css)$/.test(path) ? `${version}${path}` : `${bytes}${path}`;
  return path.replace(/(\.\w+)$/, `-${hexOf(key, 8)}$1`);
}

export function assetsOf(world: World, version: string): Asset[] {
  const page = pageOf(world, version);
  return [...page.scripts, ...page.styles, ...page.images].map(({ path, bytes }) => ({
    path: hashed(version, path, bytes),
    bytes,
    type: TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream',
  }));
}

/** Bytes that say nothing, of a given number and always the same. */
export function filler(path: string, bytes: number): Buffer {
  const line = `/* ${path} ${hash32(path).toString(16)} */\n`;
  return Buffer.alloc(bytes, line);
}

export function htmlOf(world: World, version: string): string {
  const page = pageOf(world, version);
  const name = ({ path, bytes }: { path: string; bytes: number }) => hashed(version, path, bytes);
  const foreign = page.thirdParty.map(
    ({ name: who, blocking }) =>
      `    <script src="/third-party/${who}.js"${blocking ? '' : ' async'}></script>\n`,
  );
  const styles = page.styles.map((a) => `    <link rel="stylesheet" href="${name(a)}">\n`);
  const scripts = page.scripts.map((a) => `    <script type="module" src="${name(a)}"></script>\n`);
  const images = page.images.map((a) => `    <img src="${name(a)}" alt="">\n`);
  return `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8">
    <title>TalkStudio</title>
    <meta name="app-version" content="${version}">
${foreign.join('')}${styles.join('')}${scripts.join('')}  </head>
  <body>
    <div id="root"></div>
${images.join('')}  </body>
</html>
`;
}
