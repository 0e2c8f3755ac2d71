import type command from '../../../src/commands/rollback/command.ts';
import type { SampleOf } from '../sample-of.ts';

const at = Date.parse('2026-11-23T01:10:00Z');

const runUrl = 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400015838';

export default {
  action: 'rollback',
  state: 'done',
  plan: {
    environment: 'production',
    key: 'production/v1.2.2',
    guards: [
      {
        name: 'version',
        state: 'pass',
        detail: 'v1.2.2 is a tag',
        said: { en: 'v1.2.2 is a tag', ko: 'v1.2.2 태그가 있습니다' },
      },
      {
        name: 'served',
        state: 'pass',
        detail: 'production serves v1.2.3',
        said: { en: 'production serves v1.2.3', ko: 'production에서 v1.2.3 제공 중' },
      },
    ],
    current: { version: 'v1.2.3', commit: '3f2c1a9d0b7e', builtAt: at - 120_000, deployedAt: at },
    target: {
      version: 'v1.2.2',
      commit: null,
      builtAt: at - 86_400_000,
      deployedAt: at - 82_800_000,
    },
    proposed: false,
    candidates: [
      { version: 'v1.2.3', deployedAt: at, actor: 'minji-kim', against: 'served' },
      { version: 'v1.2.2', deployedAt: at - 82_800_000, actor: 'minji-kim', against: null },
    ],
    changes: {
      direction: 'leave',
      count: 2,
      commits: [{ sha: '3f2c1a9d0b7e', title: 'Rework the composer', author: 'minji-kim' }],
    },
    workflow: {
      name: 'deploy-prod.yml',
      ref: 'main',
      url: 'https://github.com/talkstudio/talkstudio-web/actions/workflows/deploy-prod.yml',
    },
    inputs: { version: 'v1.2.2' },
    reviewers: [],
    waitMinutes: 0,
    invalidates: 'E2TALKSTUDIO1',
    reason: 'errors since v1.2.3',
    newestRun: { id: 19_400_007_919, readAt: at + 3_600_000 },
    notes: [],
  },
  receipt: { runId: 19_400_015_838, url: runUrl, known: 'answered' },
  proof: {
    served: {
      wanted: 'v1.2.2',
      proved: true,
      reads: ['v1.2.2', 'v1.2.2', 'v1.2.2'],
      serving: 'v1.2.2',
      cutShort: false,
      invalidation: null,
      problems: [],
    },
    failed: null,
    health: {
      verdict: 'ok',
      detail: 'ok (2 monitors)',
      said: { en: 'ok (2 monitors)', ko: '정상(모니터 2개)' },
    },
  },
  detail: 'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
  said: {
    en: 'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
    ko: 'production에서 v1.2.2가 제공됩니다(연속 3회 확인). 상태 점검: 정상(모니터 2개).',
  },
  record: '20261123T011500Z-rollback-production',
  undo: 'tsops rollback v1.2.3 --forward',
} satisfies SampleOf<typeof command>;
