/*
 * What `tsops doctor` checks of each vendor, by the checks that stand beside its client: a vendor whose row has a block
 * in doctor does not compile without its check here.
 */
import type { Config } from '../config/schema.ts';
import type { CheckedVendor } from '../config/vendors.ts';
import type { LoadedConfig } from '../contract/context.ts';
import type { AccessReport, NamedAccess } from '../domain/doctor/access.ts';
import type { VendorCheck } from '../ports/access.ts';
import type { Services } from '../ports/services.ts';
import { checkAws } from './aws/check.ts';
import { checkGitHub } from './github/check.ts';
import { checkGoogleAnalytics } from './google/check-analytics.ts';
import type { VendorParts } from './http/vendor-client.ts';
import { checkMixpanel } from './mixpanel/check.ts';
import { checkPagerDuty, checkRoutingKey } from './pagerduty/check.ts';
import { checkPrometheus } from './prometheus/check.ts';
import { checkSentry } from './sentry/check.ts';
import { checkSlackBot, checkSlackWebhook } from './slack/check.ts';
import { checkUptimeRobot } from './uptimerobot/check.ts';

export type CheckedServices = Pick<Services, 'deploys' | 'cdn' | 'alertEngine'>;

/** What the checks are made of. */
export interface VendorAccessParts extends VendorParts {
  readonly config: Config;
  /** Whose trust is asked before a key is sent; absent where everything may. */
  readonly loaded?: LoadedConfig;
  /** Inside the sandbox: only loopback is ever contacted. */
  readonly drill: boolean;
  /** What is asked through its port: doctor has no client of its own. */
  readonly services: CheckedServices;
}

export interface CheckParts extends VendorAccessParts {
  /** Asks with the vendor's key; where the config may not send it, says why instead. */
  withKey(ask: () => Promise<AccessReport>): Promise<AccessReport>;
}

type CheckVendor = (parts: CheckParts, asked: VendorCheck) => Promise<readonly NamedAccess[]>;

export const vendorChecks: Readonly<Record<CheckedVendor, CheckVendor>> = {
  github: ({ config, services: { deploys } }, asked) =>
    checkGitHub({ owner: config.github.owner, repo: config.github.repo, deploys }, asked),
  aws: async ({ config, services, withKey, ...parts }, asked) => {
    const name = await asked.environment();
    const environment = config.environments[name];
    const provider = environment?.cdn?.provider ?? '';
    const options = { ...parts, config: config.aws };
    return checkAws(
      {
        name,
        environment,
        cdn: () => services.cdn(provider),
        metrics: (id, reach) =>
          withKey(async () => {
            const { checkCloudWatch } = await import('./aws/check-metrics.ts');
            return checkCloudWatch(options, id, reach);
          }),
      },
      asked,
    );
  },
  sentry: async ({ config: { sentry }, withKey, ...parts }, asked) => [
    { name: 'project', ...(await withKey(() => checkSentry({ ...parts, sentry }, asked))) },
  ],
  slack: async ({ config, withKey, ...parts }, asked) => {
    const { apiUrl } = config.slack;
    return [
      { name: 'bot', ...(await withKey(() => checkSlackBot({ ...parts, apiUrl }, asked))) },
      { name: 'webhook', ...checkSlackWebhook(parts.env) },
    ];
  },
  pagerduty: async ({ config: { pagerduty }, withKey, ...parts }, asked) => [
    { name: 'API', ...(await withKey(() => checkPagerDuty({ ...parts, pagerduty }, asked))) },
    { name: 'routing key', ...checkRoutingKey(parts.env) },
  ],
  uptimerobot: async ({ config, withKey, ...parts }, asked) => {
    const monitors = config.monitors.map(({ name }) => name);
    const options = { ...parts, apiUrl: config.uptimerobot.apiUrl, monitors };
    return [{ name: 'monitors', ...(await withKey(() => checkUptimeRobot(options, asked))) }];
  },
  prometheus: async ({ config, services }, asked) => {
    const engine = () => services.alertEngine('prometheus');
    const checked = { url: config.prometheus.url, engine };
    return [{ name: 'rules', ...(await checkPrometheus(checked, asked)) }];
  },
  analytics: async ({ config: { analytics }, withKey, ...parts }, asked) => {
    const check = () => checkGoogleAnalytics({ ...parts, config: analytics }, asked);
    return [{ name: 'property', ...(await withKey(check)) }];
  },
  mixpanel: async ({ config: { mixpanel }, withKey, ...parts }, asked) => {
    const check = () => checkMixpanel({ ...parts, config: mixpanel }, asked);
    return [{ name: 'project', ...(await withKey(check)) }];
  },
};
