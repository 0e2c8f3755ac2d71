import * as defaults from './defaults.ts';
import { providers } from './providers.ts';
import type { Config, Contact, Environment, FileConfig, GroupName, Monitor } from './schema.ts';

/** What the AWS tools' own variables say. */
export type AwsSettings = NonNullable<FileConfig['aws']>;

/**
 * The effective configuration: the file over TalkStudio's defaults. AWS's own variables win over the file,
 * as they do with the aws command line, but for the endpoint, which a file sets on purpose. Pure.
 */
export function resolveConfig(file: FileConfig, ambient: AwsSettings = {}): Config {
  const { configSections } = defaults;
  const { endpoint, ...account } = ambient;
  const groups = resolveGroups(file);
  const service = file.service ?? configSections.service;
  const timezone = file.timezone ?? configSections.timezone;
  const environments = resolveEnvironments(file.environments);
  const { timeout } = groups.health;
  const written = file.monitors?.map((monitor) => resolveMonitor(monitor, timeout));
  return {
    ...groups,
    service,
    language: file.language ?? configSections.language,
    timezone,
    environments,
    monitors: written ?? monitorsOf(service, environments, timeout),
    aws: { ...configSections.aws, ...(endpoint && { endpoint }), ...file.aws, ...account },
    dependencies: file.dependencies ?? configSections.dependencies,
    contacts: (file.contacts ?? []).map((contact): Contact => ({ timezone, ...contact })),
    statusPages: (file.statusPages ?? configSections.statusPages).map((page) => ({
      format: 'statuspage' as const,
      ...page,
    })),
  };
}

function resolveGroups(file: FileConfig): Pick<Config, GroupName> {
  const groups = Object.entries(defaults.configSections).flatMap(([name, given]) =>
    typeof given === 'string' || Array.isArray(given)
      ? []
      : [[name, { ...given, ...(file[name as GroupName] ?? {}) }]],
  );
  return Object.fromEntries(groups);
}

/**
 * The environments of the file, else TalkStudio's two. A file that names its environments names them all,
 * so that no forgotten one leads to a site that is not meant; `production` and `staging` know their URL.
 */
function resolveEnvironments(file: FileConfig['environments']): Record<string, Environment> {
  const known: Readonly<Record<string, { url: string }>> = defaults.environments;
  const entries = Object.entries(file ?? known).map(([name, written]) => {
    const given: NonNullable<typeof file>[string] = written;
    const url = given.url ?? known[name]?.url ?? '';
    const buildInfo = new URL(given.buildInfo ?? defaults.buildInfoPath, url).href;
    const cdn = given.cdn && {
      provider: given.cdn.provider ?? providers.cdn[0],
      id: given.cdn.distributionId,
    };
    const { headers } = given;
    return [name, { url, buildInfo, ...(headers && { headers }), ...(cdn && { cdn }) }];
  });
  return Object.fromEntries(entries);
}

type WrittenMonitor = NonNullable<FileConfig['monitors']>[number];

function resolveMonitor(written: WrittenMonitor, timeout: number): Monitor {
  const env = written.env ?? defaults.monitor.env;
  const interval = defaults.interval[env === 'production' ? 'production' : 'other'];
  const { name, url, ...others } = written;
  return { name, url, ...defaults.monitor, timeout, interval, ...others };
}

/**
 * One monitor for each environment, and one for production's build-info.json: with the default
 * environments, the three of TalkStudio's uptime service.
 */
function monitorsOf(
  service: string,
  environments: Readonly<Record<string, Environment>>,
  timeout: number,
): Monitor[] {
  const sites = Object.entries(environments).map(([env, { url }]) => {
    const name = `${service} ${env.charAt(0).toUpperCase()}${env.slice(1)}`;
    return resolveMonitor({ name, url, env }, timeout);
  });
  const { production } = environments;
  if (production === undefined) return sites;
  const health = { name: `${service} API Health`, url: production.buildInfo, keyword: 'version' };
  return [...sites, resolveMonitor(health, timeout)];
}
