import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/contract/context.ts';
import { createLighthouse } from '../../../src/services/pages/lighthouse.ts';

const measuring = {
  device: 'mobile',
  timeout: 45_000,
  signal: new AbortController().signal,
} as const;

const lhr = (change: object = {}) => ({
  categories: { performance: { score: 0.71 } },
  audits: {
    'largest-contentful-paint': { numericValue: 4737.6, score: 0.3 },
    'cumulative-layout-shift': { numericValue: 0, score: 1 },
    'first-contentful-paint': { numericValue: 4425.5 },
    'total-blocking-time': { numericValue: 12 },
    'server-response-time': { numericValue: 6 },
    'max-potential-fid': { numericValue: 99 },
  },
  ...change,
});

/** Lighthouse as a child that writes this to its output path and ends so. */
function lighthouse(output: string | null, ended: Partial<Captured> = {}) {
  const calls: { file: string; args: readonly string[]; timeout: number | undefined }[] = [];
  let folder = '';
  const made = createLighthouse({
    async capture(file, args, options) {
      calls.push({ file, args, timeout: options?.timeout });
      const path = args.find((arg) => arg.startsWith('--output-path='))?.slice(14) ?? '';
      folder = dirname(path);
      if (output !== null) writeFileSync(path, output);
      return { missing: false, exitCode: 0, stdout: '', stderr: '', ...ended };
    },
  });
  return {
    run: (device = measuring.device as 'mobile' | 'desktop') =>
      made.run('https://talkstudio.app/?a=b c', { ...measuring, device }),
    calls,
    folder: () => folder,
  };
}

describe('a run of Lighthouse', () => {
  it('tells score and vitals; INP is not among them, and FID no more', async () => {
    expect(await lighthouse(JSON.stringify(lhr())).run()).toEqual({
      score: 71,
      vitals: { lcp: 4737.6, cls: 0, fcp: 4425.5, tbt: 12, ttfb: 6 },
    });
  });

  it('is a child with an argument array, bounded in time, whose files are gone afterwards', async () => {
    const child = lighthouse(JSON.stringify(lhr()));
    await child.run();
    const [call] = child.calls;
    expect(call).toMatchObject({ file: 'lighthouse', timeout: 45_000 });
    expect(call?.args[0]).toBe('https://talkstudio.app/?a=b c');
    expect(call?.args).toEqual(
      expect.arrayContaining(['--output=json', '--quiet', '--only-categories=performance']),
    );
    expect(call?.args.join('\n')).toContain('--chrome-flags=--headless=new');
    expect(call?.args.join('\n')).not.toContain('preset');
    expect(existsSync(child.folder())).toBe(false);
  });

  it('of a desktop has its preset', async () => {
    const child = lighthouse(JSON.stringify(lhr()));
    await child.run('desktop');
    expect(child.calls[0]?.args).toContain('--preset=desktop');
  });

  it('without a score keeps the vitals that it has', async () => {
    const answer = lhr({ categories: { performance: { score: null } } });
    expect(await lighthouse(JSON.stringify(answer)).run()).toMatchObject({
      score: null,
      vitals: { fcp: 4425.5 },
    });
  });
});

describe('a run that failed', () => {
  it('of a page that cannot be reached ends with 1 and yet says why', async () => {
    const answer = lhr({
      runtimeError: { code: 'CHROME_INTERSTITIAL_ERROR', message: 'Chrome prevented\npage load' },
      categories: { performance: { score: null } },
    });
    expect(await lighthouse(JSON.stringify(answer), { exitCode: 1 }).run()).toEqual({
      failure: 'CHROME_INTERSTITIAL_ERROR: Chrome prevented page load',
    });
  });

  it.each([
    [
      'has neither score nor vital',
      '{"categories":{"performance":{"score":null}}}',
      /no measurement/,
    ],
    ['left broken JSON', '{"categories":', /left no result: it crashed/],
    ['left nothing', null, /code 1 and left no result: it crashed/],
    [
      'has text for numbers',
      '{"audits":{"largest-contentful-paint":{"numericValue":"1"}}}',
      /no measurement/,
    ],
  ])('%s', async (_what, output, message) => {
    const child = lighthouse(output, { exitCode: 1, stderr: 'noise\nit crashed' });
    expect(await child.run()).toEqual({ failure: expect.stringMatching(message) });
    expect(existsSync(child.folder())).toBe(false);
  });

  it('was cut where it took too long', async () => {
    expect(await lighthouse(null, { exitCode: 1 }).run()).toEqual({
      failure: expect.stringMatching(/left no result within 45 s/),
    });
  });
});

describe('where it is not installed', () => {
  it.each([
    ['Lighthouse', { missing: true, exitCode: 127 }],
    ['a Chromium', { exitCode: 1, stderr: 'Error: No Chrome installations found.' }],
    ['a Chromium', { exitCode: 1, stderr: 'The CHROME_PATH environment variable must be set' }],
  ])('without %s there is no run', async (_what, ended) => {
    expect(await lighthouse(null, ended).run()).toBeNull();
  });
});
