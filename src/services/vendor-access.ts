import type { Config } from '../config/schema.ts';
import type { Clock } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import type { VendorAccess } from '../ports/access.ts';
import type { Http } from '../ports/http.ts';
import { dependencyAccess, statusPageAccess } from './dependencies/dependency.ts';
import { pagerdutyAccess, pagerdutyRoutingAccess } from './pagerduty/access.ts';
import { sentryAccess } from './sentry/access.ts';
import { slackBotAccess, slackWebhookAccess } from './slack/access.ts';
import { uptimerobotAccess } from './uptimerobot/access.ts';

export interface VendorAccessParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly http: Http;
  readonly env: Env;
  readonly config: Config;
  /** Inside the sandbox: only loopback is ever contacted. */
  readonly drill: boolean;
}

/** Every vendor's small reads, over one Http and the credentials in the environment. */
export function createVendorAccess(parts: VendorAccessParts): VendorAccess {
  const { clock, http, env, config, drill } = parts;
  const uptimerobot = {
    http,
    env,
    apiUrl: config.uptimerobot.apiUrl,
    monitors: config.monitors.map((monitor) => monitor.name),
  };
  return {
    sentry: (reach) => sentryAccess({ http, env, sentry: config.sentry }, reach),
    slackBot: (reach) => slackBotAccess({ http, env, apiUrl: config.slack.apiUrl }, reach),
    slackWebhook: () => slackWebhookAccess(env),
    pagerduty: (reach) => pagerdutyAccess({ http, env, pagerduty: config.pagerduty }, reach),
    pagerdutyRouting: () => pagerdutyRoutingAccess(env),
    uptimerobot: (reach) => uptimerobotAccess(uptimerobot, reach),
    async cloudwatch(distributionId, reach) {
      const { cloudwatchAccess } = await import('./aws/cloudwatch.ts');
      return cloudwatchAccess({ clock, env, drill, config: config.aws }, distributionId, reach);
    },
    dependency: (dependency, reach) => dependencyAccess(http, dependency, reach),
    statusPage: (url, reach) => statusPageAccess(http, url, reach),
  };
}
