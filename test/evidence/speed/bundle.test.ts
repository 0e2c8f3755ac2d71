import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { RecentDeploys } from '../../../src/domain/errors/findings.ts';
import type { KeptVersion } from '../../../src/domain/speed/bundle-rules.ts';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import bundle from '../../../src/evidence/speed/bundle.ts';
import type { BundleHistory } from '../../../src/ports/bundle-history.ts';
import type { Http } from '../../../src/ports/http.ts';
import type { LoadedCode, WebPages } from '../../../src/ports/web-pages.ts';
import { answered, inquiryWith, recorded, refusing, stillClock } from '../../support/ask.ts';
import { code, page, tag } from '../../support/web-page.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const url = (name: string) => `https://site.test/${name}`;
const script = (name: string) => tag('script', url(name));

interface Given {
  readonly tags?: readonly PageTag[];
  /** Files by their name; one that is not here fails. */
  readonly files?: Readonly<Record<string, Partial<LoadedCode>>>;
  /** Versions by the host that serves them. */
  readonly served?: Readonly<Record<string, string>>;
  readonly kept?: readonly KeptVersion[];
  readonly deployed?: readonly string[] | null;
  readonly statusOf?: Readonly<Record<string, number>>;
}

function asked(given: Given = {}) {
  const { tags = [script('app-1a2b3c4d.js')], served = { 'site.test': 'v2.0.0' } } = given;
  const { files = { 'app-1a2b3c4d.js': { decoded: 3000 } }, kept = [] } = given;
  const { deployed = [], statusOf = {} } = given;
  const hostOf = (address: string) => new URL(address).hostname;
  const webPages = recorded<WebPages>({
    page: async (address) => page(address, tags, { status: statusOf[hostOf(address)] ?? 200 }),
    code: async (address) => {
      const file = files[new URL(address).pathname.slice(1)];
      return file === undefined ? refusing('gone')() : code(address, file);
    },
  });
  const http = recorded<Http>({
    send: async ({ url: address }) => {
      const version = served[hostOf(address)];
      const body = Buffer.from(JSON.stringify({ version }));
      return { status: version === undefined ? 503 : 200, headers: {}, body };
    },
  });
  const figures = recorded<BundleHistory>({ versions: async () => kept, keep: async () => {} });
  const clock = stillClock();
  const deploys = deployed?.map(
    (version, i) =>
      ({
        version,
        conclusion: 'success',
        at: at - i,
        endedAt: at - i,
      }) as Partial<Deploy> as Deploy,
  );
  const recent = deploys && { deploys, served: null, builtAt: null, tags: null };
  const inquiry = inquiryWith({
    config: {
      environments: {
        production: { url: 'https://site.test' },
        staging: { url: 'https://staging.test' },
        qa: { url: 'https://qa.test' },
      },
    },
    services: { webPages: async () => webPages, http, keptFigures: async () => figures },
    answers: { 'recent-deploys': answered<RecentDeploys>(recent ?? null) },
    clock,
  });
  return { found: bundle(inquiry), figures, clock, webPages, http };
}

const version = (name: string, decoded = 1000): KeptVersion => ({
  version: name,
  at: at - 1,
  files: [{ name: 'app.js', kind: 'script', decoded }],
});

describe('the code of a page', () => {
  it('is its scripts and styles, heaviest first, by names that every version has', async () => {
    const tags = [
      script('app-1a2b3c4d.js'),
      tag('style', url('look.css')),
      tag('modulepreload', url('chunk.js')),
    ];
    const files = {
      'app-1a2b3c4d.js': { decoded: 3000, transfer: 900 },
      'look.css': { decoded: 5000 },
      'chunk.js': { decoded: 10 },
    };
    const { found, clock } = asked({ tags, files });
    const { verdict, value, unit } = await found;
    expect([verdict, unit]).toEqual(['ok', 'B']);
    expect(value).toMatchObject({
      version: 'v2.0.0',
      files: [
        { name: 'look.css', kind: 'style', decoded: 5000 },
        {
          url: url('app-1a2b3c4d.js'),
          name: 'app.js',
          kind: 'script',
          decoded: 3000,
          transfer: 900,
        },
        { name: 'chunk.js', kind: 'script' },
      ],
      scripts: 2,
      styles: 1,
      total: 8010,
      comparedWith: null,
      largestGrowth: null,
    });
    expect(clock.sleeps[0]).toBe(15_000);
  });

  it('is a style by its tag, or by what it is', async () => {
    const tags = [tag('style', url('odd')), script('typed')];
    const files = { odd: { type: 'text/plain' }, typed: { type: 'text/css' } };
    const { value } = await asked({ tags, files }).found;
    expect(value).toMatchObject({ scripts: 0, styles: 2 });
  });

  it('is none of what is only fetched for later, unless a script imports or a tag loads it', async () => {
    const later = [
      tag('prefetch', url('next.js'), { as: 'script' }),
      tag('preload', url('soon.js'), { as: 'script' }),
      tag('preload', url('app.js'), { as: 'script' }),
      script('app.js'),
    ];
    const files = {
      'next.js': {},
      'soon.js': {},
      'app.js': { imports: [url('part.js')] },
      'part.js': {},
    };
    const { value } = await asked({ tags: later, files }).found;
    expect(value?.files.map(({ name }) => name)).toEqual(['app.js', 'part.js']);
  });

  it('is none of others', async () => {
    const tags = [script('app.js'), tag('script', 'https://ads.test/ads.js')];
    const { value } = await asked({ tags, files: { 'app.js': {}, 'ads.js': {} } }).found;
    expect(value?.files.map(({ name }) => name)).toEqual(['app.js']);
  });

  it('that nobody could read is unknown', async () => {
    const { verdict, problem } = await asked({ files: {} }).found;
    expect([verdict, problem?.kind]).toEqual(['unknown', 'unreachable']);
  });
});

