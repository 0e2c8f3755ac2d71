/* What the config says of deploys, in our words: a provider that is missing does not compile. */
import type { Provider } from '../providers.ts';
import type { Config } from '../schema.ts';

const lacksBy: Readonly<Record<Provider<'deploys'>, (config: Config) => string | null>> = {
  github: ({ github: { owner, repo } }) =>
    owner === undefined || repo === undefined ? 'github.owner and github.repo' : null,
};

/** The keys that tell where deploys are read, as a sentence names them; null where the config has them. */
export function missingDeploysKeys(config: Config): string | null {
  return lacksBy[config.deploys.provider](config);
}

const repositoryBy: Readonly<Record<Provider<'deploys'>, (config: Config) => string | null>> = {
  github: ({ github: { owner, repo } }) =>
    owner === undefined || repo === undefined ? null : `${owner}/${repo}`,
};

/** The repository that deploys, as its tools take it; null where the config does not name it. */
export function repositoryOf(config: Config): string | null {
  return repositoryBy[config.deploys.provider](config);
}

const tagFormatBy: Readonly<Record<Provider<'deploys'>, (config: Config) => string | undefined>> = {
  github: ({ github }) => github.tagFormat,
};

/** The form of a version's tag as the config writes it (`web@{version}`); undefined where it names none. */
export function writtenTagFormat(config: Config): string | undefined {
  return tagFormatBy[config.deploys.provider](config);
}
