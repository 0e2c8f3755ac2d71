import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import lighthouse from '../../../src/commands/site/lighthouse.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { LabSet } from '../../../src/domain/lab/set.ts';
import type { LabAudit } from '../../../src/ports/lab.ts';
import { labReportOf } from '../../../src/services/http/lighthouse-report.ts';
import { createLabSets } from '../../../src/services/kept/lab-sets.ts';
import { width } from '../../../src/terminal/measure.ts';
import sample from '../../samples/site/lighthouse.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { lighthouseResult } from '../../support/fake-lab.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-lab-command-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const good = (lcp = 1200, change: object = {}): LabAudit => {
  const report = labReportOf(lighthouseResult(change, lcp));
  if (report === null || 'failure' in report) throw new Error('the sample is no report');
  return { report, html: `<p>${lcp}`, json: '{}' };
};
const failed = (failure = 'NO_FCP: the page did not paint'): LabAudit => ({ failure });

interface World {
  /** One after the other; the last is answered from then on. */
  readonly audits?: readonly LabAudit[];
  readonly at?: number;
  /** What the site says that it serves, read by read; null does not answer. */
  readonly serves?: readonly (string | null)[];
  readonly drill?: boolean;
}

async function ask(raw: Readonly<Record<string, unknown>> = {}, world: World = {}) {
  const { audits = [good()], at = now, serves = ['v1.2.3'], drill = false } = world;
  const parsed = lighthouse.input.safeParse(raw);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const clock = fakeClock(at);
  const terminal = fakeTerminal(clock.now);
  const asked: string[] = [];
  let reads = 0;
  const env = { XDG_STATE_HOME: join(home, 'state') };
  const context = fakeContext({
    clock,
    terminal,
    drill,
    host: { cwd: home, env, home },
    config: resolveConfig({ environments: { production: { url: 'https://talkstudio.app' } } }),
    services: {
      labAudits: async () => ({
        audit: async (url, { device }) => {
          asked.push(`${url} ${device}`);
          return audits[Math.min(asked.length, audits.length) - 1] ?? failed();
        },
      }),
      labHistory: async () => createLabSets(env),
      http: {
        send: async () => {
          const version = serves[Math.min(reads++, serves.length - 1)];
          const body = Buffer.from(JSON.stringify({ version }));
          return { status: version === null ? 503 : 200, headers: {}, body };
        },
      },
    },
  });
  const outcome = await lighthouse.run(parsed.data, context, { update() {}, emit() {} });
  const text = lighthouse.view(outcome.data, plainScreen(clock.now));
  return { ...outcome, asked, text, flat: text.replace(/\n\s*/g, ' '), lines: terminal.lines };
}

const kept = (): string[] => {
  try {
    return readdirSync(join(home, 'state/tsops/lab'));
  } catch {
    return [];
  }
};

describe('a page is measured', () => {
  it('three times, and the median is asserted: 9 s, 2 s, 2 s passes, 9 s, 9 s, 2 s does not', async () => {
    const lucky = await ask({}, { audits: [good(9000), good(2000), good(2000)] });
    expect(lucky.verdict).toBe('ok');
    expect(lucky.asked).toEqual(Array(3).fill('https://talkstudio.app mobile'));
    const slow = await ask({}, { audits: [good(9000), good(9000), good(2000)] });
    expect(slow).toMatchObject({ verdict: 'bad', next: ['tsops runbook performance-degradation'] });
    expect(slow.text).toContain('over budget: LCP 9000 ms');
  });

  it('and only SEO that misses its budget warns', async () => {
    const categories = { ...lighthouseResult().categories, seo: { score: 0.89 } };
    expect(await ask({}, { audits: [good(1200, { categories })] })).toMatchObject({
      verdict: 'warn',
    });
  });

  it('as often, and as which device, as it is asked', async () => {
    const { asked } = await ask({ runs: '2', device: 'desktop', url: ['https://a.test/x'] });
    expect(asked).toEqual(Array(2).fill('https://a.test/x desktop'));
  });

  it('tells its progress on stderr, and keeps set and report for the user alone', async () => {
    const { data, lines } = await ask({});
    expect(kept()).toHaveLength(1);
    expect(data.pages[0]).toMatchObject({ kept: true, set: { served: 'v1.2.3', runs: 3 } });
    const folder = join(home, 'state/tsops/lab-reports');
    const [name = ''] = readdirSync(folder);
    expect(name).toBe('20261123T030000Z-talkstudio.app-mobile');
    const file = join(folder, name, 'report.html');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['<p>1200', 0o600]);
    expect(lines.join()).not.toContain('undefined');
  });

  it('and its report goes where it is told', async () => {
    await ask({ reports: 'out', runs: '1' });
    expect(readdirSync(join(home, 'out')).sort()).toEqual([
      '20261123T030000Z-talkstudio.app-mobile.html',
      '20261123T030000Z-talkstudio.app-mobile.json',
    ]);
  });
});

