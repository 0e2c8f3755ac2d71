import type { System } from '../http/server.ts';
import type { World } from '../world/world.ts';
export function slack(_world: World): System {
  return { name: 'slack', handle: () => undefined };
}
