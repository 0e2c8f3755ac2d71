import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { labBudgets } from '../../../src/domain/lab/budgets.ts';
import { ciConfigText, ciPipelineText, parseCiConfig } from '../../../src/domain/lab/ci-config.ts';

const wanted = {
  urls: ['https://talkstudio.app'],
  runs: 3,
  device: 'mobile',
  budgets: labBudgets,
} as const;
const file = (change: object): string =>
  JSON.stringify({ ci: { assert: { assertions: { 'categories:seo': 'warn', ...change } } } });

describe('lighthouserc.json', () => {
  it('asks for the median of each, and uploads nowhere', () => {
    const { ci } = JSON.parse(ciConfigText(wanted));
    expect(ci.assert.assertions['largest-contentful-paint']).toEqual([
      'error',
      { aggregationMethod: 'median', maxNumericValue: 2500 },
    ]);
    expect(ci.assert.assertions['categories:seo']).toEqual([
      'warn',
      { aggregationMethod: 'median', minScore: 0.9 },
    ]);
    expect(Object.keys(ci.assert.assertions)).toHaveLength(8);
    expect(ci.upload.target).toBe('filesystem');
  });

  it('is read back as it was written', () => {
    const text = ciConfigText({ ...wanted, device: 'desktop', runs: 5 });
    expect(parseCiConfig(text)).toEqual({
      ...wanted,
      device: 'desktop',
      runs: 5,
      folder: 'lighthouse-reports',
      notRead: [],
    });
  });

  it('of others: a level alone means 0.9, what is off is not asserted, the rest is named', () => {
    const text = file({
      'categories:performance': 'off',
      'unused-javascript': 'warn',
      'total-blocking-time': ['warn', { maxNumericValue: 200 }],
    });
    expect(parseCiConfig(text)).toMatchObject({
      urls: [],
      runs: null,
      budgets: [
        { metric: 'seo', value: 90, level: 'warn' },
        { metric: 'tbt', value: 200, level: 'warn' },
      ],
      notRead: ['unused-javascript'],
    });
  });

  it.each([
    ['{', 'is not JSON'],
    ['null', 'asserts nothing'],
    ['{"ci":{"assert":{"preset":"lighthouse:all"}}}', 'asserts nothing'],
    [file({ 'total-blocking-time': 'error' }), 'has no maxNumericValue'],
    [
      file({ 'total-blocking-time': ['error', { maxNumericValue: '300' }] }),
      'has no maxNumericValue',
    ],
    [file({ 'categories:performance': ['error', { minScore: 90 }] }), 'has no minScore'],
    [file({ 'categories:performance': ['fatal', {}] }), 'has an unknown level'],
    [file({}).replace('"assert"', '"collect":{"url":"file:///etc/passwd"},"assert"'), 'not http'],
    [file({}).replace('"assert"', '"collect":{"numberOfRuns":0},"assert"'), 'numberOfRuns'],
  ])('that says %s is refused', (text, why) => {
    expect(() => parseCiConfig(text)).toThrow(why);
  });

  it.each(['/etc', '../up', '~/x', 'a/../../b'])('keeps reports out of %s', (outputDir) => {
    const text = file({}).replace('"assert"', `"upload":{"outputDir":"${outputDir}"},"assert"`);
    expect(parseCiConfig(text).folder).toBe('lighthouse-reports');
  });
});

it('the pipeline collects, refuses failed runs, asserts, and writes no right', () => {
  const { jobs, permissions } = parse(ciPipelineText);
  expect(permissions).toEqual({ contents: 'read' });
  const steps: string[] = jobs.lighthouse.steps.map(
    ({ run = '', uses = '' }) => uses || run.trim().split('\n')[0],
  );
  expect(steps.slice(3)).toEqual(['lhci collect', "node -e '", 'lhci assert', 'lhci upload']);
});