describe('a set with a failed run', () => {
  it.each([
    ['one of three', [good(), failed(), good()], 'run 2', 3],
    ['two of three', [failed(), failed(), good()], 'run 1', 2],
    ['the last', [good(), good(), failed()], 'run 3', 3],
  ])('(%s) is refused, told, and not kept', async (_, audits, which, ran) => {
    const { verdict, problems, text, asked, data } = await ask({}, { audits });
    expect(verdict).toBe('unknown');
    expect(problems?.[0]?.message).toContain(`${which}: NO_FCP: the page did not paint`);
    expect(text).toContain('no part of a set is asserted on');
    expect(asked).toHaveLength(ran);
    expect([data.pages[0]?.set, data.pages[0]?.budgets, kept()]).toEqual([null, [], []]);
  });

  it('is one whose report lacks a figure that has a budget', async () => {
    const { 'total-blocking-time': _, ...audits } = lighthouseResult().audits;
    const { verdict, text } = await ask({}, { audits: [good(), good(1200, { audits }), good()] });
    expect(verdict).toBe('unknown');
    expect(text).toContain('run 2: its report has no tbt');
  });

  it('is none of two versions either: a deploy in the midst', async () => {
    const { verdict, problems } = await ask({}, { serves: ['v1.2.2', 'v1.2.3'] });
    expect(verdict).toBe('unknown');
    expect(problems?.[0]?.message).toContain('v1.2.2, then v1.2.3');
    expect(kept()).toEqual([]);
  });

  it.each([
    ['program', 'Lighthouse is not installed', 'npm install --global lighthouse@12.8'],
    ['browser', 'no Chromium was found', 'apt-get install chromium'],
  ] as const)('is not even begun without a %s', async (missing, message, next) => {
    await expect(ask({}, { audits: [{ missing }] })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(message),
      next: expect.arrayContaining([next]),
    });
  });
});

describe('against the last set', () => {
  const heavier = {
    audits: {
      ...lighthouseResult().audits,
      'largest-contentful-paint': { numericValue: 5200 },
      'network-requests': {
        details: {
          items: [
            { url: 'https://talkstudio.app/assets/index-77777777.js', transferSize: 523_000 },
          ],
        },
      },
    },
  };

  it('it names the deploy between, and the file that grew though its hash changed', async () => {
    await ask({}, { at: now - 3_600_000, serves: ['v1.2.2'] });
    const { text, data } = await ask({}, { audits: [good(5200, heavier)] });
    expect(data.pages[0]?.beside).toMatchObject({
      is: 'compared',
      between: {
        served: { before: 'v1.2.2', after: 'v1.2.3' },
        grown: [{ name: 'assets/index.js', before: 49_000, after: 523_000 }],
      },
    });
    expect(text).toContain('deployed between the two: v1.2.2 → v1.2.3');
    expect(text).toContain('assets/index.js 49 kB → 523 kB');
    expect(text).toContain('← 1200 ms');
  });

  it('of another version of Lighthouse no figure is compared, and why is told', async () => {
    await ask({}, { at: now - 3_600_000, audits: [good(1200, { lighthouseVersion: '12.7.0' })] });
    const { text, flat } = await ask({});
    expect(flat).toContain('the version of Lighthouse differs (12.7.0, now 12.8.2)');
    expect(text).not.toContain('←');
  });

  it('nobody claims a deploy where the site did not tell its version', async () => {
    await ask({}, { at: now - 3_600_000, serves: [null] });
    expect((await ask({})).flat).toContain('whether a deploy lies between is not known');
  });
});

