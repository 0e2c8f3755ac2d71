import type command from '../../../src/commands/drill/command.ts';
import { sampleRun } from '../runbook/walk.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  scenario: 'bad-deploy',
  seed: 7,
  truth: ['recent-deployment'],
  cause: {
    summary: 'v1.2.3 breaks on conversations stored before it. Every browser is hit.',
    remedy: 'Roll back to v1.2.2.',
    said: {
      summary: {
        en: 'v1.2.3 breaks on conversations stored before it. Every browser is hit.',
        ko: 'v1.2.3이 이전에 저장된 대화에서 깨집니다. 모든 브라우저가 영향을 받습니다.',
      },
      remedy: { en: 'Roll back to v1.2.2.', ko: 'v1.2.2로 롤백합니다.' },
    },
  },
  tellable: true,
  recommended: 'recent-deployment',
  ranked: [
    {
      hypothesis: 'recent-deployment',
      score: 85,
      for: ['100 % of the events are of types first seen in v1.2.3'],
      against: [],
    },
    { hypothesis: 'cause-not-seen', score: 20, for: [], against: [] },
  ],
  actions: [{ action: 'rollback', target: 'v1.2.2', outcome: 'done' }],
  mitigated: true,
  msToRecommendation: 640,
  incident: '20261125T033400Z-incident-high-error-rate-in-production',
  right: true,
  score: {
    points: 100,
    of: 100,
    parts: [
      { what: 'hypothesis', points: 40, of: 40 },
      { what: 'mitigation', points: 30, of: 30 },
      { what: 'writes', points: 20, of: 20 },
      { what: 'checks', points: 10, of: 10 },
    ],
    toHypothesis: 640,
    toMitigation: 17_000,
    mitigationDue: true,
    writes: [{ at: 1_795_577_665_000, kind: 'deploy', target: 'v1.2.2', judged: 'right' }],
    skipped: [],
    verdict: {
      en: 'The right conclusion after 1s; mitigated after 17s',
      ko: '1초 만에 올바른 결론, 17초 만에 완화',
    },
  },
  run: sampleRun,
  report: '# Incident report: High Error Rate in production\n\n…\n',
  reportShown: false,
} satisfies SampleOf<typeof command>;
