import { noise } from '../noise.ts';
import type { ScenarioOutage } from '../scenario.ts';
import type { World } from './model.ts';

export interface SandboxMonitor {
  id: number;
  friendlyName: string;
  url: string;
  type: 'HTTP' | 'KEYWORD';
  interval: number;
  system: 'production' | 'staging';
}

export const MONITORS: SandboxMonitor[] = [
  {
    id: 800_113_001,
    friendlyName: 'TalkStudio Production',
    url: 'https://talkstudio.app',
    type: 'HTTP',
    interval: 60,
    system: 'production',
  },
  {
    id: 800_113_002,
    friendlyName: 'TalkStudio Staging',
    url: 'https://staging.talkstudio.app',
    type: 'HTTP',
    interval: 300,
    system: 'staging',
  },
  {
    id: 800_113_003,
    friendlyName: 'TalkStudio API Health',
    url: 'https://talkstudio.app/build-info.json',
    type: 'KEYWORD',
    interval: 60,
    system: 'production',
  },
];

/** The outages that a monitor has seen; one is seen at its next check, at most an interval late. */
export function seen(
  world: World,
  monitor: SandboxMonitor,
): { outage: ScenarioOutage; from: number; to: number | undefined }[] {
  return world.scenario.outages
    .filter((outage) => outage.system === monitor.system && outage.kind !== 'slow')
    .map((outage) => {
      const late =
        noise(world.seed, `check/${monitor.id}/${outage.from}`) * monitor.interval * 1_000;
      const to = outage.until === undefined ? undefined : world.startedAt + outage.until + late;
      return { outage, from: world.startedAt + outage.from + late, to };
    })
    .filter(({ from }) => from <= world.now());
}

export function monitorStatusOf(world: World, monitor: SandboxMonitor): 'UP' | 'DOWN' {
  const now = world.now();
  return seen(world, monitor).some(({ to }) => to === undefined || to > now) ? 'DOWN' : 'UP';
}
