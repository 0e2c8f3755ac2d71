import { TsopsError } from '../../src/contract/errors.ts';
import type { Cdn, Distribution, Invalidation, InvalidationRequest } from '../../src/ports/cdn.ts';
import type { Http, HttpResponse } from '../../src/ports/http.ts';

type Clock = { now(): number };

export const distribution: Distribution = {
  id: 'E1TALK',
  domain: 'd111.cloudfront.net',
  status: 'Deployed',
  enabled: true,
  aliases: ['talkstudio.app'],
  inProgress: 0,
  cacheTagHeader: null,
};

interface FakeCdnParts {
  readonly distribution?: Partial<Distribution>;
  /** Milliseconds from taking an invalidation to its completion. */
  readonly takes?: number;
  /** What becomes of each write, in order; `taken` when there is none left. */
  readonly writes?: ('taken' | 'answer-lost' | 'lost' | TsopsError)[];
}

/** A CloudFront in memory: knows a CallerReference again, completes with time, counts what it is sent. */
export function fakeCdn(clock: Clock, parts: FakeCdnParts = {}) {
  const { takes = 3000, writes = [] } = parts;
  const taken: Invalidation[] = [];
  const requests: InvalidationRequest[] = [];
  const now = (invalidation: Invalidation): Invalidation => ({
    ...invalidation,
    status: clock.now() - invalidation.createdAt >= takes ? 'Completed' : 'InProgress',
  });
  const take = (request: InvalidationRequest): Invalidation => {
    const same = taken.find((each) => each.reference === request.reference);
    if (same !== undefined) return same;
    const made: Invalidation = {
      id: `I${taken.length + 1}`,
      status: 'InProgress',
      createdAt: clock.now(),
      paths: request.paths,
      reference: request.reference,
    };
    taken.unshift(made);
    return made;
  };
  const cdn: Cdn = {
    distribution: async () => ({
      ...distribution,
      inProgress: taken.filter((each) => now(each).status !== 'Completed').length,
      ...parts.distribution,
    }),
    invalidate: async (request) => {
      requests.push(request);
      const fate = writes.shift() ?? 'taken';
      if (fate instanceof TsopsError) throw fate;
      if (fate === 'taken') return { taken: 'yes', invalidation: now(take(request)) };
      if (fate === 'answer-lost') take(request);
      return {
        taken: 'unknown',
        problem: { kind: 'unreachable', message: 'CloudFront may have taken the invalidation.' },
      };
    },
    invalidation: async (_distribution, id) => {
      const found = taken.find((each) => each.id === id);
      if (found !== undefined) return now(found);
      throw new TsopsError({ kind: 'usage', message: `invalidation ${id} does not exist.` });
    },
    invalidations: async (_distribution, limit) =>
      taken
        .slice(0, limit)
        .map(now)
        .map(({ id, status, createdAt }) => ({ id, status, createdAt })),
  };
  return { cdn, taken, requests, take };
}

/** A site behind an edge: answers each read of a path with the next of its replies, the last one again. */
export function fakeEdge(replies: (url: URL, reads: number) => Partial<FakeReply>): Http & {
  readonly urls: string[];
} {
  const urls: string[] = [];
  return {
    urls,
    send: async ({ url }) => {
      const reads = urls.filter((each) => each === url).length;
      urls.push(url);
      const { status = 200, headers = {}, body = 'page' } = replies(new URL(url), reads);
      return { status, headers, body: Buffer.from(body) } satisfies HttpResponse;
    },
  };
}

interface FakeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
