/* Routing by severity for Alertmanager: a P1 silences the rest, and secrets come from files. */

import { type Rule, type RuleSeverity, ruleSeverities } from '../language/rule.ts';
import { noDataCompanion, noDataSeverity } from './prometheus.ts';

interface Settings {
  /** Our channel → the channel of Slack. */
  readonly slack: Readonly<Record<string, string>>;
}

const folder = '/etc/alertmanager';

export function alertmanagerConfig(rules: readonly Rule[], { slack }: Settings) {
  const routed = rules.flatMap(routesOf);
  const used = ruleSeverities.filter((severity) =>
    routed.some((each) => each.severity === severity),
  );
  return {
    global: { slack_api_url_file: `${folder}/slack-webhook-url` },
    route: {
      receiver: 'unrouted',
      group_by: ['alertname', 'env'],
      group_wait: '0s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: used.map((severity) => ({
        matchers: [`severity="${severity}"`],
        receiver: severity,
      })),
    },
    inhibit_rules: [
      { source_matchers: ['severity="P1"'], target_matchers: ['severity=~"P2|P3|P4"'] },
    ],
    receivers: [
      { name: 'unrouted' },
      ...used.map((severity) => {
        const own = routed.filter((each) => each.severity === severity);
        return receiver(severity, [...new Set(own.flatMap(({ channels }) => channels))], slack);
      }),
    ],
  };
}

interface Routed {
  readonly severity: RuleSeverity;
  readonly channels: readonly string[];
}

/** Where a rule goes, and where the word goes that it has no data. */
function routesOf(rule: Rule): Routed[] {
  if (noDataCompanion(rule) === undefined) return [rule];
  const channels = rule.channels.filter((channel) => channel.startsWith('slack-'));
  return [rule, { severity: noDataSeverity(rule.severity), channels }];
}

function receiver(
  name: string,
  channels: readonly string[],
  slack: Readonly<Record<string, string>>,
) {
  const slackChannels = channels.filter((channel) => channel.startsWith('slack-'));
  const danger = name === 'P1' || name === 'P2';
  return {
    name,
    ...(channels.includes('pagerduty')
      ? { pagerduty_configs: [{ routing_key_file: `${folder}/pagerduty-routing-key` }] }
      : {}),
    ...(slackChannels.length === 0
      ? {}
      : {
          slack_configs: slackChannels.map((channel) => ({
            channel: slack[channel.slice('slack-'.length)] ?? `#${channel}`,
            username: 'TalkStudio Monitor',
            icon_emoji: ':robot_face:',
            color: `{{ if eq .Status "firing" }}${danger ? 'danger' : 'warning'}{{ else }}good{{ end }}`,
            send_resolved: true,
          })),
        }),
  };
}
