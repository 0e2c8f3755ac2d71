import { describe, expect, it } from 'vitest';
import type { EvidenceId, Findings } from '../../src/domain/evidence/findings.ts';
import { questionsAbout } from '../../src/domain/evidence/questions/table.ts';
import { sandboxInquiry } from '../support/sandbox-inquiry.ts';

type Investigated = Awaited<ReturnType<typeof sandboxInquiry>>;
const ids = questionsAbout('speed');

/** The value of an answer that must be there. */
async function found<Id extends EvidenceId>(
  { inquiry }: Investigated,
  id: Id,
): Promise<Findings[Id]> {
  const { value, detail } = await inquiry.ask(id);
  if (value === null) throw new Error(`${id}: ${detail}`);
  return value;
}

async function verdicts({ inquiry }: Investigated) {
  const all = await Promise.all(ids.map(async (id) => [id, (await inquiry.ask(id)).verdict]));
  return Object.fromEntries(all) as Record<(typeof ids)[number], string>;
}

const calm = {
  'page-speed': 'ok',
  bundle: 'ok',
  'cache-state': 'ok',
  images: 'ok',
  'resource-loading': 'ok',
  'dependency-changes': 'ok',
  visits: 'ok',
};

describe('on a quiet day', () => {
  it('nothing is bad, nothing is to be looked at, and nothing is unknown', async () => {
    expect(await verdicts(await sandboxInquiry('calm'))).toEqual(calm);
  });

  it('the page and each of its files are asked for once, whoever looks at them', async () => {
    const investigated = await sandboxInquiry('calm');
    await verdicts(investigated);
    const asked = investigated.sandbox
      .requests()
      .filter(({ system, headers }) => system === 'production' && headers.accept !== undefined)
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/assets/'));
    expect(asked.length).toBe(6);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('no Lighthouse is run, and no address but the sandbox’s is asked', async () => {
    const { inquiry } = await sandboxInquiry('calm');
    expect((await inquiry.ask('page-speed')).value).toMatchObject({
      measuredBy: 'http',
      score: null,
      field: null,
    });
  });
});

describe('where the bundle grew', () => {
  it('its growth, the file and the packages are named, and the rest is as ever', async () => {
    const investigated = await sandboxInquiry('bundle-growth');
    expect(await verdicts(investigated)).toEqual({
      ...calm,
      'page-speed': 'bad',
      bundle: 'bad',
      'dependency-changes': 'warn',
      visits: 'warn',
    });
    expect(await found(investigated, 'bundle')).toMatchObject({
      version: 'v1.2.3',
      scripts: 2,
      styles: 1,
      total: 214_800 + 1_931_400 + 23_900,
      comparedWith: { version: 'v1.2.2', total: 182_400 + 141_200 + 23_900 },
      largestGrowth: { name: 'vendor.js', before: 141_200, after: 1_931_400 },
    });
    const { files } = await found(investigated, 'bundle');
    for (const { transfer, decoded } of files) expect(transfer).toBeLessThan(decoded / 2);
    expect(await found(investigated, 'dependency-changes')).toEqual({
      from: 'v1.2.2',
      to: 'v1.2.3',
      added: [
        { name: 'echarts', version: '5.6.0' },
        { name: 'lodash', version: '4.17.21' },
      ],
      removed: [],
      changed: [],
    });
  });

  it('users report a poor LCP', async () => {
    const { reported } = await found(await sandboxInquiry('bundle-growth'), 'page-speed');
    const lcp = reported.find(({ vital }) => vital === 'lcp');
    expect(lcp?.value).toBeGreaterThan(4000);
    expect(lcp?.rating).toBe('poor');
  });

  it('figures of a version read before are compared with where nothing else was kept', async () => {
    const investigated = await sandboxInquiry('bundle-growth');
    const services = investigated.inquiry.context.services;
    const kept = await services.keptFigures();
    await found(investigated, 'bundle');
    const [newest] = await kept.versions(investigated.sandbox.urls.production);
    expect(newest?.version).toBe('v1.2.3');
    expect(newest?.files).toContainEqual({ name: 'vendor.js', kind: 'script', decoded: 1_931_400 });
  });
});

describe('where a picture is heavy', () => {
  it('it is named with its format, its bytes and its pixels', async () => {
    const investigated = await sandboxInquiry('image-weight');
    expect(await verdicts(investigated)).toEqual({
      ...calm,
      'page-speed': 'bad',
      images: 'bad',
      visits: 'bad',
    });
    const { heaviest, images } = await found(investigated, 'images');
    expect(heaviest).toMatchObject({
      format: 'png',
      bytes: 4_812_300,
      width: 4096,
      height: 2304,
      faults: ['heavy', 'old-format', 'oversized'],
    });
    expect(images).toHaveLength(2);
  });

  it('not all of it is fetched to know that', async () => {
    const investigated = await sandboxInquiry('image-weight');
    await found(investigated, 'images');
    const asked = investigated.sandbox.requests().find(({ path }) => /hero.*\.png$/.test(path));
    expect(asked).toMatchObject({ status: 206, headers: { range: 'bytes=0-131071' } });
  });
});

describe('where a script of others blocks the page', () => {
  it('it is named with its tag, and our own files are cleared', async () => {
    const investigated = await sandboxInquiry('third-party-script');
    expect(await verdicts(investigated)).toEqual({
      ...calm,
      'page-speed': 'bad',
      'resource-loading': 'bad',
      visits: 'warn',
    });
    const { findings, thirdParty } = await found(investigated, 'resource-loading');
    expect(thirdParty).toBe(1);
    expect(findings).toMatchObject([
      {
        what: 'blocking-third-party',
        weighty: true,
        tag: expect.stringContaining('support-chat.js'),
      },
    ]);
    expect((await found(investigated, 'bundle')).scripts).toBe(2);
  });
});

describe('where the edge is stale', () => {
  it('the versions, the file that is gone and the hit ratio are named', async () => {
    const investigated = await sandboxInquiry('stale-cache');
    const all = await verdicts(investigated);
    expect(all).toMatchObject({ 'cache-state': 'bad', bundle: 'ok', images: 'ok' });
    const state = await found(investigated, 'cache-state');
    expect(state.stale).toEqual({ serves: 'v1.2.2', deployed: 'v1.2.3' });
    expect(state.missing).toEqual([expect.stringMatching(/conversation-.*\.js$/)]);
    expect(state.hitRatio).toBeLessThan(80);
    expect(state.usualHitRatio).toBeGreaterThan(90);
    const [page] = state.files;
    expect(page).toMatchObject({ kind: 'page', fault: expect.stringMatching(/1d without asking/) });
  });

  it('an invalidation is seen by the next inquiry', async () => {
    const investigated = await sandboxInquiry('stale-cache');
    await found(investigated, 'cache-state');
    const at = investigated.sandbox.world.now();
    const asked = { environment: 'production', reference: 'r', paths: ['/*'] } as const;
    investigated.sandbox.world.record({ kind: 'invalidation', at, ...asked, paths: ['/*'] });
    investigated.sandbox.world.advance(10_000);
    const { value } = await investigated.again().ask('cache-state');
    expect(value).toMatchObject({ stale: null, missing: [] });
  });
});

const unknownPage = {
  bundle: 'unknown',
  'cache-state': 'unknown',
  images: 'unknown',
  'resource-loading': 'unknown',
};

describe('where sources fail', () => {
  it('what is bad stays bad, whatever else could not be asked', async () => {
    const investigated = await sandboxInquiry('stale-cache');
    investigated.sandbox.inject({ system: 'aws', kind: 'status', status: 403 });
    const cache = await investigated.inquiry.ask('cache-state');
    expect(cache).toMatchObject({ verdict: 'bad', value: { hitRatio: null, usualHitRatio: null } });
    expect(cache.detail).toMatch(/v1.2.2.*CloudWatch: /);
  });

  it('each answer that rests on the page is unknown when the page does not come', async () => {
    const investigated = await sandboxInquiry('site-down');
    const all = await verdicts(investigated);
    expect(all).toMatchObject(unknownPage);
  });

  it('a site that never answers makes unknown of all that rests on it, within the budget', async () => {
    const investigated = await sandboxInquiry('calm');
    // So that no sign-in, which is slow where others work beside it, falls into so short a budget.
    expect((await investigated.inquiry.ask('visits')).verdict).toBe('ok');
    investigated.sandbox.inject({ system: 'production', kind: 'hang' });
    const inquiry = investigated.again(300);
    const all = await verdicts({ ...investigated, inquiry });
    expect(all).toMatchObject({ ...unknownPage, visits: 'ok', 'page-speed': 'unknown' });
  });

  it('without GitHub only what rests on the deploys is missing', async () => {
    const investigated = await sandboxInquiry('bundle-growth');
    investigated.sandbox.inject({ system: 'github', kind: 'status', status: 401 });
    const all = await verdicts(investigated);
    expect(all['dependency-changes']).toBe('unknown');
    // Whether the edge is stale cannot be told.
    expect(all['cache-state']).toBe('unknown');
    expect(all.images).toBe('ok');
    // The figures that were kept still tell the newest version that is older.
    const { comparedWith } = await found(investigated, 'bundle');
    expect(comparedWith?.version).toBe('v1.2.2');
  });

  it('without Sentry, CloudWatch and analytics the rest is told, and what is missing is said', async () => {
    const investigated = await sandboxInquiry('calm');
    for (const system of ['sentry', 'aws', 'analytics'] as const) {
      investigated.sandbox.inject({ system, kind: 'status', status: 403 });
    }
    const speed = await investigated.inquiry.ask('page-speed');
    expect(speed).toMatchObject({ verdict: 'unknown', problem: { kind: 'credentials' } });
    expect(speed.detail).toMatch(/TTFB .*; Sentry: /);
    const cache = await investigated.inquiry.ask('cache-state');
    expect(cache).toMatchObject({ verdict: 'unknown', problem: { kind: 'unreachable' } });
    expect(cache.detail).toMatch(/CloudWatch: /);
    expect((await investigated.inquiry.ask('images')).verdict).toBe('ok');
    expect(await investigated.inquiry.ask('visits')).toMatchObject({
      verdict: 'unknown',
      value: null,
      problem: { kind: 'credentials' },
    });
  });

  it('a page of something else (HTML without files) has no code to speak of', async () => {
    const investigated = await sandboxInquiry('calm');
    investigated.sandbox.inject({ system: 'production', path: '/', kind: 'html' });
    expect((await investigated.inquiry.ask('bundle')).verdict).toBe('unknown');
    expect((await investigated.inquiry.ask('images')).verdict).toBe('no-data');
  });

  it('a script that never comes is told apart from the others', async () => {
    const investigated = await sandboxInquiry('bundle-growth');
    investigated.sandbox.inject({ system: 'production', path: '*vendor*', kind: 'drop-after' });
    const bundle = await investigated.inquiry.ask('bundle');
    expect(bundle).toMatchObject({ verdict: 'unknown', value: null });
    expect(bundle.detail).toMatch(/1 file could not be read/);
    const kept = await createdFigures(investigated);
    expect(kept).not.toContain('v1.2.3');
  });
});

async function createdFigures({ inquiry, sandbox }: Investigated): Promise<string[]> {
  const kept = await inquiry.context.services.keptFigures();
  return (await kept.versions(sandbox.urls.production)).map(({ version }) => version);
}

it('nothing but reads is sent', async () => {
  const investigated = await sandboxInquiry('calm');
  await verdicts(investigated);
  const writes = investigated.sandbox.requests().filter(({ method, path }) => {
    // CloudWatch's and Analytics' reads are POSTs, and so is the sign-in to Google.
    return method !== 'GET' && !/(?:runReport|\/token)$/.test(path) && path !== '/';
  });
  expect(writes).toEqual([]);
});
