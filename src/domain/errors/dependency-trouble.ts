import type { DependencyState } from './findings.ts';

/** How deep a dependency is in trouble, by our own probe and by its status page; 0 where it is not. */
export function troubleOf({ probe, statusPage }: DependencyState): number {
  const told = { none: 0, unknown: 0, minor: 1, major: 2, critical: 2 }[statusPage ?? 'none'];
  return { down: 4, slow: 2, up: 0, unknown: 0 }[probe] + told;
}

/** True where our own probe or the status page shows trouble. */
export function isTroubled(dependency: DependencyState): boolean {
  return troubleOf(dependency) > 0;
}
