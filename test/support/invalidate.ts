import { perform } from '../../src/actions/protocol/perform.ts';
import invalidate from '../../src/commands/invalidate/command.ts';
import status from '../../src/commands/invalidate/status.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Context } from '../../src/contract/context.ts';
import { fakeCdn, fakeEdge } from './cdn.ts';
import { fakeClock } from './clock.ts';
import { type ContextParts, fakeContext } from './context.ts';

/** Only what an invalidation reads of the config. */
const config = {
  environments: {
    production: {
      url: 'https://talkstudio.app',
      buildInfo: 'https://talkstudio.app/build-info.json',
      cdn: { provider: 'cloudfront', id: 'E1TALK' },
    },
    staging: {
      url: 'https://staging.talkstudio.app',
      buildInfo: 'https://staging.talkstudio.app/build-info.json',
    },
  },
  invalidate: { timeout: 900_000, pollInterval: 5000 },
} as unknown as Config;

const hit = { 'x-cache': 'Hit from cloudfront', age: '3600', 'x-amz-cf-pop': 'ICN57-P1' };
const miss = { 'x-cache': 'Miss from cloudfront', 'x-amz-cf-pop': 'ICN57-P1' };

interface WorldParts extends Omit<ContextParts, 'clock' | 'services'> {
  readonly cdn?: Parameters<typeof fakeCdn>[1];
  readonly edge?: Parameters<typeof fakeEdge>[0];
}

/** A context with a CloudFront in memory and an edge that misses at its second read. */
export function invalidateWorld(parts: WorldParts = {}) {
  const clock = fakeClock();
  const cloudFront = fakeCdn(clock, parts.cdn);
  const edge = fakeEdge(
    parts.edge ?? ((_url, reads) => ({ headers: reads === 0 ? hit : miss, body: `v${reads}` })),
  );
  const context = fakeContext({
    config,
    ...parts,
    clock,
    services: { cdn: async () => cloudFront.cdn, http: edge },
  });
  return { clock, context, cloudFront, edge };
}

interface Flags {
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly dryRun?: boolean;
  readonly confirm?: string;
}

/** `tsops invalidate PATH… --confirm production`, as the shell around commands runs it. */
export async function runInvalidate(context: Context, path: string[], flags: Flags = {}) {
  const { wait = true, timeout = 900_000, dryRun = false, confirm = 'production' } = flags;
  const action = await invalidate.action({ path, all: false }, context);
  return perform(action, context, {
    ...{ wait, timeout, dryRun, confirm },
    yes: false,
    typed: 'tsops invalidate',
  });
}

/** `tsops invalidate status …`. */
export function runStatus(context: Context, asked: { id?: string; wait?: boolean } = {}) {
  const live = { update: () => {}, emit: () => {} };
  return status.run({ wait: false, ...asked }, context, live);
}
