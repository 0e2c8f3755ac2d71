/* What users had before the latest deploy, what each measurement is asked, and what is said of what is missing. */
import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { RecentDeploys } from '../../../src/domain/errors/findings.ts';
import type { EvidenceWindow } from '../../../src/domain/evidence/shape.ts';
import { day, minute } from '../../../src/domain/time/units.ts';
import pageSpeed from '../../../src/evidence/speed/page-speed.ts';
import type { LabRun, LocalLab, RemoteLab, VitalValues } from '../../../src/ports/lab.ts';
import type { Site } from '../../../src/ports/site.ts';
import {
  answered,
  fakeTracker,
  inquiryWith,
  recorded,
  refusing,
  stillClock,
} from '../../support/ask.ts';
import { measurement } from '../../support/fake-site.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };

interface Given {
  readonly vitals?: (span: EvidenceWindow) => VitalValues | null;
  /** Minutes ago that the latest deploy ended; it took four. */
  readonly deploy?: number | null;
  readonly deployed?: Partial<Deploy>;
  readonly runs?: readonly (LabRun | null)[];
  readonly remote?: LabRun | null;
  readonly field?: RemoteLab['field'];
  readonly probe?: Site['probe'];
  readonly drill?: boolean;
  readonly config?: { readonly runs?: number; readonly device?: 'mobile' | 'desktop' };
}

function asked(given: Given = {}) {
  const { vitals = () => ({ lcp: 2000 }), runs = [{ score: 90, vitals: { lcp: 1500 } }] } = given;
  let nth = 0;
  const lab = recorded<LocalLab>({
    run: async () => runs[Math.min(nth++, runs.length - 1)] ?? null,
  });
  const remoteLab = recorded<RemoteLab>({
    run: async () => given.remote ?? null,
    field: given.field ?? (async () => null),
  });
  const errors = fakeTracker({
    vitals: async (span) => vitals(span) ?? refusing('no scope')(),
  });
  const site = recorded<Site>({ probe: given.probe ?? (async () => measurement()) });
  const endedAt = at - (given.deploy ?? 0) * minute;
  const deploy = {
    version: 'v2.0.0',
    conclusion: 'success',
    at: endedAt - 4 * minute,
    endedAt,
    ...given.deployed,
  } as Partial<Deploy> as Deploy;
  const failed = { ...deploy, version: 'v2.1.0', conclusion: 'failure', endedAt: at, at };
  const deploys = given.deploy == null ? [] : [failed, deploy];
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: {
      environments: { production: { url: 'https://site.test' } },
      ...(given.config && { lighthouse: given.config }),
    },
    services: {
      lab: async () => lab,
      remoteLab: async () => remoteLab,
      errors: async () => errors,
      site: async () => site,
    },
    answers: {
      'recent-deploys': answered<RecentDeploys>({
        deploys,
        served: null,
        builtAt: null,
        tags: null,
      }),
    },
    context: { drill: given.drill ?? false },
    clock,
  });
  return { found: pageSpeed(inquiry), lab, remoteLab, errors, site, clock };
}

const spans = ({ errors }: ReturnType<typeof asked>) => errors.calls.map(({ args }) => args[0]);

