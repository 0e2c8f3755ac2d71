import type { FirstPage } from './first-page.ts';
import type { World } from './model.ts';
import { hashed, pageOf } from './page.ts';

/**
 * The page of a version, as a bundler writes it: the entry as a module, what it imports as modulepreload.
 * Scripts of others come from `elsewhere`, an origin that is not the site's.
 */
export function htmlOf(world: World, version: string, elsewhere = ''): string {
  const page = pageOf(world, version);
  const name = ({ path, bytes }: { path: string; bytes: number }) => hashed(version, path, bytes);
  const known = [...page.scripts, ...page.later, ...page.styles, ...page.images];
  const foreign = page.thirdParty.flatMap((one) => foreignTag(one, elsewhere + foreignPath(one)));
  const scripts = page.scripts.map((one, i) => {
    if (one.blocking) return `<script src="${name(one)}"></script>`;
    return i === 0
      ? `<script type="module" crossorigin src="${name(one)}"></script>`
      : `<link rel="modulepreload" crossorigin href="${name(one)}">`;
  });
  const hints = page.hints.map(({ rel, path, as }) => {
    const file = known.find((one) => one.path === path);
    return `<link rel="${rel}" href="${file ? name(file) : path}" as="${as}">`;
  });
  const later = page.later.map((one) => `<link rel="prefetch" href="${name(one)}" as="script">`);
  const styles = page.styles.map((one) => `<link rel="stylesheet" href="${name(one)}">`);
  const head = [...foreign, ...hints, ...scripts, ...styles, ...later];
  const pictures = page.thirdParty
    .filter(({ kind }) => kind === 'image')
    .map((one) => {
      const src = elsewhere + foreignPath(one);
      return `<img src="${src}" alt="" width="${one.width}" height="${one.height}">`;
    });
  const images = page.images.map((one) => {
    const height = Math.max(1, Math.round((one.shownAt * one.height) / one.width));
    const size = one.sized ? ` width="${one.shownAt}" height="${height}"` : '';
    return `<img src="${name(one)}" alt=""${size}${one.lazy ? ' loading="lazy"' : ''}>`;
  });
  return `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8">
    <title>TalkStudio</title>
    <meta name="app-version" content="${version}">
${lines(head)}  </head>
  <body>
    <div id="root"></div>
${lines([...images, ...pictures])}  </body>
</html>
`;
}

type Foreign = FirstPage['thirdParty'][number];

const ENDINGS = { script: 'js', style: 'css', font: 'woff2', image: 'webp' } as const;

/** Where a file of others lies, on their origin. */
export function foreignPath({ name, kind }: Foreign): string {
  return `/third-party/${name}.${ENDINGS[kind]}`;
}

/** Its tag in the head; a picture stands in the body. */
function foreignTag({ kind, blocking }: Foreign, url: string): string[] {
  if (kind === 'script') return [`<script src="${url}"${blocking ? '' : ' async'}></script>`];
  if (kind === 'style') return [`<link rel="stylesheet" href="${url}">`];
  if (kind === 'font')
    return [`<link rel="preload" href="${url}" as="font" type="font/woff2" crossorigin>`];
  return [];
}

function lines(tags: readonly string[]): string {
  return tags.map((tag) => `    ${tag}\n`).join('');
}
