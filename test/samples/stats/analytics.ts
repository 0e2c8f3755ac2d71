import type command from '../../../src/commands/stats/analytics.ts';
import type { SampleOf } from '../sample-of.ts';

const to = Date.parse('2026-11-23T03:00:00Z');
const week = { from: to - 604_800_000, to };
const days = (values: readonly number[]) =>
  values.map((value, at) => ({ t: to - (values.length - at) * 86_400_000, value }));
const counted = {
  source: 'visit-analytics',
  window: week,
  target: null,
  readAt: to - 240_000,
  remarks: [],
  series: [],
  before: null,
} as const;

export default {
  environment: 'production',
  figures: {
    question: 'how is production used',
    verdict: 'ok',
    value: {
      figures: [
        {
          ...counted,
          id: 'traffic-now',
          source: 'live-analytics',
          window: { from: to - 1_740_000, to },
          readAt: to,
          unit: 'per-hour',
          verdict: 'ok',
          value: 5240,
          series: [
            { t: to - 120_000, value: 88 },
            { t: to - 60_000, value: 91 },
          ],
        },
        {
          ...counted,
          id: 'session-duration',
          unit: 'seconds',
          verdict: 'ok',
          value: 214.6,
          before: 209.1,
          series: days([211, 215, 212, 218, 214, 216, 213]),
          remarks: [{ code: 'sampled', values: ['41'] }],
        },
        {
          ...counted,
          id: 'theme-usage',
          part: 'Kakao',
          unit: 'percent',
          verdict: 'ok',
          value: 61.2,
          before: 58.9,
          remarks: [{ code: 'whole-days', values: ['Asia/Seoul'] }],
        },
        {
          ...counted,
          id: 'theme-usage',
          part: 'Discord',
          unit: 'percent',
          verdict: 'ok',
          value: 38.8,
          before: 41.1,
          remarks: [{ code: 'whole-days', values: ['Asia/Seoul'] }],
        },
        {
          ...counted,
          id: 'exports',
          unit: 'count',
          verdict: 'no-data',
          value: null,
          lack: { code: 'no-such-event', values: ['image_exported'] },
        },
        {
          ...counted,
          id: 'page-load',
          source: 'browser-reports',
          readAt: to,
          unit: 'milliseconds',
          target: { is: 'at-most', value: 2500, bad: 4000 },
          verdict: 'ok',
          value: 1940,
          before: 1910,
        },
      ],
      marks: [{ at: to - 90_000_000, version: 'v1.2.3' }],
    },
    unit: null,
    source: 'Google Analytics or Mixpanel; Sentry, CloudWatch',
    window: week,
    baseline: null,
    observedAt: to + 900,
    tookMs: 640,
    detail: 'page views now 5.2k/h, session length 3m 35s, themes Kakao 61.2 %',
  },
} satisfies SampleOf<typeof command>;
