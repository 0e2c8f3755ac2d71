import type command from '../../../src/commands/version/command.ts';
import type { SampleOf } from '../sample-of.ts';

const deployedAt = Date.parse('2026-11-23T01:10:00Z');

export default {
  environments: [
    {
      name: 'production',
      url: 'https://talkstudio.app/build-info.json',
      verdict: 'ok',
      version: 'v1.2.3',
      commit: '3f2c1a9d0b7e',
      builtAt: deployedAt - 120_000,
      versions: [{ version: 'v1.2.3', reads: 1 }],
      reads: 1,
      failedReads: 0,
      detail: 'serves v1.2.3',
      said: { en: 'serves v1.2.3', ko: 'v1.2.3 제공 중' },
      raw: { version: 'v1.2.3', commit: '3f2c1a9d0b7e', buildTime: '2026-11-23T01:08:00.000Z' },
      behind: 1,
      notServed: null,
      lastDeploy: {
        runId: 19_400_007_919,
        version: 'v1.2.3',
        environment: 'production',
        actor: 'minji-kim',
        at: deployedAt,
        endedAt: deployedAt + 240_000,
        conclusion: 'success',
        status: 'completed',
        url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400007919',
      },
      problem: null,
    },
  ],
  expected: null,
  newestTag: 'v1.3.0',
  deploys: { known: true },
} satisfies SampleOf<typeof command>;
