import type command from '../../../src/commands/stats/cdn.ts';
import type { SampleOf } from '../sample-of.ts';

const to = Date.parse('2026-11-23T03:00:00Z');
const hours = [18_200, 21_900, 26_400, 31_800].map((value, at) => ({
  t: to - (4 - at) * 3_600_000,
  value,
}));
const read = {
  source: 'cdn-metrics',
  window: { from: to - 14_400_000, to },
  readAt: to + 900,
} as const;

export default {
  environment: 'production',
  figures: {
    question: 'how does the CDN of production stand',
    verdict: 'bad',
    value: {
      figures: [
        {
          ...read,
          id: 'requests',
          unit: 'count',
          target: null,
          remarks: [],
          verdict: 'ok',
          value: 98_300,
          before: 94_100,
          series: hours,
        },
        {
          ...read,
          id: 'error-rate-total',
          unit: 'percent',
          target: { is: 'below', value: 1, bad: 5 },
          remarks: [],
          verdict: 'bad',
          value: 6.2,
          before: 0.4,
          beyond: { from: to - 7_000_000, to: null, worst: 14.2, now: 14.2 },
          series: hours.map(({ t }, at) => ({ t, value: [0.4, 0.4, 9.8, 14.2][at] ?? null })),
        },
        {
          ...read,
          id: 'hit-ratio',
          unit: 'percent',
          target: { is: 'above', value: 90, bad: 80 },
          remarks: [
            {
              code: 'additional-metrics-are-paid',
              values: [
                'aws cloudfront create-monitoring-subscription --distribution-id E2SANDBOX1PROD',
              ],
            },
          ],
          verdict: 'no-data',
          value: null,
          before: null,
          series: [],
          lack: { code: 'no-additional-metrics', values: [] },
        },
      ],
      marks: [{ at: to - 7_080_000, version: 'v1.2.3' }],
    },
    unit: null,
    source: 'CloudWatch',
    window: { from: to - 14_400_000, to },
    baseline: null,
    observedAt: to + 900,
    tookMs: 310,
    detail: 'error rate 6.2 % (limit < 1 %), 14.2 % now, beyond it since 01:03 UTC',
  },
} satisfies SampleOf<typeof command>;
