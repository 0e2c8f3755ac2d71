/* Where people look at it at the vendor's: pages that no answer names, by what the config says. */
import type { OtherEngine } from '../../domain/alerts/language/rule.ts';
import { webHost } from '../../domain/net/web-host.ts';
import type { Provider } from '../providers.ts';
import type { Config } from '../schema.ts';

/** Of an issue of the repository; null where the config does not say which repository that is. */
export function trackedIssuePage({ github }: Config, issue: number): string | null {
  const { apiUrl, owner, repo } = github;
  if (owner === undefined || repo === undefined) return null;
  return `${new URL(apiUrl).protocol}//${webHost(apiUrl)}/${owner}/${repo}/issues/${issue}`;
}

const invalidationPages: Readonly<Record<Provider<'cdn'>, (id: string) => string>> = {
  cloudfront: (id) =>
    `https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${encodeURIComponent(id)}/invalidations`,
};

/** Of an environment's invalidations; null where it has no CDN. */
export function invalidationsPage({ environments }: Config, environment: string): string | null {
  const cdn = environments[environment]?.cdn;
  return cdn === undefined ? null : invalidationPages[cdn.provider](cdn.id);
}

const enginePages: Readonly<Record<OtherEngine, (config: Config) => string | null>> = {
  prometheus: ({ prometheus: { url } }) =>
    url === undefined ? null : new URL('/alerts', url).href,
  cloudwatch: ({ aws: { region } }) =>
    `https://console.aws.amazon.com/cloudwatch/home?${new URLSearchParams({ region })}#alarmsV2:`,
  sentry: ({ sentry: { url, org } }) =>
    org === undefined
      ? null
      : new URL(`/organizations/${encodeURIComponent(org)}/alerts/`, url).href,
  uptimerobot: () => 'https://dashboard.uptimerobot.com/monitors',
};

/** Of the alerts of another engine; null where the config does not say where that is, and for our own. */
export function alertsPage(config: Config, engine: OtherEngine | 'tsops'): string | null {
  return engine === 'tsops' ? null : enginePages[engine](config);
}