describe('lighthouserc.json', () => {
  it('and its pipeline are written once, and replaced only by force', async () => {
    const { data, text } = await ask({ init: true });
    expect(data.init?.files.map(({ written }) => written)).toEqual([true, true]);
    expect(text).toContain('Written: lighthouserc.json, .github/workflows/lighthouse.yml');
    writeFileSync(join(home, 'lighthouserc.json'), 'ours');
    await expect(ask({ init: true })).rejects.toMatchObject({ kind: 'refused' });
    expect(readFileSync(join(home, 'lighthouserc.json'), 'utf8')).toBe('ours');
    await ask({ init: true, force: true });
    expect(
      JSON.parse(readFileSync(join(home, 'lighthouserc.json'), 'utf8')).ci.collect.url,
    ).toEqual(['https://talkstudio.app']);
  });

  it('is not written half: where the pipeline is there already, neither is', async () => {
    await ask({ init: true });
    rmSync(join(home, 'lighthouserc.json'));
    await expect(ask({ init: true })).rejects.toMatchObject({ kind: 'refused' });
    expect(readdirSync(home)).not.toContain('lighthouserc.json');
  });

  it('is only printed by --dry-run', async () => {
    const { text } = await ask({ init: true, dryRun: true });
    expect(text).toContain('"aggregationMethod": "median"');
    expect(readdirSync(home)).toEqual([]);
  });

  it('is tightened by two sets, not by one', async () => {
    await ask({}, { at: now - 2 });
    await expect(ask({ init: true, tighten: true })).rejects.toMatchObject({ kind: 'refused' });
    await ask({}, { at: now - 1 });
    const { data, text } = await ask({ init: true, tighten: true });
    expect(data.init).toMatchObject({ tightenedBy: 2 });
    expect(data.init?.budgets.find(({ metric }) => metric === 'lcp')?.value).toBe(1350);
    expect(text).toContain('as the last 2 comparable sets have reached them');
  });

  it('tells --ci pages, runs and budgets; what tsops does not measure is named', async () => {
    const assertions = {
      'largest-contentful-paint': ['error', { maxNumericValue: 1000 }],
      'uses-http2': 'warn',
    };
    const ci = {
      collect: { url: 'https://talkstudio.app/a', numberOfRuns: 2 },
      assert: { assertions },
    };
    writeFileSync(join(home, 'lighthouserc.json'), JSON.stringify({ ci }));
    const { verdict, asked, data, text } = await ask({ ci: true });
    expect([verdict, asked, data.notAsserted]).toEqual([
      'bad',
      Array(2).fill('https://talkstudio.app/a mobile'),
      ['uses-http2'],
    ]);
    expect(text).toContain('not held against by tsops: uses-http2');
    expect(readdirSync(join(home, 'lighthouse-reports'))).toHaveLength(2);
  });

  it('that is wrong measures nothing (exit 2); without one --ci warns', async () => {
    const { lines } = await ask({ ci: true });
    expect(lines.join()).toContain('lighthouserc.json is not in this folder');
    writeFileSync(join(home, 'lighthouserc.json'), '{');
    await expect(ask({ ci: true })).rejects.toMatchObject({ kind: 'config' });
  });
});

describe('what is refused', () => {
  it.each([
    [{ url: ['file:///etc/passwd'] }, 'needs an address'],
    [{ url: ['https://me:secret@a.test'] }, 'no user and no password'],
    [{ runs: '0' }, '1 to 9'],
    [{ runs: '10' }, '1 to 9'],
    [{ device: 'watch' }, 'mobile or desktop'],
    [{ tighten: true }, '--init'],
    [{ ci: true, init: true }, 'one of them'],
  ])('%j', async (raw, message) => {
    await expect(ask(raw)).rejects.toThrow(message);
  });

  it('in a drill: every page but those of the sandbox', async () => {
    await expect(ask({ url: ['https://example.com'] }, { drill: true })).rejects.toMatchObject({
      kind: 'refused',
    });
    expect((await ask({}, { drill: true })).verdict).toBe('ok');
  });
});

describe.each([80, 40])('the view in %d columns', (columns) => {
  it.each(['en', 'ko'] as const)('fits (%s)', (language) => {
    const set: LabSet | null = sample.pages[0]?.set ?? null;
    expect(set).not.toBeNull();
    const screen = plainScreen(() => now, columns, language);
    const lines = lighthouse.view(sample, screen).split('\n');
    // A path is copied: it stays whole.
    const words = lines.filter((line) => !line.includes('lab-reports'));
    expect(words.filter((line) => width(line) > columns)).toEqual([]);
    expect(lines.length).toBeLessThan(columns === 80 ? 24 : 32);
  });
});
