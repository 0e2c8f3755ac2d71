/** A variable of the process environment that tsops reads. */
export interface EnvironmentVariable {
  readonly name: string;
  /** What it is for, one line. */
  readonly purpose: string;
  /** Never shown, only whether it is set. */
  readonly secret: boolean;
}

const secret = (name: string, purpose: string): EnvironmentVariable => ({
  name,
  purpose,
  secret: true,
});
const open = (name: string, purpose: string): EnvironmentVariable => ({
  name,
  purpose,
  secret: false,
});

/** Every secret that tsops can use. Secrets come from here (or the AWS chain, or gh), never from the file. */
export const secretVariables: readonly EnvironmentVariable[] = [
  secret('GH_TOKEN', 'GitHub: deploys and roll back (else GITHUB_TOKEN, else `gh auth token`)'),
  secret('GITHUB_TOKEN', 'GitHub, where GH_TOKEN is not set'),
  secret(
    'AWS_ACCESS_KEY_ID',
    'AWS: with AWS_SECRET_ACCESS_KEY, ahead of the rest of the AWS chain',
  ),
  secret('AWS_SECRET_ACCESS_KEY', 'AWS: the other half of AWS_ACCESS_KEY_ID'),
  secret('AWS_SESSION_TOKEN', 'AWS: goes with temporary keys'),
  secret('SENTRY_AUTH_TOKEN', 'Sentry: errors, releases (scopes org:read, event:read)'),
  secret('SLACK_BOT_TOKEN', 'Slack: post to channels (scope chat:write)'),
  secret('SLACK_WEBHOOK_URL', 'Slack: post to the one channel of an incoming webhook'),
  secret(
    'PAGERDUTY_API_TOKEN',
    'PagerDuty: who is on call, incidents; to ack it must be allowed to write',
  ),
  secret('PAGERDUTY_ROUTING_KEY', 'PagerDuty: page through the Events API'),
  secret('UPTIMEROBOT_API_KEY', 'UptimeRobot: what the uptime service saw'),
  secret('PROMETHEUS_TOKEN', 'Prometheus: bearer token, where a proxy before it wants one'),
  secret('PAGESPEED_API_KEY', 'Google: PageSpeed Insights and the Chrome UX Report'),
  secret('GOOGLE_ANALYTICS_TOKEN', 'Google Analytics: bounce rates (scope analytics.readonly)'),
];

/** Everything that tsops reads from the environment, secrets first. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  ...secretVariables,
  secret('TSOPS_HEADER_*', 'headers of the site that the config names: `$TSOPS_HEADER_STAGING`'),
  open('TSOPS_CONFIG', 'the config file, unless --config names one'),
  open('XDG_CONFIG_HOME', 'where tsops/tsops.config.yaml is looked for last (else ~/.config)'),
  open(
    'XDG_STATE_HOME',
    'where the journal and the figures of earlier versions are kept (else ~/.local/state)',
  ),
  open('XDG_CACHE_HOME', 'where compiled code is kept between runs (else ~/.cache)'),
  open('PAGERDUTY_FROM', "your address in PagerDuty; wanted to ack with an account's key"),
  open('AWS_PROFILE', 'AWS profile; wins over aws.profile'),
  open('AWS_REGION', 'AWS region (else AWS_DEFAULT_REGION); wins over aws.region'),
  open('AWS_ENDPOINT_URL', 'AWS endpoint, where the file sets none (…_CLOUDFRONT for that alone)'),
  open('GH_CONFIG_DIR', "gh's own config, for `gh auth token`"),
  secret('HTTPS_PROXY', 'proxy for https:// (HTTP_PROXY for http://); may hold a password'),
  open('NO_PROXY', 'hosts that are reached without the proxy'),
  open('VISUAL', 'the editor that opens a report (else EDITOR); may have arguments'),
  open('EDITOR', 'the editor, where VISUAL is not set'),
  open('TSOPS_SANDBOX_URL', 'set inside the sandbox: its control address; nothing is real there'),
  open('NODE_EXTRA_CA_CERTS', 'a file of further certificate authorities to trust'),
  open('NO_COLOR', 'any value: no colour; FORCE_COLOR asks for it where there is no terminal'),
];
