import type { Config } from '../schema.ts';

/** Whose repository it is; undefined where the config does not name it. */
export function repositoryOwner({ github }: Config): string | undefined {
  return github.owner;
}