describe('figures', () => {
  it('are kept of the version that is served', async () => {
    const { found, figures } = asked();
    await found;
    const [site, kept] = figures.calls.find(({ method }) => method === 'keep')?.args ?? [];
    expect(site).toBe('https://site.test');
    expect(kept).toEqual({
      version: 'v2.0.0',
      at,
      files: [{ name: 'app.js', kind: 'script', decoded: 3000 }],
    });
  });

  const keeps = ({ figures }: ReturnType<typeof asked>) =>
    figures.calls.some(({ method }) => method === 'keep');

  it('are not kept where a file of ours did not come: then they are too low, and not ok', async () => {
    const tags = [script('app.js'), script('gone.js')];
    const one = asked({ tags, files: { 'app.js': {} } });
    const { verdict, detail } = await one.found;
    expect(verdict).toBe('unknown');
    expect(detail).toContain('1 file could not be read');
    expect(keeps(one)).toBe(false);
  });

  it('are kept though what is only for later, or of others, did not come', async () => {
    const tags = [
      script('app.js'),
      tag('preload', url('gone.js'), { as: 'script' }),
      tag('script', 'https://ads.test/ads.js'),
    ];
    const one = asked({ tags, files: { 'app.js': {} } });
    expect((await one.found).verdict).toBe('ok');
    expect(keeps(one)).toBe(true);
  });

  it('are neither kept nor compared where nobody knows which version is served', async () => {
    const one = asked({ served: {}, kept: [version('v1.9.0')] });
    expect((await one.found).value).toMatchObject({ version: '?', comparedWith: null });
    expect(one.figures.calls).toEqual([]);
  });
});

describe('the version to compare with', () => {
  const compared = async (given: Given) => {
    const { value } = await asked(given).found;
    return value?.comparedWith?.version ?? null;
  };

  it('is the one that was live before, though others were read later', async () => {
    const kept = [version('v1.9.5'), version('v1.9.0', 1000), version('v1.8.0')];
    const { value, verdict } = await asked({ kept, deployed: ['v2.0.0', 'v1.9.0'] }).found;
    expect(value).toMatchObject({
      comparedWith: { version: 'v1.9.0', total: 1000, source: 'figures kept on 2026-11-23' },
      largestGrowth: { name: 'app.js', before: 1000, after: 3000 },
    });
    expect(verdict).toBe('ok');
  });

  it('is the newest older one that was read where that one never was', async () => {
    const kept = [version('v2.1.0'), version('v2.0.0'), version('v1.9.5'), version('v1.8.0')];
    expect(await compared({ kept, deployed: ['v2.0.0', 'v1.9.0'] })).toBe('v1.9.5');
    expect(await compared({ kept, deployed: null })).toBe('v1.9.5');
  });

  it('is any other one where versions have no order', async () => {
    const served = { 'site.test': 'night' };
    expect(await compared({ served, kept: [version('night'), version('evening')] })).toBe(
      'evening',
    );
  });

  it('is what another environment serves where none was kept, if that is older', async () => {
    const served = { 'site.test': 'v2.0.0', 'staging.test': 'v2.1.0', 'qa.test': 'v1.9.0' };
    const { value } = await asked({ served }).found;
    expect(value?.comparedWith).toEqual({
      version: 'v1.9.0',
      total: 3000,
      source: 'what qa serves',
    });
    expect(await compared({ served: { 'site.test': 'v2.0.0', 'qa.test': 'v2.0.0' } })).toBeNull();
  });

  it('is none of an environment whose page, or whose files, do not come', async () => {
    const served = { 'site.test': 'v2.0.0', 'staging.test': 'v1.9.0', 'qa.test': 'v1.8.0' };
    expect(await compared({ served, statusOf: { 'staging.test': 503 } })).toBe('v1.8.0');
    expect(
      await compared({ served, statusOf: { 'staging.test': 503, 'qa.test': 503 } }),
    ).toBeNull();
  });

  it('of the environment itself is none', async () => {
    const { found, webPages, http } = asked({ served: { 'site.test': 'v2.0.0' } });
    await found;
    expect(http.calls.map(({ args }) => args[0])).toMatchObject([
      { url: 'https://site.test/build-info.json' },
      { url: 'https://staging.test/build-info.json', timeout: 5000 },
      { url: 'https://qa.test/build-info.json' },
    ]);
    expect(webPages.calls.filter(({ method }) => method === 'page')).toHaveLength(1);
  });
});