describe('what users had before the latest deploy', () => {
  const halfHour = (ago: number) => ({
    from: at - (ago + 34) * minute,
    to: at - (ago + 4) * minute,
  });

  it('is that of the half hour before it began, and of the first minutes after it ended', async () => {
    const one = asked({
      deploy: 60,
      vitals: ({ to }) => ({ lcp: to === halfHour(60).to ? 1000 : to === at ? 5000 : 4800 }),
    });
    const { value } = await one.found;
    expect(spans(one)).toEqual([
      window,
      halfHour(60),
      { from: at - 60 * minute, to: at - 55 * minute },
    ]);
    expect(value?.beforeDeploy).toEqual({
      version: 'v2.0.0',
      liveAt: at - 60 * minute,
      reported: [{ vital: 'lcp', value: 1000, rating: 'good' }],
      rightAfter: [{ vital: 'lcp', value: 4800, rating: 'poor' }],
    });
  });

  it('has no first minutes where they are of the window itself', async () => {
    const near = asked({ deploy: 35 });
    expect((await near.found).value?.beforeDeploy?.rightAfter).not.toBeNull();
    const within = asked({ deploy: 34 });
    expect((await within.found).value?.beforeDeploy?.rightAfter).toBeNull();
    expect(spans(within)).toEqual([window, halfHour(34)]);
  });

  it('is told without the first minutes where they are refused', async () => {
    const after = at - 55 * minute;
    const { value } = await asked({ deploy: 60, vitals: ({ to }) => (to === after ? null : {}) })
      .found;
    expect(value?.beforeDeploy).toMatchObject({ reported: [], rightAfter: null });
  });

  it.each<[string, Given]>([
    ['there was none', { deploy: null }],
    ['it names no version', { deploy: 60, deployed: { version: null } }],
    ['it still runs', { deploy: 60, deployed: { endedAt: null } }],
    ['it ended before the history', { deploy: day / minute + 1 }],
    ['it ended after the window', { deploy: -1 }],
    ['nobody tells what users had', { deploy: 60, vitals: ({ to }) => (to === at ? {} : null) }],
  ])('is not told where %s', async (_, given) => {
    const { value, verdict } = await asked(given).found;
    expect(verdict).not.toBe('unknown');
    expect(value).not.toHaveProperty('beforeDeploy');
  });

  it.each([0, day / minute])('is told of a deploy that ended %i minutes ago', async (deploy) => {
    expect((await asked({ deploy }).found).value).toHaveProperty('beforeDeploy');
  });
});

describe('what is asked', () => {
  it('of Lighthouse is the device and the runs of the config, one run in 45 s', async () => {
    const { found, lab, remoteLab, clock } = asked({ config: { runs: 2, device: 'desktop' } });
    await found;
    const args = ['https://site.test', { device: 'desktop', timeout: 45_000 }];
    expect(lab.calls.map((call) => call.args)).toMatchObject([args, args]);
    expect(remoteLab.calls.map(({ method }) => method)).toEqual(['field']);
    expect(remoteLab.calls[0]?.args).toMatchObject([
      'https://site.test',
      { device: 'desktop', timeout: 5000 },
    ]);
    // Three sources, one after the other at worst, and both labs.
    expect(clock.sleeps).toEqual([3 * 5000 + 2 * 45_000 + minute]);
  });

  it('of Google is a run in a minute', async () => {
    const { found, remoteLab } = asked({
      runs: [null],
      remote: { score: 44.4, vitals: { lcp: 5100, cls: 0.3, fcp: 2000, ttfb: 900, tbt: 700 } },
    });
    const { value } = await found;
    expect(remoteLab.calls.find(({ method }) => method === 'run')?.args).toMatchObject([
      'https://site.test',
      { device: 'mobile', timeout: minute },
    ]);
    expect(value?.score).toBe(44);
    expect(value?.vitals.map(({ vital }) => vital)).toEqual(['lcp', 'cls', 'fcp', 'ttfb', 'tbt']);
  });

  it('of the tracker is the window, in the time of one source', async () => {
    const { found, errors } = asked();
    await found;
    expect(errors.calls.map(({ args }) => args)).toMatchObject([[window, { timeout: 5000 }]]);
  });

  it('in a drill is plain requests alone, in the time of the sources', async () => {
    const { found, lab, remoteLab, site, clock } = asked({ drill: true });
    const { value } = await found;
    expect([...lab.calls, ...remoteLab.calls]).toEqual([]);
    expect(clock.sleeps).toEqual([15_000]);
    expect(value).toMatchObject({ measuredBy: 'http', runs: 3, field: null });
    expect(site.calls.map(({ args }) => args[0])).toMatchObject(
      new Array(3).fill({
        url: 'https://site.test',
        method: 'GET',
        env: 'production',
        timeout: 5000,
        keyword: null,
        status: [{ from: 200, to: 599 }],
      }),
    );
  });
});

