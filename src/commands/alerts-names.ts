/* The names that rules may use and that are defined elsewhere: channels, runbooks, environments. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import type { KnownNames } from '../domain/alerts/rule-set.ts';

/** The channels of the monitoring document; `slack-<name>` is also any Slack channel of the config. */
const documented = ['pagerduty', 'phone', 'slack-critical', 'slack-alerts', 'slack-monitoring'];
const shippedRunbooks = ['high-error-rate', 'performance-degradation'];

/** Asks no network. Throws the config error of a wrong config. */
export async function knownNames({ config, host }: Pick<Context, 'config' | 'host'>) {
  const loaded = await config();
  const { slack, environments, runbooks } = loaded.config;
  const folder = join(
    loaded.file === undefined ? host.cwd : dirname(loaded.file),
    runbooks.directory,
  );
  const slackChannels = Object.keys(slack.channels).map((name) => `slack-${name}`);
  const known: KnownNames = {
    channels: [...new Set([...documented, ...slackChannels])],
    runbooks: [...new Set([...shippedRunbooks, ...ownRunbooks(folder)])],
    environments: Object.keys(environments),
  };
  return known;
}

/** The team's own runbooks: the names of the YAML files in the folder. */
function ownRunbooks(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => file.replace(/\.ya?ml$/, ''));
}
