import type { World, WorldEvent } from './model.ts';

/**
 * The same world by a clock that is `ahead` milliseconds ahead: all that a vendor with such a clock has
 * recorded is that much later, and so is its now. What is done through it is kept in the world's own time.
 */
export function byClock(world: World, ahead: number): World {
  if (ahead === 0) return world;
  let seen: readonly WorldEvent[] = [];
  return {
    scenario: world.scenario,
    seed: world.seed,
    startedAt: world.startedAt + ahead,
    get events() {
      // Events are only ever added.
      if (seen.length !== world.events.length)
        seen = world.events.map((event) => ({ ...event, at: event.at + ahead }));
      return seen;
    },
    now: () => world.now() + ahead,
    record: (event) => world.record({ ...event, at: event.at - ahead }),
    advance: (milliseconds) => world.advance(milliseconds),
  };
}