describe('plain requests', () => {
  const only = { runs: [null], remote: null };

  it('count the whole way to the first byte, redirects included', async () => {
    const hop = measurement().hops;
    const probe = async () => ({ ...measurement(), hops: [...hop, ...hop] });
    const { value } = await asked({ ...only, probe }).found;
    // 1 + 2 + 3 + 90, twice.
    expect(value?.vitals).toMatchObject([{ vital: 'ttfb', value: 192 }]);
  });

  it('count those that came alone, by what was measured of each', async () => {
    let nth = 0;
    const probe: Site['probe'] = async () => {
      nth += 1;
      return nth === 1 ? measurement({ reason: 'timeout_response' }) : measurement();
    };
    const { value } = await asked({ ...only, probe }).found;
    expect(value).toMatchObject({ runs: 2, vitals: [{ value: 96 }] });
    const bare = measurement().hops.map((hop) => ({
      ...hop,
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
    }));
    const reused = async () => ({ ...measurement(), hops: bare });
    expect((await asked({ ...only, probe: reused }).found).value?.vitals[0]?.value).toBe(90);
  });

  it('that all fail say why; one without a hop is no answer', async () => {
    const failed = async () => measurement({ reason: 'timeout_response' });
    const { detail, verdict } = await asked({ ...only, probe: failed }).found;
    expect([verdict, detail]).toEqual(['unknown', 'https://site.test: failed: timeout_response']);
    const none = async () => ({ ...measurement(), hops: [], failure: null });
    expect((await asked({ ...only, probe: none }).found).detail).toContain('no answer');
  });
});

describe('what is missing', () => {
  it('of Chrome’s users is said, and changes no verdict', async () => {
    const { verdict, value, detail } = await asked({ field: refusing('over its quota') }).found;
    expect([verdict, value?.field]).toEqual(['ok', null]);
    expect(detail).toContain('over its quota');
  });

  it('of our own users is said once, whether or not it makes all unknown', async () => {
    const once = (text: string) => text.split('no scope').length - 1;
    const known = await asked({ vitals: () => null }).found;
    expect([known.verdict, once(known.detail)]).toEqual(['ok', 1]);
    const lost = await asked({ vitals: () => null, runs: [null] }).found;
    expect([lost.verdict, once(lost.detail)]).toEqual(['unknown', 1]);
  });

  it('is nothing where all answered', async () => {
    const { detail, value } = await asked().found;
    expect(detail).not.toMatch(/; *$|;;/);
    expect(value?.reported).toEqual([{ vital: 'lcp', value: 2000, rating: 'good' }]);
  });
});

describe('runs that failed', () => {
  it('are left out, and said with the reason of the first', async () => {
    const runs = [
      { score: 50, vitals: { lcp: 1000 } },
      { failure: 'NO_LCP' },
      { score: 51, vitals: { lcp: 2000 } },
    ];
    const { value, detail } = await asked({ runs }).found;
    expect(value).toMatchObject({ runs: 2, score: 51 });
    expect(detail).toContain('1 of 3 runs failed: NO_LCP');
  });

  it('alone lead to Google, with a note of both where that has no key', async () => {
    const runs = [{ failure: 'NO_LCP' }];
    const remote = await asked({ runs, remote: { score: 44, vitals: { lcp: 1 } } }).found;
    expect(remote.value?.measuredBy).toBe('pagespeed-insights');
    const { detail, value } = await asked({ runs }).found;
    expect(value?.measuredBy).toBe('http');
    expect(detail).toContain('2 of 2 runs failed: NO_LCP');
    expect(detail).toContain('PAGESPEED_API_KEY');
  });
});
