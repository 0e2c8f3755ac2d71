import type { DependencyChanges } from '../speed/findings.ts';

/** Names of packages and the versions or ranges asked for. */
export type DependencyRanges = Readonly<Record<string, string>>;

/** What one version of the app depends on that the other does not; sorted by name. */
export function dependencyChanges(
  from: { readonly version: string; readonly dependencies: DependencyRanges },
  to: { readonly version: string; readonly dependencies: DependencyRanges },
): DependencyChanges {
  const [before, after] = [from.dependencies, to.dependencies];
  const listed = (all: DependencyRanges, other: DependencyRanges) =>
    Object.entries(all)
      .filter(([name]) => !Object.hasOwn(other, name))
      .map(([name, version]) => ({ name, version }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const changed = Object.entries(after)
    .flatMap(([name, version]) => {
      const earlier = Object.hasOwn(before, name) ? before[name] : version;
      return earlier === undefined || earlier === version
        ? []
        : [{ name, from: earlier, to: version }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    from: from.version,
    to: to.version,
    added: listed(after, before),
    removed: listed(before, after),
    changed,
  };
}
