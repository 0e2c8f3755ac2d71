import type command from '../../../src/commands/rollback/approve.ts';
import type { SampleOf } from '../sample-of.ts';

const url = 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400015838';

export default {
  action: 'approve',
  state: 'done',
  plan: {
    environment: 'production',
    key: 'approve-19400015838-161088068',
    guards: [
      {
        name: 'run',
        state: 'pass',
        detail: '“Deploy v1.2.2 to production” is a run of deploy-prod.yml',
        said: {
          en: '“Deploy v1.2.2 to production” is a run of deploy-prod.yml',
          ko: '“Deploy v1.2.2 to production”은 deploy-prod.yml 실행입니다',
        },
      },
      {
        name: 'reviewer',
        state: 'pass',
        detail: '@seungho-park may approve production',
        said: {
          en: '@seungho-park may approve production',
          ko: '@seungho-park이(가) production 승인 가능',
        },
      },
    ],
    run: {
      id: 19_400_015_838,
      title: 'Deploy v1.2.2 to production',
      status: 'waiting',
      actor: 'minji-kim',
      url,
    },
    version: 'v1.2.2',
    approvals: [
      {
        environmentId: 161_088_068,
        environment: 'production',
        reviewers: ['@seungho-park'],
        youCanApprove: true,
        waitMinutes: 0,
      },
    ],
    comment: 'Approved with tsops',
    nothing: null,
    nothingSaid: null,
  },
  receipt: { runId: 19_400_015_838, environments: ['production'] },
  proof: { id: 19_400_015_838, status: 'in_progress', conclusion: null, url },
  detail: 'Approved: the run goes on (in progress).',
  said: {
    en: 'Approved: the run goes on (in progress).',
    ko: '승인됨: 실행이 계속됩니다(실행 중).',
  },
  record: '20261123T011500Z-approve-production',
  undo: null,
} satisfies SampleOf<typeof command>;
