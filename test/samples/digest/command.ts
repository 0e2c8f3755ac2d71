import type command from '../../../src/commands/digest/command.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { SampleOf } from '../sample-of.ts';

const observedAt = Date.parse('2026-11-23T03:12:05Z');

function evidence<Value>(
  part: Pick<Evidence<Value>, 'question' | 'source' | 'verdict' | 'value' | 'detail'>,
): Evidence<Value> {
  return { ...part, unit: null, window: null, baseline: null, observedAt, tookMs: 120 };
}

/** Production goes down four minutes after a deploy. */
export default {
  service: 'TalkStudio',
  environment: 'production',
  at: observedAt,
  monitors: [
    {
      name: 'TalkStudio Production',
      environment: 'production',
      evidence: evidence({
        question: 'is TalkStudio Production up',
        source: 'https://talkstudio.app',
        verdict: 'bad',
        value: {
          name: 'TalkStudio Production',
          environment: 'production',
          verdict: 'bad',
          reason: 'http_5xx',
          detail: 'answered 503, wanted 200-299',
        },
        detail: 'answered 503, wanted 200-299',
      }),
    },
  ],
  onset: evidence({
    question: 'since when is production down',
    source: 'UptimeRobot',
    verdict: 'bad',
    value: { monitor: 'TalkStudio Production', startedAt: observedAt - 660_000, reason: '503' },
    detail: '503',
  }),
  versions: [
    {
      name: 'production',
      environment: 'production',
      evidence: evidence({
        question: 'which version does production serve?',
        source: 'https://talkstudio.app/build-info.json',
        verdict: 'ok',
        value: {
          environment: 'production',
          version: 'v1.2.3',
          builtAt: observedAt - 1_200_000,
          mixed: false,
        },
        detail: 'serves v1.2.3',
      }),
    },
  ],
  newestTag: evidence({
    question: 'what is the newest version tag',
    source: 'GitHub',
    verdict: 'ok',
    value: 'v1.2.3',
    detail: 'newest tag v1.2.3',
  }),
  deploys: evidence({
    question: 'what was deployed lately',
    source: 'GitHub',
    verdict: 'ok',
    value: [
      {
        runId: 4242,
        version: 'v1.2.3',
        environment: 'production',
        actor: 'haseongpark',
        at: observedAt - 1_020_000,
        endedAt: observedAt - 900_000,
        conclusion: 'success',
        status: 'completed',
        url: 'https://github.com/talkstudio/talkstudio/actions/runs/4242',
      },
    ],
    detail: 'runs of deploy-prod.yml read: 1',
  }),
  invalidations: evidence({
    question: 'are invalidations in progress',
    source: 'CloudFront',
    verdict: 'ok',
    value: [],
    detail: 'none in progress',
  }),
  open: evidence({
    question: 'is an action still open',
    source: 'journal',
    verdict: 'ok',
    value: [],
    detail: 'no action is open',
  }),
  errors: evidence({
    question: 'how many errors per request',
    source: 'Sentry, CloudWatch',
    verdict: 'ok',
    value: {
      errors: 14,
      requests: 24_800,
      rate: 0.06,
      recentRate: 0.05,
      perMinute: 0.5,
      recentPerMinute: 0.4,
      hourAgo: 0.6,
      dayAgo: 0.5,
      weekAgo: 0.5,
      limit: 5,
    },
    detail: '0.1 % of requests (limit 5 %), 0.4 errors/min (1 h ago 0.6, 1 d ago 0.5, 7 d ago 0.5)',
  }),
  errorsSince: evidence({
    question: 'since when are there more errors',
    source: 'Sentry',
    verdict: 'ok',
    value: { at: null, endedAt: null, before: 0.5, since: 0.5 },
    detail: 'no rise of errors within the last day',
  }),
  incident: evidence({
    question: 'is an incident open',
    source: 'journal',
    verdict: 'ok',
    value: null,
    detail: 'no incident is open',
  }),
  pages: evidence({
    question: 'is a page unanswered',
    source: 'PagerDuty',
    verdict: 'bad',
    value: [
      {
        number: 1201,
        title: 'TalkStudio Production is DOWN',
        status: 'triggered',
        since: observedAt - 540_000,
        assigned: ['Minji Kim'],
        escalatesAt: observedAt + 360_000,
        escalatesTo: ['Seungho Park'],
      },
    ],
    detail: '1 of 1 unanswered',
  }),
  clock: null,
  recommendation: {
    command: 'tsops rollback',
    reason: 'production is down, and it went down 4m after v1.2.3 was deployed',
    said: {
      en: 'production is down, and it went down 4m after v1.2.3 was deployed',
      ko: 'production 중단. v1.2.3 배포 4분 후에 시작되었습니다',
    },
  },
} satisfies SampleOf<typeof command>;
