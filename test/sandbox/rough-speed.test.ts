import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../src/sandbox/credentials.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { ask, type Sandbox, sandboxed, scenarioWith, sentry } from './sandboxed.ts';

type Signals = NonNullable<ScenarioInput['signals']>;
const world = async (signals: Signals) => (await sandboxed('calm', { signals })).sandbox;

const LCP = 'p75(measurements.lcp)';

async function lcp(sandbox: Sandbox, more = ''): Promise<number> {
  const { data } = (
    await sentry(sandbox, `events/?dataset=spans&field=${LCP}&statsPeriod=1h${more}`)
  ).json;
  return data[0][LCP];
}

async function lcpBy(sandbox: Sandbox, field: string): Promise<Record<string, number>> {
  const path = `events/?dataset=spans&field=${field}&field=${LCP}&statsPeriod=1h`;
  const { data } = (await sentry(sandbox, path)).json;
  return Object.fromEntries(
    data.map((line: Record<string, string | number>) => [String(line[field]), line[LCP]]),
  );
}

describe('vitals by client', () => {
  const slow: Signals = [{ metric: 'lcp', value: 6_000, systems: ['iOS'] }];

  it('are those of the browser, system or device that is asked for', async () => {
    const sandbox = await world(slow);
    const bySystem = await lcpBy(sandbox, 'os.name');
    expect(bySystem.iOS).toBeGreaterThan(5_000);
    expect(bySystem.Windows).toBeLessThan(2_200);
    const byDevice = await lcpBy(sandbox, 'device.family');
    expect(byDevice.iPhone).toBe(bySystem.iOS);
    const byBrowser = await lcpBy(sandbox, 'browser.name');
    expect(byBrowser.Safari).toBeGreaterThan(byBrowser['Samsung Internet'] ?? 0);
    expect(await lcp(sandbox, '&query=os.name:iOS')).toBe(bySystem.iOS);
  });

  it('move that of all by as much as there are such clients', async () => {
    const [all, few, none] = [await world(slow), await world([]), await world([])];
    const rare: Signals = [
      { metric: 'lcp', value: 6_000, browsers: ['Firefox'], systems: ['macOS'] },
    ];
    const hardly = await lcp(await world(rare));
    expect(await lcp(none)).toBe(await lcp(few));
    expect(await lcp(all)).toBeGreaterThan((await lcp(none)) * 1.3);
    expect(await lcp(all)).toBeLessThan(5_900);
    expect(hardly / (await lcp(none))).toBeCloseTo(1, 1);
  });

  it('are alike where nothing is said of clients, and times as much where that is said', async () => {
    const plain = await lcpBy(await world([]), 'browser.name');
    expect(new Set(Object.values(plain).map(Math.round)).size).toBe(1);
    const twice = await lcpBy(
      await world([{ metric: 'lcp', times: 2, browsers: ['Chrome'] }]),
      'browser.name',
    );
    expect((twice.Chrome ?? 0) / (twice.Firefox ?? 1)).toBeCloseTo(2, 3);
  });

  it('want a value or times, and not both', async () => {
    for (const signal of [
      { metric: 'lcp' as const },
      { metric: 'lcp' as const, value: 1, times: 2 },
    ])
      await expect(scenarioWith('calm', { signals: [signal] })).rejects.toThrow(
        /signals\.0\.value/,
      );
  });
});

describe('the bounce rate', () => {
  async function bounce(sandbox: Sandbox): Promise<number> {
    const { json } = await ask(`${sandbox.urls.analytics}/v1beta/properties/412300001:runReport`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lesserCredentials.analyticsToken}` },
      body: {
        dateRanges: [{ startDate: 'today', endDate: 'today' }],
        metrics: [{ name: 'bounceRate' }],
      },
    });
    return Number(json.rows[0].metricValues[0].value);
  }

  it('follows LCP where nothing is said of it', async () => {
    expect(await bounce(await world([]))).toBeCloseTo(0.36, 2);
    expect(await bounce(await world([{ metric: 'lcp', value: 6_000 }]))).toBeGreaterThan(0.5);
  });

  it('is what the scenario says, whatever LCP is', async () => {
    const told: Signals = [{ metric: 'bounceRate', value: 70 }];
    // Of whole visits: there is no part of one that leaves.
    expect(await bounce(await world(told))).toBeCloseTo(0.7, 3);
    const slow: Signals = [...told, { metric: 'lcp', value: 6_000 }];
    expect(await bounce(await world(slow))).toBeCloseTo(0.7, 3);
  });
});

describe('files of others on the page', () => {
  const thirdParty = [
    { name: 'chat', bytes: 9_000, blocking: true },
    { name: 'ads', bytes: 9_100 },
    { name: 'fonts', kind: 'style' as const, bytes: 2_000 },
    { name: 'noto', kind: 'font' as const, bytes: 40_000 },
    { name: 'badge', kind: 'image' as const, bytes: 5_000, width: 300, height: 100 },
  ];
  const versions = [
    { version: 'v1.2.2', at: '-9d' },
    { version: 'v1.2.3', at: '-2h', page: { thirdParty } },
  ];
  const deploys = [{ version: 'v1.2.3', at: '-1h' }];

  it('are named from another origin than the site’s, each by a tag of its kind', async () => {
    const { sandbox } = await sandboxed('calm', { versions, deploys });
    const { text } = await ask(sandbox.siteUrls.production);
    const elsewhere = sandbox.siteUrls.production.replace('127.0.0.1', 'localhost');
    const at = (file: string) => `${elsewhere}/third-party/${file}`;
    expect(text).toContain(`<script src="${at('chat.js')}"></script>`);
    expect(text).toContain(`<script src="${at('ads.js')}" async></script>`);
    expect(text).toContain(`<link rel="stylesheet" href="${at('fonts.css')}">`);
    expect(text).toContain(`href="${at('noto.woff2')}" as="font"`);
    expect(text).toContain(`<img src="${at('badge.webp')}" alt="" width="300" height="100">`);
  });

  it('are served in their type and size, and only on a version that has them', async () => {
    const { sandbox } = await sandboxed('calm', { versions, deploys });
    const get = (file: string) => ask(`${sandbox.siteUrls.production}/third-party/${file}`);
    const found = await Promise.all(['noto.woff2', 'badge.webp', 'fonts.css'].map(get));
    expect(
      found.map(({ headers }) => [headers['content-type'], headers['content-length']]),
    ).toEqual([
      ['font/woff2', '40000'],
      ['image/webp', '5000'],
      ['text/css', '2000'],
    ]);
    const plain = await sandboxed();
    const { headers } = await ask(`${plain.sandbox.siteUrls.production}/third-party/noto.woff2`);
    expect(headers['content-type']).toContain('text/html');
  });
});
