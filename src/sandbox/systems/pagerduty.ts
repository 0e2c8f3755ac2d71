import type { System } from '../http/server.ts';
import type { World } from '../world/world.ts';
export function pagerduty(_world: World): System {
  return { name: 'pagerduty', handle: () => undefined };
}
