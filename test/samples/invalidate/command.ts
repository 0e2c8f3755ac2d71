import type command from '../../../src/commands/invalidate/command.ts';
import type { SampleOf } from '../sample-of.ts';

const url = 'https://talkstudio.app/';

const at = Date.parse('2026-11-23T03:12:05Z');

const read = {
  url,
  status: 200,
  etag: '"5d41402a"',
  pop: 'ICN57-P1',
  failure: null,
} as const;

const before = {
  ...read,
  at,
  xCache: 'Hit from cloudfront',
  age: 3842,
  hash: '9f86d081884c',
} as const;

const after = {
  ...read,
  at: at + 14_000,
  xCache: 'Miss from cloudfront',
  age: null,
  hash: '60303ae22b99',
} as const;

/** A true example of what `tsops invalidate --all` ends with. */
export default {
  action: 'invalidate',
  state: 'done',
  plan: {
    environment: 'production',
    key: 'tsops-2c26b46b68ff-mi9w1k3p',
    distribution: {
      id: 'E2EXAMPLE1TALK',
      domain: 'd111111abcdef8.cloudfront.net',
      status: 'Deployed',
      enabled: true,
      aliases: ['talkstudio.app'],
      inProgress: 0,
      cacheTagHeader: null,
    },
    site: 'https://talkstudio.app',
    paths: ['/*'],
    notes: [],
    notesSaid: [],
    cost: {
      paths: 1,
      atLeastUsd: 0,
      atMostUsd: 0.005,
      line: 'USD 0 to 0.005: 1 path, an account has 1,000 a month free',
      said: {
        en: 'USD 0 to 0.005: 1 path, an account has 1,000 a month free',
        ko: 'USD 0~0.005: 경로 1개, 계정당 월 1,000개까지 무료',
      },
    },
    inProgress: { invalidations: [], uncounted: 0 },
    guards: [
      {
        name: 'limits in progress',
        state: 'pass',
        detail: '0 of 3000 paths and 1 of 15 wildcards would be in progress',
        said: {
          en: '0 of 3000 paths and 1 of 15 wildcards would be in progress',
          ko: '진행 중 합계: 경로 0/3000, 와일드카드 1/15',
        },
      },
    ],
    unread: 0,
    targets: [{ url, covered: true }],
    before: [before],
    repeats: null,
  },
  receipt: { id: 'I2J0EXAMPLE', status: 'InProgress', createdAt: at, submittedAt: at },
  proof: {
    completedAfter: 13_000,
    edge: [
      {
        url,
        before,
        after,
        verdict: 'ok',
        reason: 'the edge fetched it again',
        said: { en: 'the edge fetched it again', ko: '엣지가 다시 가져왔습니다' },
      },
    ],
  },
  detail: 'CloudFront completed I2J0EXAMPLE in 13s; fresh content is served (1 of 1 address read).',
  said: {
    en: 'CloudFront completed I2J0EXAMPLE in 13s; fresh content is served (1 of 1 address read).',
    ko: 'CloudFront가 I2J0EXAMPLE를 13초 만에 완료했습니다. 새 내용이 제공됩니다(주소 1개 중 1개 확인).',
  },
  record: '20261123T031205Z-invalidate-production',
  undo: null,
} satisfies SampleOf<typeof command>;
