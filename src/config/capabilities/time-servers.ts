import type { Provider } from '../providers.ts';
import type { Config } from '../schema.ts';

interface TimeServer {
  readonly title: string;
  readonly url: string;
}

const deploysServerBy: Readonly<Record<Provider<'deploys'>, (config: Config) => TimeServer>> = {
  github: ({ github }) => ({ title: 'GitHub', url: github.apiUrl }),
};

/** Whose Date tells the time, asked without a key: the site of an environment, and where deploys run. */
export function timeServers(config: Config, environment: string): readonly TimeServer[] {
  const url = config.environments[environment]?.url;
  const site = url === undefined ? [] : [{ title: 'the site', url }];
  return [...site, deploysServerBy[config.deploys.provider](config)];
}
