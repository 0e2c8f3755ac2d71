import type { VendorSecret } from '../config/vendors.ts';

/*
 * The credentials that a child in the sandbox gets, by the variable that holds each. Nothing outside the sandbox takes them. The other
 * ones that its systems know are for trying out what happens with less.
 */
export const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIASANDBOXFULL00000',
  AWS_SECRET_ACCESS_KEY: 'sandbox-secret-access-key',
  GH_TOKEN: 'ghp_sandbox',
  SENTRY_AUTH_TOKEN: 'sandbox-sentry-token',
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  /** Path of the incoming webhook. */
  SLACK_WEBHOOK_URL: '/services/T0SANDBOX/B0SANDBOX/sandboxhook',
  PAGERDUTY_API_TOKEN: 'sandbox-pagerduty-token',
  /** 32 letters and digits, as PagerDuty wants them. */
  PAGERDUTY_ROUTING_KEY: 'sandbox0000routing0000key0000000',
  UPTIMEROBOT_API_KEY: 'sandbox-uptimerobot-key',
  MIXPANEL_SERVICE_ACCOUNT: 'sandbox-account:sandbox-mixpanel-secret',
  PROMETHEUS_TOKEN: 'sandbox-prometheus-token',
} as const satisfies Partial<Record<VendorSecret, string>>;

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
  /** An access token of Google Analytics; a child gets the key file of a service account. */
  analyticsToken: 'sandbox-analytics-token',
  /** May not post. */
  slackReader: 'xoxb-sandbox-reader',
} as const;
