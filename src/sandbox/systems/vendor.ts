import type { OutageEffect } from '../http/exchange.ts';
import { json } from '../http/reply.ts';
import type { World } from '../world/model.ts';
import { ongoingOutage } from '../world/outages.ts';

/** What an outage of a vendor does to a request; undefined where there is none. */
export function vendorOutage(world: World, system: string): OutageEffect | undefined {
  const found = ongoingOutage(world, system, world.now());
  if (!found) return undefined;
  if (found.kind === 'slow') return { kind: 'slow', delay: found.delay };
  if (found.kind === 'drop') return { kind: 'drop' };
  return { kind: 'status', reply: json({ message: 'Service Unavailable' }, found.status) };
}
