import type { RunbookRun } from '../../../src/runbooks/walk/run-data.ts';

const at = 1_795_577_640_000;

const day = 86_400_000;

const window = { from: at - 1_800_000, to: at };

/** A rollback that helped, as a run that nobody was asked about tells it. */
export const sampleRun: RunbookRun = {
  runbook: 'high-error-rate',
  title: 'High Error Rate',
  environment: 'production',
  incident: '20261125T033400Z-incident-high-error-rate-in-production',
  state: 'ended',
  asked: false,
  language: 'en',
  pinned: {
    at,
    window,
    history: { from: at - day, to: at },
    baselines: {
      hour: { from: window.from - 3_600_000, to: at - 3_600_000 },
      day: { from: window.from - day, to: at - day },
      week: { from: window.from - 7 * day, to: at - 7 * day },
    },
  },
  round: 1,
  steps: [
    {
      id: 'symptoms',
      section: 'symptoms',
      kind: 'evidence',
      title: 'Is the error rate too high?',
      state: 'passed',
    },
    {
      id: 'decide',
      section: 'decision',
      kind: 'decision',
      title: 'What is the cause?',
      state: 'passed',
    },
    {
      id: 'roll-back',
      section: 'response',
      kind: 'action',
      title: 'Roll back to the last good version',
      state: 'passed',
    },
    {
      id: 'root-cause',
      section: 'afterwards',
      kind: 'instruction',
      title: 'Analyse the root cause',
      state: 'skipped',
    },
  ],
  evidence: {
    'error-rate': {
      question: 'how many requests fail',
      verdict: 'bad',
      value: {
        errors: 1692,
        requests: 25_120,
        rate: 6.74,
        perMinute: 56.4,
        recentPerMinute: 57.2,
        recentRate: 6.81,
        hourAgo: 0.7,
        dayAgo: 0.6,
        weekAgo: 0.7,
        limit: 5,
      },
      unit: '%',
      source: 'Sentry, CloudWatch',
      window,
      baseline: null,
      observedAt: at + 20_000,
      tookMs: 412,
      detail: '6.7 % of 25120 requests (limit 5 %), 57.2 a minute lately; usually 0.7',
    },
  },
  diagnosis: {
    ranked: [
      {
        hypothesis: 'recent-deployment',
        name: { en: 'recent deployment', ko: '최근 배포' },
        about: 'v1.2.3',
        score: 85,
        for: [
          {
            evidence: 'correlation',
            weight: 45,
            text: {
              en: '100 % of the events are of types first seen in v1.2.3',
              ko: '이벤트의 100 %가 v1.2.3에서 처음 나타난 유형입니다',
            },
          },
        ],
        against: [],
        ruledOut: null,
      },
      {
        hypothesis: 'cause-not-seen',
        name: { en: 'cause not seen', ko: '원인 미확인' },
        about: null,
        score: 20,
        for: [],
        against: [],
        ruledOut: null,
      },
    ],
    margin: 65,
    standing: 'clear',
    recommended: 'recent-deployment',
    causes: ['recent-deployment'],
    response: { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' },
    why: [
      {
        en: 'v1.2.2 was the last version live without these errors',
        ko: 'v1.2.2: 이 오류 없이 운영된 마지막 버전입니다',
      },
    ],
    unseen: [],
  },
  actions: [
    {
      step: 'roll-back',
      round: 1,
      action: 'rollback',
      target: 'v1.2.2',
      state: 'done',
      detail: 'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
      said: {
        en: 'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
        ko: 'production에서 v1.2.2가 제공됩니다(연속 3회 확인). 상태 점검: 정상(모니터 2개).',
      },
      record: '20261125T033421Z-rollback-production',
    },
  ],
  recovery: {
    step: 'roll-back',
    round: 1,
    id: 'error-rate',
    recovered: true,
    before: 6.81,
    after: 0.31,
    unit: '%',
    elapsed: 360_000,
    detail: {
      en: 'error rate 6.8 % → 0.3 %, 6m after v1.2.2 was served',
      ko: '오류율 6.8 % → 0.3 %, v1.2.2 제공 6분 후',
    },
  },
  byHand: [
    {
      id: 'root-cause',
      title: 'Analyse the root cause',
      body: 'Within two days, with those who built and those who answered: five whys, in the report.',
    },
  ],
};
