/*
 * The credentials that a child in the sandbox gets. Nothing outside the sandbox takes them. The other
 * ones that its systems know are for trying out what happens with less.
 */
export const credentials = {
  awsKey: 'AKIASANDBOXFULL00000',
  awsSecret: 'sandbox-secret-access-key',
  github: 'ghp_sandbox',
  sentry: 'sandbox-sentry-token',
  slack: 'xoxb-sandbox',
  /** Path of the incoming webhook. */
  slackWebhook: '/services/T0SANDBOX/B0SANDBOX/sandboxhook',
  pagerduty: 'sandbox-pagerduty-token',
  /** 32 letters and digits, as PagerDuty wants them. */
  pagerdutyRouting: 'sandbox0000routing0000key0000000',
  uptimerobot: 'sandbox-uptimerobot-key',
  analytics: 'sandbox-analytics-token',
  prometheus: 'sandbox-prometheus-token',
} as const;

export const lesserCredentials = {
  /** May read CloudFront and CloudWatch, and nothing else. */
  awsReader: 'AKIASANDBOXREAD00000',
  /** May read the repository, not dispatch. */
  githubReader: 'ghp_sandboxReader',
  /** Approves deploys to production. */
  githubReviewer: 'ghp_sandboxReviewer',
  /** Has event:read alone. */
  sentryEvents: 'sandbox-sentry-events',
  /** A read-only key of PagerDuty. */
  pagerdutyReader: 'sandbox-pagerduty-reader',
  /** A key of PagerDuty's account, which belongs to nobody. */
  pagerdutyAccount: 'sandbox-pagerduty-account',
  /** May not post. */
  slackReader: 'xoxb-sandbox-reader',
} as const;
