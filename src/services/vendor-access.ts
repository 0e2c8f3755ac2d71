import type { Config } from '../config/schema.ts';
import type { VendorAccess } from '../ports/access.ts';
import { checkDependency, checkStatusPage } from './dependencies/check.ts';
import type { VendorParts } from './http/vendor-client.ts';
import { checkPagerDuty, checkRoutingKey } from './pagerduty/check.ts';
import { checkSentry } from './sentry/check.ts';
import { checkSlackBot, checkSlackWebhook } from './slack/check.ts';
import { checkUptimeRobot } from './uptimerobot/check.ts';
import { uptimerobotOutages } from './uptimerobot/outages.ts';

export interface VendorAccessParts extends VendorParts {
  readonly config: Config;
  /** Inside the sandbox: only loopback is ever contacted. */
  readonly drill: boolean;
}

/** Whether each vendor lets us in, by the checks that stand beside its client. */
export function createVendorAccess({ config, drill, ...parts }: VendorAccessParts): VendorAccess {
  const { http, env } = parts;
  const uptimerobot = {
    ...parts,
    apiUrl: config.uptimerobot.apiUrl,
    monitors: config.monitors.map((monitor) => monitor.name),
  };
  return {
    sentry: (reach) => checkSentry({ ...parts, sentry: config.sentry }, reach),
    slackBot: (reach) => checkSlackBot({ ...parts, apiUrl: config.slack.apiUrl }, reach),
    slackWebhook: () => checkSlackWebhook(env),
    pagerduty: (reach) => checkPagerDuty({ ...parts, pagerduty: config.pagerduty }, reach),
    pagerdutyRouting: () => checkRoutingKey(env),
    uptimerobot: (reach) => checkUptimeRobot(uptimerobot, reach),
    async cloudwatch(distributionId, reach) {
      const { checkCloudWatch } = await import('./aws/check.ts');
      return checkCloudWatch({ ...parts, drill, config: config.aws }, distributionId, reach);
    },
    dependency: (dependency, reach) => checkDependency(http, dependency, reach),
    statusPage: (url, reach) => checkStatusPage(parts, url, reach),
    outages: (since, reach) => uptimerobotOutages(uptimerobot, since, reach),
    async outageHistory(since, reach) {
      const { uptimerobotHistory } = await import('./uptimerobot/history.ts');
      return uptimerobotHistory(uptimerobot, since, reach);
    },
  };
}
