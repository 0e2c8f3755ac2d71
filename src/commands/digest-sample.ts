import type { Evidence } from '../domain/evidence.ts';
import type { DigestData } from './digest-data.ts';

const observedAt = Date.parse('2026-11-23T03:12:05Z');

function evidence<Value>(
  part: Pick<Evidence<Value>, 'question' | 'source' | 'verdict' | 'value' | 'detail'>,
): Evidence<Value> {
  return { ...part, unit: null, window: null, baseline: null, observedAt, tookMs: 120 };
}

/** Production goes down four minutes after a deploy. */
export const digestSample: DigestData = {
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
  recommendation: {
    command: 'tsops rollback',
    reason: 'production is down, and it went down 4m after v1.2.3 was deployed',
  },
};
