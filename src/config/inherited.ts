/* The values of TalkStudio's that are in force where another service is meant. */
import type { LoadedConfig } from '../contract/context.ts';
import { isWithinDomain } from '../domain/net/within-domain.ts';
import { configSections, environments as ownEnvironments } from './defaults.ts';
import { isTalkStudio, repositoryAround } from './whose.ts';

export interface InheritedValue {
  /** Dotted key of the config. */
  readonly key: string;
  /** As it is in force. */
  readonly value: string;
}

type Loaded = Pick<LoadedConfig, 'config' | 'file' | 'origin'>;

/**
 * Whose service is meant: what the config says of itself, else the repository that `cwd` stands in. `unknown`
 * outside of any repository, and without a config that tells.
 */
export function serviceMeant(
  { config, origin }: Loaded,
  cwd: string,
): 'talkstudio' | 'other' | 'unknown' {
  const { owner, repo } = config.github;
  if (owner !== undefined && origin.has('github.owner'))
    return isTalkStudio(owner) || isTalkStudio(repo) ? 'talkstudio' : 'other';
  if (origin.has('service')) return isTalkStudio(config.service) ? 'talkstudio' : 'other';
  const around = repositoryAround(cwd);
  return around === 'none' ? 'unknown' : around;
}

/** Every value that is TalkStudio's: left to its default, or naming TalkStudio where it is written. */
export function inheritedValues({ config, origin }: Loaded): readonly InheritedValue[] {
  const { sentry, slack, pagerduty, github, dependencies, environments, monitors } = config;
  const ownSites = Object.entries(environments).map(
    ([name, { url }]) => [`environments.${name}.url`, url, isOwnSite(url)] as const,
  );
  const ownMonitors = monitors.map(
    ({ url }, at) =>
      [`monitors[${at}].url`, url, origin.has('monitors') && isOwnSite(url)] as const,
  );
  const named: readonly (readonly [string, string, boolean])[] = [
    ['service', config.service, isTalkStudio(config.service)],
    ['timezone', config.timezone, !origin.has('timezone')],
    ...ownSites,
    ...ownMonitors,
    ['github.workflow', github.workflow, !origin.has('github.workflow')],
    ['sentry.release', sentry.release, sentry.release === configSections.sentry.release],
    ['slack.channels.alerts', slack.channels.alerts ?? '', !origin.has('slack.channels')],
    ['pagerduty.service', pagerduty.service, isTalkStudio(pagerduty.service)],
    [
      'pagerduty.escalationPolicy',
      pagerduty.escalationPolicy,
      !origin.has('pagerduty.escalationPolicy'),
    ],
    ['dependencies', dependencies.map(({ name }) => name).join(', '), !origin.has('dependencies')],
  ];
  return named.flatMap(([key, value, own]) => (own ? [{ key, value }] : []));
}

const ownHosts = new Set(Object.values(ownEnvironments).map(({ url }) => new URL(url).hostname));

function isOwnSite(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return [...ownHosts].some((host) => isWithinDomain(hostname, host));
}
