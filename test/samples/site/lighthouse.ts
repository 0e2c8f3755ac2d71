import type command from '../../../src/commands/site/lighthouse.ts';
import type { SampleOf } from '../sample-of.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const met = { level: 'error', verdict: 'ok' } as const;
const missed = { level: 'error', verdict: 'bad' } as const;

export default {
  pages: [
    {
      url: 'https://talkstudio.app',
      verdict: 'bad',
      device: 'mobile',
      runs: 3,
      set: {
        url: 'https://talkstudio.app/',
        at,
        served: 'v1.2.3',
        runs: 3,
        values: {
          performance: 61,
          accessibility: 100,
          'best-practices': 96,
          seo: 83,
          fcp: 2100,
          lcp: 5210,
          cls: 0.02,
          tbt: 240,
          ttfb: 120,
        },
        conditions: {
          program: '12.8.2',
          formFactor: 'mobile',
          throttling: 'simulate',
          screen: '412x823@1.75 mobile',
          browser: 140,
          benchmarkIndex: 1420,
        },
        files: [
          { name: 'assets/vendor.js', bytes: 523_000 },
          { name: 'assets/index.js', bytes: 59_300 },
          { name: '/', bytes: 1450 },
        ],
      },
      budgets: [
        { ...missed, metric: 'performance', is: 'at-least', value: 90, measured: 61 },
        { ...met, metric: 'accessibility', is: 'at-least', value: 90, measured: 100 },
        { ...met, metric: 'best-practices', is: 'at-least', value: 90, measured: 96 },
        { metric: 'seo', is: 'at-least', value: 90, level: 'warn', measured: 83, verdict: 'warn' },
        { ...missed, metric: 'fcp', is: 'at-most', value: 1800, measured: 2100 },
        { ...missed, metric: 'lcp', is: 'at-most', value: 2500, measured: 5210 },
        { ...met, metric: 'cls', is: 'at-most', value: 0.1, measured: 0.02 },
        { ...met, metric: 'tbt', is: 'at-most', value: 300, measured: 240 },
      ],
      beside: {
        is: 'compared',
        changed: [
          { metric: 'performance', before: 96, after: 61 },
          { metric: 'lcp', before: 1980, after: 5210 },
        ],
        between: {
          at: at - 86_400_000,
          served: { before: 'v1.2.2', after: 'v1.2.3' },
          grown: [
            { name: 'assets/vendor.js', before: 38_400, after: 523_000 },
            { name: 'assets/index.js', before: 49_500, after: 59_300 },
          ],
          bytes: { before: 89_350, after: 583_750 },
        },
      },
      failed: [],
      deployed: null,
      warnings: [],
      reports: '~/.local/state/tsops/lab-reports/20261123T030000Z-talkstudio.app-mobile',
      kept: true,
    },
  ],
  init: null,
  notAsserted: [],
} satisfies SampleOf<typeof command>;
