import type { World } from './model.ts';

/**
 * Keeps what was computed from a world until something is done to the world. For what depends on
 * nothing but the scenario and the events.
 */
export function remembered<T>(compute: (world: World) => T): (world: World) => T {
  const kept = new WeakMap<World, { events: number; value: T }>();
  return (world) => {
    const known = kept.get(world);
    if (known && known.events === world.events.length) return known.value;
    const value = compute(world);
    kept.set(world, { events: world.events.length, value });
    return value;
  };
}

/** Keeps what is true of a world's past: whatever is done to the world changes only what comes after. */
export function rememberedForGood<T>(begin: () => T): (world: World) => T {
  const kept = new WeakMap<World, T>();
  return (world) => {
    const known = kept.get(world);
    if (known !== undefined) return known;
    const value = begin();
    kept.set(world, value);
    return value;
  };
}
