import type { SandboxMetric, Scenario } from '../scenario.ts';
import type { World } from './model.ts';
import { holds } from './outages.ts';

type Signal = Scenario['signals'][number];

export interface Client {
  readonly browser: string;
  readonly system: string;
}

function isLimited({ browsers, systems }: Signal): boolean {
  return browsers !== undefined || systems !== undefined;
}

function fits({ browsers, systems }: Signal, { browser, system }: Client): boolean {
  return (browsers?.includes(browser) ?? true) && (systems?.includes(system) ?? true);
}

function ongoing(world: World, metric: SandboxMetric, at: number): Signal[] {
  return world.scenario.signals.filter(
    (one) => one.metric === metric && holds(world, one.when, at),
  );
}

/** What the scenario says of a metric for everybody; the usual mean where it says nothing. */
export function meanFor(world: World, metric: SandboxMetric, at: number, usual: number): number {
  const all = ongoing(world, metric, at).filter((one) => !isLimited(one));
  return times(all, all.find(({ value }) => value !== undefined)?.value ?? usual);
}

function times(signals: readonly Signal[], value: number): number {
  return signals.reduce((product, one) => product * (one.times ?? 1), value);
}

/** What one kind of client has: what is said of it goes before what is said of all. */
export function meanOfClient(
  world: World,
  metric: SandboxMetric,
  at: number,
  usual: number,
  client: Client,
): number {
  const all = ongoing(world, metric, at).filter((one) => fits(one, client));
  const own = all.find((one) => one.value !== undefined && isLimited(one));
  const told = own ?? all.find(({ value }) => value !== undefined);
  return times(all, told?.value ?? usual);
}

/** True where clients differ in a metric. */
export function differs(world: World, metric: SandboxMetric, at: number): boolean {
  return ongoing(world, metric, at).some(isLimited);
}

/** What the scenario says of a metric in so many words; undefined where nothing sets it. */
export function valueTold(world: World, metric: SandboxMetric, at: number): number | undefined {
  return ongoing(world, metric, at).find((one) => one.value !== undefined && !isLimited(one))
    ?.value;
}
