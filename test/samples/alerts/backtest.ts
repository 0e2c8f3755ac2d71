import type command from '../../../src/commands/alerts/backtest.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  samples: 1440,
  from: 1_795_392_000,
  to: 1_795_478_400,
  rules: [
    {
      name: 'High Error Rate',
      severity: 'P2',
      for: 300_000,
      own: true,
      labels: {},
      noSamples: false,
      unknown: null,
      caveats: [
        { kind: 'coarser', from: 1_795_392_000, to: 1_795_395_000, step: 300_000 },
        { kind: 'shorter', from: 1_795_392_000, why: 'Sentry keeps events for 90 days' },
      ],
      firings: [{ from: 1_795_395_900, to: 1_795_398_000 }],
      transitions: [
        { t: 1_795_395_600, from: 'inactive', to: 'pending', value: 7.5, reason: 'breach' },
        {
          t: 1_795_395_900,
          from: 'pending',
          to: 'firing',
          value: 9.25,
          reason: 'held long enough',
        },
        {
          t: 1_795_398_000,
          from: 'firing',
          to: 'inactive',
          value: 0.4,
          reason: 'good',
          resolved: true,
        },
      ],
      notices: [],
      evaluations: [{ t: 1_795_392_000, state: 'inactive', value: 0.3 }],
      score: {
        incidents: 2,
        detected: 1,
        medianTimeToDetect: 360_000,
        slowest: 360_000,
        missed: ['cache flush'],
        falseAlarms: [],
      },
    },
  ],
  history: {
    from: 1_787_702_400,
    to: 1_795_478_400,
    sources: [
      {
        metric: 'error_rate',
        environment: 'production',
        source: 'Sentry, CloudWatch',
        verdict: 'ok',
        parts: [
          { from: 1_795_392_000, to: 1_795_395_000, step: 300_000 },
          { from: 1_795_395_000, to: 1_795_478_400, step: 60_000 },
        ],
        samples: 1440,
        detail: 'Sentry keeps events for 90 days',
      },
    ],
    saved: 'history.ndjson',
  },
} satisfies SampleOf<typeof command>;
