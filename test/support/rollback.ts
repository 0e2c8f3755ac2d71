import { type PerformOptions, perform } from '../../src/actions/protocol/perform.ts';
import { rollbackAction } from '../../src/actions/rollback/action.ts';
import type { RollbackParts, RollbackRequest } from '../../src/actions/rollback/parts.ts';
import type { RollbackHealth } from '../../src/actions/rollback/verify.ts';
import status from '../../src/commands/rollback/status.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Context } from '../../src/contract/context.ts';
import { fakeCdn } from './cdn.ts';
import { fakeClock } from './clock.ts';
import { type ContextParts, fakeContext } from './context.ts';
import { type FakeGitHubParts, fakeGitHub } from './github.ts';

const site = {
  url: 'https://talkstudio.app',
  buildInfo: 'https://talkstudio.app/build-info.json',
  cdn: { provider: 'cloudfront' as const, id: 'E1TALK' },
};

/** Only what a rollback reads of the config. */
const config = {
  environments: { production: site, staging: { ...site, cdn: undefined } },
  monitors: [],
  rollback: { timeout: 1_200_000, pollInterval: 5000 },
  health: {},
} as unknown as Config;

interface WorldParts extends Omit<ContextParts, 'clock' | 'services'> {
  readonly github?: FakeGitHubParts;
  readonly cdn?: Parameters<typeof fakeCdn>[1];
  /** The edge goes on to serve the old version until it is invalidated. */
  readonly stale?: boolean;
  /** Answers a read of build-info.json instead of the world; undefined leaves it to the world. */
  readonly serves?: (reads: number) => string | undefined;
  readonly health?: RollbackHealth;
}

/** A TalkStudio in memory: runs of its workflow change what its edge serves. */
export function rollbackWorld(parts: WorldParts = {}) {
  const clock = fakeClock();
  const hub = fakeGitHub(clock, parts.github);
  const cloudFront = fakeCdn(clock, parts.cdn);
  let reads = 0;
  const served = (): string => {
    const done = hub.started.map(hub.now).filter(({ conclusion }) => conclusion === 'success');
    const last = done.at(-1)?.title;
    const version = last === undefined ? 'v1.2.3' : (/v[\d.]+/.exec(last)?.[0] ?? '');
    return parts.stale === true && cloudFront.taken.length === 0 ? 'v1.2.3' : version;
  };
  const context = fakeContext({
    config,
    ...parts,
    clock,
    services: {
      deploys: async () => hub.github,
      cdn: async () => cloudFront.cdn,
      http: {
        send: async () => {
          const body = parts.serves?.(reads) ?? JSON.stringify({ version: served() });
          reads += 1;
          return { status: 200, headers: {}, body: Buffer.from(body) };
        },
      },
    },
  });
  return { clock, context, hub, cloudFront, health: parts.health, reads: () => reads };
}

type World = Pick<ReturnType<typeof rollbackWorld>, 'context' | 'hub' | 'health'>;

/** What a rollback to v1.2.2 is made of, unless told. */
export function rollbackParts(
  { context, hub }: World,
  request: Partial<RollbackRequest> = {},
): RollbackParts {
  const wanted = {
    version: 'v1.2.2',
    forward: false,
    reason: null,
    invalidate: true,
    waitForRunning: false,
    firstDeploy: false,
    ...request,
  };
  return {
    context,
    deploys: hub.github,
    config,
    environment: 'production',
    site,
    request: wanted,
  };
}

export function rollbackOf(world: World, request: Partial<RollbackRequest> = {}) {
  const { health } = world;
  const parts = rollbackParts(world, request);
  return rollbackAction(parts, health === undefined ? null : async () => health);
}

export async function runRollback(
  world: World,
  request: Partial<RollbackRequest> = {},
  options: Partial<PerformOptions> = {},
) {
  return perform(rollbackOf(world, request), world.context, {
    dryRun: false,
    yes: false,
    confirm: 'production',
    wait: true,
    timeout: config.rollback.timeout,
    typed: 'tsops rollback v1.2.2',
    ...options,
  });
}

const noLive = { update: () => {}, emit: () => {} };

export async function rollbackStatusOf(
  context: Context,
  input: { run?: number; follow?: boolean; timeout?: number } = {},
) {
  return status.run({ follow: false, ...input }, context, noLive);
}
