import type { Collected } from '../evidence/findings.ts';
import type { CacheState } from '../speed/findings.ts';
import { bytesText } from '../text/size.ts';
import { known } from './observation.ts';
import type { Response } from './types.ts';

/** An issue for GitHub, in English. */
function issue(title: string, lines: readonly string[]): Response {
  return { kind: 'issue', title, body: `${lines.join('\n')}\n` };
}

const look: Response = { kind: 'look-further' };

/** What grew, by how much, and which packages came with it. */
export function bundleIssue(collected: Collected): Response {
  const bundle = known(collected.bundle);
  if (bundle === null) return look;
  const { version, total, comparedWith, largestGrowth: most, files } = bundle;
  const changes = known(collected['dependency-changes']);
  const own = files.filter(({ kind }) => kind === 'script' || kind === 'style');
  const before = comparedWith
    ? `${bytesText(comparedWith.total)} in ${comparedWith.version} → `
    : '';
  const added = changes?.added.map(({ name, version: at }) => `- \`${name}\` ${at}`) ?? [];
  return issue(`Bundle: ${most?.name ?? 'scripts'} of ${version} is ${bytesText(total)} in all`, [
    `Scripts and styles: ${before}${bytesText(total)} in ${version}.`,
    ...(most
      ? [`Most of it: \`${most.name}\`, ${bytesText(most.before)} → ${bytesText(most.after)}.`]
      : []),
    '',
    '| file | decoded | transferred |',
    '|---|---:|---:|',
    ...own.map((f) => `| \`${f.name}\` | ${bytesText(f.decoded)} | ${bytesText(f.transfer)} |`),
    ...(added.length > 0 ? ['', `Packages added since ${changes?.from}:`, '', ...added] : []),
    '',
    'Drop what is not needed, or split it off and load it where it is used.',
  ]);
}

/** The tags that block the page. */
export function loadingIssue(collected: Collected): Response {
  const all = known(collected['resource-loading'])?.findings ?? [];
  const findings = all.filter(({ weighty }) => weighty);
  const [first] = findings;
  if (!first) return look;
  return issue(`Page load: ${first.url} blocks the page`, [
    ...findings.flatMap(({ what, url, tag, bytes, took }) => [
      `- ${what}: ${url}${bytes === null ? '' : `, ${bytesText(bytes)}`}${took === null ? '' : `, ${Math.round(took)} ms from here`}`,
      '',
      '  ```html',
      `  ${tag}`,
      '  ```',
      '',
    ]),
    'Load third-party scripts late (`async`, `defer`, or after the first paint).',
  ]);
}

/** The heavy pictures, with their form and size. */
export function imageIssue(collected: Collected): Response {
  const heavy = known(collected.images)?.images.filter(({ faults }) => faults.includes('heavy'));
  const [first] = heavy?.toSorted((a, b) => b.bytes - a.bytes) ?? [];
  if (!first || !heavy) return look;
  const size = (w: number | null, h: number | null) => (w && h ? `${w}×${h}` : 'not known');
  return issue(`Image: ${first.url} weighs ${bytesText(first.bytes)}`, [
    '| image | form | bytes | pixels | faults |',
    '|---|---|---:|---|---|',
    ...heavy.map(
      (one) =>
        `| ${one.url} | ${one.format} | ${bytesText(one.bytes)} | ${size(one.width, one.height)} | ${one.faults.join(', ')} |`,
    ),
    '',
    'Serve it as WebP or AVIF, no larger than it is shown.',
  ]);
}

/** Why the edge keeps too little. */
export function cacheIssue({
  files,
  hitRatio,
  usualHitRatio,
  originLatency,
}: CacheState): Response {
  const shown = (value: number | null, unit: string) =>
    value === null ? 'not known' : `${Math.round(value * 10) / 10} ${unit}`;
  const faulty = files.filter(({ fault }) => fault !== null);
  return issue(
    hitRatio === null
      ? 'CDN: cache headers are wrong'
      : `CDN: hit ratio fell to ${shown(hitRatio, '%')}`,
    [
      `Hit ratio: ${shown(hitRatio, '%')}, usually ${shown(usualHitRatio, '%')}; origin latency: ${shown(originLatency, 'ms')}.`,
      '',
      ...(faulty.length > 0
        ? [
            '| file | cache-control | fault |',
            '|---|---|---|',
            ...faulty.map((one) => `| ${one.url} | \`${one.cacheControl}\` | ${one.fault} |`),
            '',
          ]
        : []),
      'Check cache headers, and which cookies, headers and query strings are part of the cache key.',
    ],
  );
}
