import type { Ask, Reply } from '../../http/reply.ts';
import type { World } from '../../world/world.ts';

export function cloudwatch(_world: World, _ask: Ask): Reply | undefined {
  return undefined;
}
