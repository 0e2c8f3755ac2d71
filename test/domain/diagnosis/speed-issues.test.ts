import { describe, expect, it } from 'vitest';
import {
  bundleIssue,
  cacheIssue,
  imageIssue,
  loadingIssue,
} from '../../../src/domain/diagnosis/speed-issues.ts';
import type { Response } from '../../../src/domain/diagnosis/types.ts';
import type {
  Bundle,
  CacheFile,
  ImageFinding,
  ResourceFinding,
} from '../../../src/domain/speed/findings.ts';
import { answer, bundle, cache, images, loading, without } from './collected.ts';

const look = { kind: 'look-further' };
const issue = (response: Response) => {
  if (response.kind !== 'issue') throw new Error(`the response is ${response.kind}`);
  return response;
};

describe('the issue about a bundle', () => {
  const changes = (...names: string[]) => ({
    'dependency-changes': answer({
      from: 'v1.2.2',
      to: 'v1.2.3',
      added: names.map((name) => ({ name, version: '5.6.0' })),
      removed: [],
      changed: [],
    }),
  });
  const of = (change: Partial<Bundle> = {}, more: object = {}) =>
    issue(bundleIssue({ bundle: answer({ ...bundle(2_100_000), ...change }), ...more }));

  it('says in Markdown what grew, by how much, and which packages came with it', () => {
    expect(of({}, changes('echarts', 'zrender'))).toEqual({
      kind: 'issue',
      title: 'Bundle: vendor.js of v1.2.3 is 2.1 MB in all',
      body: `Scripts and styles: 350 kB in v1.2.2 → 2.1 MB in v1.2.3.
Most of it: \`vendor.js\`, 350 kB → 2.1 MB.

| file | decoded | transferred |
|---|---:|---:|
| \`vendor.js\` | 2.1 MB | 700 kB |

Packages added since v1.2.2:

- \`echarts\` 5.6.0
- \`zrender\` 5.6.0

Drop what is not needed, or split it off and load it where it is used.
`,
    });
  });

  it('leaves out what is not known', () => {
    const { title, body } = of({ comparedWith: null, largestGrowth: null });
    expect(title).toBe('Bundle: scripts of v1.2.3 is 2.1 MB in all');
    expect(body).toBe(`Scripts and styles: 2.1 MB in v1.2.3.

| file | decoded | transferred |
|---|---:|---:|
| \`vendor.js\` | 2.1 MB | 700 kB |

Drop what is not needed, or split it off and load it where it is used.
`);
    expect(of({ comparedWith: null, largestGrowth: null }, changes()).body).toBe(body);
  });

  it('lists scripts and styles alone', () => {
    const [file] = bundle(1000).files;
    if (!file) throw new Error('no file');
    const kinds = ['script', 'style', 'image', 'font', 'other'] as const;
    const { body } = of({ files: kinds.map((kind) => ({ ...file, kind, name: kind })) });
    expect(body.match(/^\| `\w+`/gm)).toEqual(['| `script`', '| `style`']);
  });

  it('is none where the bundle is not known', () => {
    expect(bundleIssue(without({}, 'bundle'))).toEqual(look);
  });
});

describe('the issue about the loading of files', () => {
  const [blocker] = loading(true).findings;
  if (!blocker) throw new Error('no finding');
  const of = (...findings: ResourceFinding[]) =>
    loadingIssue({ 'resource-loading': answer({ ...loading(true), findings }) });

  it('shows each tag that blocks, with its weight and its time', () => {
    const second = { ...blocker, url: 'https://b.test/b.js', tag: '<b>', bytes: null, took: null };
    const untidy = { ...blocker, url: 'https://c.test/c.js', weighty: false };
    expect(of(untidy, blocker, second)).toEqual({
      kind: 'issue',
      title: 'Page load: https://chat.test/widget.js blocks the page',
      body: `- blocking-third-party: https://chat.test/widget.js, 641 kB, 900 ms from here

  \`\`\`html
  <script src="https://chat.test/widget.js"></script>
  \`\`\`

- blocking-third-party: https://b.test/b.js

  \`\`\`html
  <b>
  \`\`\`

Load third-party scripts late (\`async\`, \`defer\`, or after the first paint).
`,
    });
  });

  it('is none where nothing blocks, or nobody knows', () => {
    expect(of({ ...blocker, weighty: false })).toEqual(look);
    expect(loadingIssue(without({}, 'resource-loading'))).toEqual(look);
  });
});

describe('the issue about pictures', () => {
  const [hero] = images(4_800_000).images;
  if (!hero) throw new Error('no image');
  const of = (...all: ImageFinding[]) =>
    imageIssue({ images: answer({ images: all, total: 0, heaviest: null }) });

  it('lists the heavy ones, and names the heaviest', () => {
    const light = { ...hero, url: '/light.png', faults: ['not-lazy'] as const };
    const heavy = { ...hero, url: '/b.png', bytes: 300_000, faults: ['heavy'] as const };
    const nameless = { ...heavy, url: '/c.png', width: null };
    const flat = { ...heavy, url: '/d.png', height: null };
    expect(of(light, heavy, hero, nameless, flat)).toEqual({
      kind: 'issue',
      title: 'Image: /assets/hero.png weighs 4.8 MB',
      body: `| image | form | bytes | pixels | faults |
|---|---|---:|---|---|
| /b.png | png | 300 kB | 4000×2000 | heavy |
| /assets/hero.png | png | 4.8 MB | 4000×2000 | heavy, old-format |
| /c.png | png | 300 kB | not known | heavy |
| /d.png | png | 300 kB | not known | heavy |

Serve it as WebP or AVIF, no larger than it is shown.
`,
    });
  });

  it('is none where no picture is heavy, or nobody knows', () => {
    expect(of({ ...hero, faults: ['old-format'] })).toEqual(look);
    expect(imageIssue(without({}, 'images'))).toEqual(look);
  });
});

describe('the issue about a cache', () => {
  const file = (change: Partial<CacheFile>): CacheFile => ({
    url: 'https://x.test/a.js',
    kind: 'asset',
    state: 'miss',
    status: 200,
    ageSeconds: null,
    cacheControl: 'max-age=60',
    fault: null,
    ...change,
  });

  it('tells its figures, and the headers that are wrong', () => {
    const wrong = file({ fault: 'hashed, and yet kept only 1m' });
    const state = cache({
      hitRatio: 22.04,
      usualHitRatio: 94,
      originLatency: 1_400,
      files: [file({ url: 'https://x.test/fine.js' }), wrong],
    });
    expect(cacheIssue(state)).toEqual({
      kind: 'issue',
      title: 'CDN: hit ratio fell to 22 %',
      body: `Hit ratio: 22 %, usually 94 %; origin latency: 1400 ms.

| file | cache-control | fault |
|---|---|---|
| https://x.test/a.js | \`max-age=60\` | hashed, and yet kept only 1m |

Check cache headers, and which cookies, headers and query strings are part of the cache key.
`,
    });
  });

  it('tells what is not known', () => {
    const unknown = { hitRatio: null, usualHitRatio: null, originLatency: null };
    const { title, body } = issue(cacheIssue(cache({ ...unknown, files: [file({})] })));
    expect(title).toBe('CDN: cache headers are wrong');
    expect(body).toBe(`Hit ratio: not known, usually not known; origin latency: not known.

Check cache headers, and which cookies, headers and query strings are part of the cache key.
`);
  });
});
