import { hash32 } from '../noise.ts';
import type { ErrorGroup } from '../scenario.ts';
import type { World } from './model.ts';

export interface WorldErrorGroup {
  readonly index: number;
  /** Of its random series and of what is kept of it: one for each place where it happens. */
  readonly key: string;
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  /** Where it happens. */
  readonly site: string;
  /** Where its events say that it happened. */
  readonly environment: string;
  readonly told: ErrorGroup;
}

/** The groups of a scenario, as they happen in production. */
export function groupsOf(world: World): WorldErrorGroup[] {
  return world.scenario.errors.map((told, index) => ({
    index,
    key: String(index),
    id: String(5_600_000_000 + (hash32(`${told.type}/${told.message}`) % 90_000_000)),
    shortId: `${world.scenario.repository.name.toUpperCase()}-${(47 + index).toString(36).toUpperCase()}`,
    title: `${told.type}: ${told.message}`,
    site: 'production',
    environment: 'production',
    told,
  }));
}

/** A group wherever its events name one of the environments; none named stands for all of them. */
export function placesOf(group: WorldErrorGroup, environments: readonly string[]) {
  const others = group.told.elsewhere.map(
    ({ environment, perMinute, as = environment }, i): WorldErrorGroup => ({
      ...group,
      key: `${group.key}@${i}`,
      site: environment,
      environment: as,
      told: { ...group.told, perMinute },
    }),
  );
  return [group, ...others].filter(
    (one) => environments.length === 0 || environments.includes(one.environment),
  );
}

/** People behind a number of events: new ones become rarer as the number grows. */
export function usersOf(world: World, group: WorldErrorGroup, count: number): number {
  if (count === 0) return 0;
  const pool = world.scenario.traffic.users;
  const users = pool * (1 - Math.exp((-count * group.told.users) / pool));
  return Math.min(count, Math.max(1, Math.round(users)));
}
