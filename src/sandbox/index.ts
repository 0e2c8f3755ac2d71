import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Addresses, prepareEnvironment } from './environment.ts';
import { type FaultInput, Faults, faultSchema } from './http/fault.ts';
import {
  type Listening,
  listen,
  type System,
  type TakenRequest,
  type Wire,
} from './http/server.ts';
import type { Scenario } from './scenario.ts';
import { aws } from './systems/aws/aws.ts';
import { control } from './systems/control.ts';
import { dicebear, statusPages } from './systems/dicebear.ts';
import { github } from './systems/github/github.ts';
import { pagerduty } from './systems/pagerduty.ts';
import { sentry } from './systems/sentry/sentry.ts';
import { site } from './systems/site.ts';
import { slack } from './systems/slack.ts';
import { uptimerobot } from './systems/uptimerobot.ts';
import { createWorld, type World } from './world/world.ts';

export interface SandboxOptions {
  readonly scenario: Scenario;
  /** Chances follow from it alone; the same seed gives the same world. Default 1. */
  readonly seed?: number;
  /** Epoch milliseconds; default the machine's clock. */
  readonly clock?: { now(): number };
}

export interface Sandbox {
  /** The control address. */
  readonly url: string;
  readonly urls: Addresses;
  readonly siteUrls: { readonly production: string; readonly staging: string };
  /** The directory that holds its config files and its socket; removed by `close`. */
  readonly directory: string;
  /** For a child's environment; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly world: World;
  requests(): readonly TakenRequest[];
  inject(fault: FaultInput): void;
  clearFaults(): void;
  close(): Promise<void>;
}

type Vendor = Exclude<keyof Addresses, 'control'>;

function systemsOf(world: World): Record<Vendor, System> {
  return {
    production: site(world, 'production'),
    staging: site(world, 'staging'),
    github: github(world),
    aws: aws(world),
    sentry: sentry(world),
    slack: slack(world),
    pagerduty: pagerduty(world),
    uptimerobot: uptimerobot(world),
    dicebear: dicebear(world),
    status: statusPages(world),
  };
}

/** Starts a world on loopback. Throws what `listen` and `mkdtemp` throw; leaves nothing behind then. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { scenario, seed = 1, clock = Date } = options;
  const world = createWorld(scenario, seed, clock);
  const faults = new Faults();
  for (const fault of scenario.faults) faults.add(fault);
  const wire: Wire = { faults, taken: [], now: world.now };
  const open: Listening[] = [];
  const directory = await mkdtemp(join(tmpdir(), 'tsops-sandbox-'));
  const close = async () => {
    await Promise.all(open.map((server) => server.close()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await chmod(directory, 0o700);
    const start = async (system: System, extra: Parameters<typeof listen>[2] = {}, on = wire) => {
      const server = await listen(system, on, extra);
      open.push(server);
      return server.url;
    };
    const systems = systemsOf(world);
    const names = Object.keys(systems) as Vendor[];
    const found = await Promise.all(
      names.map(async (name) => [name, await start(systems[name])] as const),
    );
    const vendors = Object.fromEntries(found) as Record<Vendor, string>;
    const own: Wire = { faults: new Faults(), taken: [], now: world.now };
    const url = await start(control(world, wire, vendors), {}, own);
    const urls: Addresses = { control: url, ...vendors };
    const socketPath = join(directory, 'gh.sock');
    // `gh` asks for api.github.com through the socket: links must lead there again.
    await start(systems.github, { socketPath, origin: 'https://api.github.com' });
    const env = await prepareEnvironment(directory, scenario, urls, socketPath);
    return {
      url,
      urls,
      siteUrls: { production: urls.production, staging: urls.staging },
      directory,
      env,
      world,
      requests: () => wire.taken,
      inject: (fault) => faults.add(faultSchema.parse(fault)),
      clearFaults: () => faults.clear(),
      close,
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}
