import type command from '../../../src/commands/rollback/status.ts';
import type { SampleOf } from '../sample-of.ts';

const at = Date.parse('2026-11-23T01:10:00Z');

export default {
  state: 'done',
  verdict: 'ok',
  detail: 'production serves v1.2.2; the run succeeded.',
  said: {
    en: 'production serves v1.2.2; the run succeeded.',
    ko: 'production에서 v1.2.2 제공 중. 실행은 성공했습니다.',
  },
  record: '20261123T011500Z-rollback-production',
  notes: [],
  startedAt: at,
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  reason: 'errors since v1.2.3',
  run: {
    id: 19_400_015_838,
    title: 'Deploy v1.2.2 to production',
    status: 'completed',
    conclusion: 'success',
    event: 'workflow_dispatch',
    dispatched: true,
    actor: 'haseongpark',
    ref: 'main',
    sha: '3f2c1a9d0b7e',
    attempt: 1,
    createdAt: at,
    startedAt: at,
    updatedAt: at + 240_000,
    url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400015838',
  },
  jobs: [],
  approvals: [],
  serving: 'v1.2.2',
  undo: 'tsops rollback v1.2.3 --forward',
} satisfies SampleOf<typeof command>;
