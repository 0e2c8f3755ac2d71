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
    cost: {
      paths: 1,
      atLeastUsd: 0,
      atMostUsd: 0.005,
      line: 'USD 0 to 0.005: 1 path, an account has 1,000 a month free',
    },
    inProgress: { invalidations: [], uncounted: 0 },
    guards: [
      {
        name: 'limits in progress',
        state: 'pass',
        detail: '0 of 3000 paths and 1 of 15 wildcards would be in progress',
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
    edge: [{ url, before, after, verdict: 'ok', reason: 'the edge fetched it again' }],
  },
  detail: 'CloudFront completed I2J0EXAMPLE in 13s; fresh content is served (1 of 1 address read).',
  record: '20261123T031205Z-invalidate-production',
  undo: null,
} satisfies SampleOf<typeof command>;
