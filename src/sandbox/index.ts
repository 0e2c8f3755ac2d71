import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../domain/net/env.ts';
import type { CertificateKind, Identity } from './certificate.ts';
import type { Addresses } from './config.ts';
import { keepEarlierFigures } from './earlier-figures.ts';
import { keepEarlierIncidents } from './earlier-incidents.ts';
import { prepareEnvironment, type TeamRunbooks } from './environment.ts';
import type { System, TakenRequest, Wire } from './http/exchange.ts';
import { type FaultInput, Faults, faultSchema } from './http/fault.ts';
import { type Listening, listen, type Where } from './http/listen.ts';
import { withNoise } from './rough/presets.ts';
import { faultsOf } from './rough/vendors.ts';
import type { Scenario } from './scenario.ts';
import { analytics } from './systems/analytics/system.ts';
import { aws } from './systems/aws/system.ts';
import { control } from './systems/control.ts';
import { dicebear, statusPages } from './systems/dicebear.ts';
import { github } from './systems/github/system.ts';
import { mixpanelSystem } from './systems/mixpanel.ts';
import { pagerDutySystem } from './systems/pagerduty/system.ts';
import { prometheusSystem } from './systems/prometheus.ts';
import { sentrySystem } from './systems/sentry/system.ts';
import { site } from './systems/site.ts';
import { slackSystem } from './systems/slack.ts';
import { uptimeRobotSystem } from './systems/uptimerobot.ts';
import type { SystemName } from './systems.ts';
import { vary } from './vary.ts';
import { createWorld, type World } from './world/model.ts';
import { byClock } from './world/skew.ts';

export interface SandboxOptions {
  readonly scenario: Scenario;
  /**
   * Chances follow from it alone; the same seed gives the same world. Default 1, the scenario as it was
   * written; any other also varies its times, rates and versions.
   */
  readonly seed?: number;
  /** Epoch milliseconds; default the machine's clock. */
  readonly clock?: { now(): number };
  /** Nobody is there to approve a run or to stop waiting: what does not come soon is not waited for. */
  readonly unattended?: boolean;
  /** None: the team has written none. */
  readonly runbooks?: TeamRunbooks | undefined;
}

export interface Sandbox {
  /** The control address. */
  readonly url: string;
  readonly urls: Addresses;
  readonly siteUrls: { readonly production: string; readonly staging: string };
  /** The directory that holds its config files and its socket; removed by `close`. */
  readonly directory: string;
  /** For a child's environment; `undefined` takes a variable away. */
  readonly env: Env;
  readonly world: World;
  requests(): readonly TakenRequest[];
  inject(fault: FaultInput): void;
  clearFaults(): void;
  /** Changes the certificate of production; false where the sites do not speak TLS. */
  present(kind: CertificateKind): boolean;
  close(): Promise<void>;
}

const systemsOf: Record<SystemName, (world: World) => System> = {
  production: (world) => site(world, 'production'),
  staging: (world) => site(world, 'staging'),
  github,
  aws,
  sentry: sentrySystem,
  slack: slackSystem,
  pagerduty: pagerDutySystem,
  uptimerobot: uptimeRobotSystem,
  dicebear,
  status: statusPages,
  analytics,
  mixpanel: mixpanelSystem,
  prometheus: prometheusSystem,
};

/** Each vendor by its own clock. */
function createSystems(world: World): Record<SystemName, System> {
  const { clocks } = world.scenario;
  const entries = Object.entries(systemsOf).map(([name, make]) => {
    const ahead = clocks[name as SystemName];
    const system = make(byClock(world, ahead ?? 0));
    return [name, ahead === undefined ? system : { ...system, ahead }];
  });
  return Object.fromEntries(entries) as Record<SystemName, System>;
}

/** What one sandbox holds open, to be closed together. */
interface Held {
  readonly directory: string;
  readonly open: Listening[];
}

async function release({ directory, open }: Held): Promise<void> {
  await Promise.all(open.map((server) => server.close()));
  await rm(directory, { recursive: true, force: true });
}

/** The certificates of the sites, where the scenario has the sites speak TLS. */
async function identitiesOf(world: World) {
  const { tls } = world.scenario;
  if (tls === 'none') return undefined;
  const { createAuthority } = await import('./certificate.ts');
  const authority = createAuthority(world.startedAt);
  return { authority, production: authority.issue(tls), staging: authority.issue('valid') };
}

type Identities = Awaited<ReturnType<typeof identitiesOf>>;

async function listenAll(held: Held, world: World, wire: Wire, identities: Identities) {
  const systems = createSystems(world);
  const start = async (system: System, on: Wire, where: Where = {}) => {
    const server = await listen(system, on, where);
    held.open.push(server);
    return server;
  };
  const sites: Partial<Record<SystemName, Identity>> = identities ?? {};
  const names = Object.keys(systems) as SystemName[];
  const servers = new Map<SystemName, Listening>();
  for (const name of names) {
    const identity = name === 'production' || name === 'staging' ? sites[name] : undefined;
    servers.set(name, await start(systems[name], wire, identity ? { identity } : {}));
  }
  const vendors = Object.fromEntries([...servers].map(([name, { url }]) => [name, url]));
  const present = (kind: CertificateKind): boolean => {
    if (!identities) return false;
    servers.get('production')?.present(identities.authority.issue(kind));
    return true;
  };
  // What is asked of the control address is not part of the world and has no faults.
  const own: Wire = { faults: new Faults(), taken: [], now: world.now };
  const { url } = await start(control(world, wire, vendors, present), own);
  const socketPath = join(held.directory, 'gh.sock');
  // `gh` asks for api.github.com through the socket: links must lead there again.
  const origin = 'https://api.github.com';
  // A path too long for a socket leads nowhere: `gh` fails, and reaches nothing real.
  await start(systems.github, wire, { socketPath, origin }).catch(() => {});
  return { urls: { control: url, ...vendors } as unknown as Addresses, socketPath, present };
}

/** Starts a world on loopback. Throws what `listen` and `mkdtemp` throw; leaves nothing behind then. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed = 1, clock = Date, unattended = false, runbooks } = options;
  const scenario = withNoise(vary(options.scenario, seed), seed);
  const world = createWorld(scenario, seed, clock);
  const faults = new Faults();
  for (const fault of scenario.faults) faults.add(fault);
  for (const fault of faultsOf(scenario.vendors)) faults.add(faultSchema.parse(fault));
  const wire: Wire = { faults, taken: [], now: world.now };
  const directory = await mkdtemp(join(tmpdir(), 'tsops-sandbox-'));
  const held: Held = { directory, open: [] };
  try {
    const identities = await identitiesOf(world);
    const { urls, socketPath, present } = await listenAll(held, world, wire, identities);
    const ca = identities?.authority.cert;
    const env = await prepareEnvironment({
      directory,
      scenario,
      urls,
      socketPath,
      ca,
      now: world.now(),
      unattended,
      runbooks,
    });
    await keepEarlierFigures(world, join(directory, 'state'), urls.production);
    await keepEarlierIncidents(world, join(directory, 'state'));
    return {
      url: urls.control,
      urls,
      siteUrls: { production: urls.production, staging: urls.staging },
      directory,
      env,
      world,
      requests: () => wire.taken,
      inject: (fault) => faults.add(faultSchema.parse(fault)),
      clearFaults: () => faults.clear(),
      present,
      close: () => release(held),
    };
  } catch (problem) {
    await release(held);
    throw problem;
  }
}
