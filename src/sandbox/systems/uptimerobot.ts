import type { System } from '../http/server.ts';
import type { World } from '../world/world.ts';
export function uptimerobot(_world: World): System {
  return { name: 'uptimerobot', handle: () => undefined };
}
