import type command from '../../../src/commands/deploys/command.ts';
import type { SampleOf } from '../sample-of.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const hour = 3_600_000;
const run = (id: number) => `https://github.com/talkstudio/talkstudio-web/actions/runs/${id}`;

export default {
  language: 'en',
  timezone: 'Asia/Seoul',
  at,
  environments: [
    {
      name: 'production',
      verdict: 'ok',
      served: 'v1.2.3',
      notServed: null,
      unsure: false,
      deploys: [
        {
          runId: 19_400_007_919,
          version: 'v1.2.3',
          environment: 'production',
          actor: 'minji-kim',
          at: at - 2 * hour,
          endedAt: at - 2 * hour + 240_000,
          conclusion: 'success',
          status: 'completed',
          attempt: 2,
          url: run(19_400_007_919),
          rerun: true,
          live: { from: at - 2 * hour + 240_000, to: null },
          beside: [],
        },
        {
          runId: 19_400_007_919,
          version: 'v1.2.3',
          environment: 'production',
          actor: 'minji-kim',
          at: at - 3 * hour,
          endedAt: at - 3 * hour + 130_000,
          conclusion: 'failure',
          status: 'completed',
          attempt: 1,
          url: run(19_400_007_919),
          rerun: true,
          live: null,
          beside: [],
        },
        {
          runId: 19_300_001_442,
          version: 'v1.2.2',
          environment: 'production',
          actor: 'haseong-park',
          at: at - 98 * hour,
          endedAt: at - 98 * hour + 250_000,
          conclusion: 'success',
          status: 'completed',
          attempt: 1,
          url: run(19_300_001_442),
          rerun: false,
          live: { from: at - 98 * hour + 250_000, to: at - 2 * hour + 240_000 },
          beside: [],
        },
      ],
      more: 0,
    },
  ],
  unnamed: [],
  problem: null,
  page: 'https://github.com/talkstudio/talkstudio-web/actions/workflows/deploy-prod.yml',
} satisfies SampleOf<typeof command>;
