/* The names that rules may use and that are defined elsewhere: channels, runbooks, environments. */
import type { Context } from '../../contract/context.ts';
import type { KnownNames } from '../../domain/alerts/language/rule-set.ts';
import { builtIn } from '../../runbooks/built-in.ts';
import { listOwnRunbooks, runbooksFolder } from '../../runbooks/own-files.ts';

/** The channels of the monitoring document; `slack-<name>` is also any Slack channel of the config. */
const documented = ['pagerduty', 'phone', 'slack-critical', 'slack-alerts', 'slack-monitoring'];

/** Asks no network. Throws the config error of a wrong config. */
export async function knownNames(context: Pick<Context, 'config' | 'host'>): Promise<KnownNames> {
  const { slack, environments } = (await context.config()).config;
  const slackChannels = Object.keys(slack.channels).map((name) => `slack-${name}`);
  const own = listOwnRunbooks(await runbooksFolder(context));
  return {
    channels: [...new Set([...documented, ...slackChannels])],
    runbooks: [...new Set([...builtIn, ...own].map(({ id }) => id))],
    environments: Object.keys(environments),
  };
}
