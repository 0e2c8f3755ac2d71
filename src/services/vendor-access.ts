import type { Config } from '../config/schema.ts';
import type { LoadedConfig } from '../contract/context.ts';
import { type AccessReport, access } from '../domain/doctor/access.ts';
import type { VendorAccess } from '../ports/access.ts';
import { checkDependency, checkStatusPage } from './dependencies/check.ts';
import type { VendorParts } from './http/vendor-client.ts';
import { checkPagerDuty, checkRoutingKey } from './pagerduty/check.ts';
import { checkSentry } from './sentry/check.ts';
import { checkSlackBot, checkSlackWebhook } from './slack/check.ts';
import { checkUptimeRobot } from './uptimerobot/check.ts';

export interface VendorAccessParts extends VendorParts {
  readonly config: Config;
  /** Whose trust is asked before a key is sent; absent where everything may. */
  readonly loaded?: LoadedConfig;
  /** Inside the sandbox: only loopback is ever contacted. */
  readonly drill: boolean;
}

/** Whether each vendor lets us in, by the checks that stand beside its client. */
export function createVendorAccess({
  config,
  drill,
  loaded,
  ...parts
}: VendorAccessParts): VendorAccess {
  const { http, env } = parts;
  const uptimerobot = {
    ...parts,
    apiUrl: config.uptimerobot.apiUrl,
    monitors: config.monitors.map((monitor) => monitor.name),
  };
  const refusal = (vendor: string) => loaded?.trust?.refusal(vendor) ?? null;
  const check = async (vendor: string, ask: () => Promise<AccessReport>): Promise<AccessReport> => {
    const refused = refusal(vendor);
    return refused === null ? ask() : access('unknown', refused.message, ...refused.next);
  };
  return {
    sentry: (reach) =>
      check('sentry', () => checkSentry({ ...parts, sentry: config.sentry }, reach)),
    slackBot: (reach) =>
      check('slack', () => checkSlackBot({ ...parts, apiUrl: config.slack.apiUrl }, reach)),
    slackWebhook: () => checkSlackWebhook(env),
    pagerduty: (reach) =>
      check('pagerduty', () => checkPagerDuty({ ...parts, pagerduty: config.pagerduty }, reach)),
    pagerdutyRouting: () => checkRoutingKey(env),
    uptimerobot: (reach) => check('uptimerobot', () => checkUptimeRobot(uptimerobot, reach)),
    async cloudwatch(distributionId, reach) {
      const { checkCloudWatch } = await import('./aws/check.ts');
      const options = { ...parts, drill, config: config.aws };
      return check('aws', () => checkCloudWatch(options, distributionId, reach));
    },
    dependency: (dependency, reach) => checkDependency(http, dependency, reach),
    statusPage: (url, reach) => checkStatusPage(parts, url, reach),
  };
}
