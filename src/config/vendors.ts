/*
 * The vendors, one row each, as light data: what knows them all (doctor, redaction, trust, the docs, the
 * sandbox's config) reads this table. How each is asked stands in its folder under services/.
 */

export type Capability =
  | 'analytics'
  | 'cdn'
  | 'chat'
  | 'deploys'
  | 'errors'
  | 'issues'
  | 'lab'
  | 'metrics'
  | 'alert-engine'
  | 'paging'
  | 'uptime';

export interface VendorRow {
  readonly title: string;
  /** What it offers → the provider's name, where the config chooses among several; `null` where it does not. */
  readonly capabilities: Readonly<Partial<Record<Capability, string | null>>>;
  /** Variables that hold its secrets, and what each is for. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Variables that name a file with a secret, and what each is for. The path itself is none. */
  readonly keyFiles?: Readonly<Record<string, string>>;
  /** Config keys with an address that its secrets are sent to → the path below its system in the sandbox. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Config keys that choose what is read or written there. */
  readonly destinations: readonly string[];
  /**
   * Hosts that the vendor itself answers on; `*.` stands for any names below, `{region}` for one of AWS's. Never
   * a domain below which customers have hosts of their own (`*.amazonaws.com`); a path, where it shares a host.
   */
  readonly hosts: readonly string[];
  /** Hosts of its pages for people, where they are others; no key is sent there. */
  readonly pages: readonly string[];
  /** Which system of the sandbox stands for it. */
  readonly sandbox: string;
  /** A key may come from elsewhere than those variables: from gh, from the files of AWS. */
  readonly ambient: boolean;
  /** `tsops doctor` has a block for it, under the row's name: all that it checks is needed, or `any` one way in. */
  readonly doctor: 'all' | 'any' | null;
}

export const vendors = {
  github: {
    title: 'GitHub',
    capabilities: { deploys: 'github', issues: null },
    secrets: {
      GH_TOKEN: 'GitHub: deploys and roll back (else GITHUB_TOKEN, else `gh auth token`)',
      GITHUB_TOKEN: 'GitHub, where GH_TOKEN is not set',
      GH_ENTERPRISE_TOKEN: 'GitHub Enterprise Server: in place of GH_TOKEN, for its host alone',
      GITHUB_ENTERPRISE_TOKEN: 'GitHub Enterprise Server, where GH_ENTERPRISE_TOKEN is not set',
    },
    addresses: { 'github.apiUrl': '' },
    destinations: [
      ...['github.owner', 'github.repo', 'github.workflow', 'github.ref'],
      // What the workflow is told: a fixed input may name where it deploys to.
      ...['github.inputs', 'github.versionInput', 'github.environmentInput', 'github.reasonInput'],
    ],
    hosts: ['github.com', 'api.github.com', '*.ghe.com'],
    pages: [],
    sandbox: 'github',
    ambient: true,
    doctor: 'all',
  },
  aws: {
    title: 'AWS',
    capabilities: { cdn: 'cloudfront', metrics: null, 'alert-engine': null },
    secrets: {
      AWS_ACCESS_KEY_ID: 'AWS: with AWS_SECRET_ACCESS_KEY, ahead of the rest of the AWS chain',
      AWS_SECRET_ACCESS_KEY: 'AWS: the other half of AWS_ACCESS_KEY_ID',
      AWS_SESSION_TOKEN: 'AWS: goes with temporary keys',
    },
    addresses: { 'aws.endpoint': '' },
    destinations: ['aws.profile', 'environments.*.cdn.distributionId'],
    hosts: [
      ...['cloudfront.amazonaws.com', 'cloudfront-fips.amazonaws.com'],
      ...['cloudfront.{region}.amazonaws.com.cn', 'cloudfront.global.api.aws'],
      ...['monitoring.{region}.amazonaws.com', 'monitoring-fips.{region}.amazonaws.com'],
      ...['monitoring.{region}.amazonaws.com.cn', 'monitoring.{region}.api.aws'],
      ...['sts.amazonaws.com', 'sts.{region}.amazonaws.com', 'sts.{region}.amazonaws.com.cn'],
    ],
    pages: ['console.aws.amazon.com', '*.console.aws.amazon.com'],
    sandbox: 'aws',
    ambient: true,
    doctor: 'all',
  },
  sentry: {
    title: 'Sentry',
    capabilities: { errors: null },
    secrets: { SENTRY_AUTH_TOKEN: 'Sentry: errors, releases (scopes org:read, event:read)' },
    addresses: { 'sentry.url': '' },
    destinations: ['sentry.org', 'sentry.project'],
    hosts: ['sentry.io', '*.sentry.io'],
    pages: [],
    sandbox: 'sentry',
    ambient: false,
    doctor: 'all',
  },
  slack: {
    title: 'Slack',
    capabilities: { chat: null },
    secrets: {
      SLACK_BOT_TOKEN: 'Slack: post to channels (scope chat:write)',
      SLACK_WEBHOOK_URL: 'Slack: post to the one channel of an incoming webhook',
    },
    addresses: { 'slack.apiUrl': '/api' },
    destinations: ['slack.channels'],
    hosts: ['slack.com', '*.slack.com', 'slack-gov.com', '*.slack-gov.com'],
    pages: [],
    sandbox: 'slack',
    ambient: false,
    doctor: 'any',
  },
  pagerduty: {
    title: 'PagerDuty',
    capabilities: { paging: null },
    secrets: {
      PAGERDUTY_API_TOKEN:
        'PagerDuty: who is on call, incidents; to ack it must be allowed to write',
      PAGERDUTY_ROUTING_KEY: 'PagerDuty: page through the Events API',
    },
    addresses: { 'pagerduty.eventsUrl': '', 'pagerduty.apiUrl': '' },
    destinations: ['pagerduty.service', 'pagerduty.escalationPolicy'],
    hosts: ['*.pagerduty.com'],
    pages: [],
    sandbox: 'pagerduty',
    ambient: false,
    doctor: 'all',
  },
  uptimerobot: {
    title: 'UptimeRobot',
    capabilities: { uptime: 'uptimerobot' },
    secrets: { UPTIMEROBOT_API_KEY: 'UptimeRobot: what the uptime service saw' },
    addresses: { 'uptimerobot.apiUrl': '/v3' },
    destinations: [],
    hosts: ['api.uptimerobot.com'],
    pages: ['dashboard.uptimerobot.com'],
    sandbox: 'uptimerobot',
    ambient: false,
    doctor: 'all',
  },
  prometheus: {
    title: 'Prometheus',
    capabilities: { 'alert-engine': null },
    secrets: {
      PROMETHEUS_TOKEN: 'Prometheus: bearer token, where a proxy before it wants one',
    },
    addresses: { 'prometheus.url': '' },
    destinations: [],
    // Everybody runs their own.
    hosts: [],
    pages: [],
    sandbox: 'prometheus',
    ambient: false,
    doctor: 'all',
  },
  pagespeed: {
    title: 'PageSpeed Insights',
    capabilities: { lab: null },
    secrets: { PAGESPEED_API_KEY: 'Google: PageSpeed Insights and the Chrome UX Report' },
    addresses: { 'pagespeed.apiUrl': '/pagespeed', 'pagespeed.cruxUrl': '/crux' },
    destinations: [],
    hosts: [
      ...['www.googleapis.com/pagespeedonline', 'pagespeedonline.googleapis.com'],
      'chromeuxreport.googleapis.com',
    ],
    pages: [],
    sandbox: 'analytics',
    ambient: false,
    doctor: null,
  },
  analytics: {
    title: 'Google Analytics',
    capabilities: { analytics: 'ga4' },
    secrets: {
      GOOGLE_ANALYTICS_TOKEN:
        'Google Analytics: visits (scope analytics.readonly); ends after an hour, and wins over the key file',
    },
    keyFiles: {
      GOOGLE_APPLICATION_CREDENTIALS:
        'Google Analytics: path of the key file of a service account that may read the property',
    },
    addresses: { 'analytics.apiUrl': '/v1beta', 'analytics.tokenUrl': '/token' },
    destinations: ['analytics.property'],
    hosts: ['analyticsdata.googleapis.com', 'oauth2.googleapis.com'],
    pages: [],
    sandbox: 'analytics',
    ambient: false,
    doctor: 'all',
  },
  mixpanel: {
    title: 'Mixpanel',
    capabilities: { analytics: 'mixpanel' },
    secrets: {
      MIXPANEL_SERVICE_ACCOUNT: 'Mixpanel: a service account, as user:secret',
    },
    addresses: { 'mixpanel.apiUrl': '/api/query' },
    destinations: ['mixpanel.project'],
    hosts: ['mixpanel.com', 'eu.mixpanel.com', 'in.mixpanel.com'],
    pages: [],
    sandbox: 'mixpanel',
    ambient: false,
    doctor: 'all',
  },
} as const satisfies Readonly<Record<string, VendorRow>>;

export type VendorName = keyof typeof vendors;

/** A vendor that doctor has a block for. */
export type CheckedVendor = {
  [Name in VendorName]: (typeof vendors)[Name]['doctor'] extends null ? never : Name;
}[VendorName];

/** The config keys of all addresses: `uptimerobot.apiUrl`. */
export type AddressKey = {
  [Name in VendorName]: keyof (typeof vendors)[Name]['addresses'];
}[VendorName];

/** The variables that hold a secret of some vendor. */
export type VendorSecret = {
  [Name in VendorName]: keyof (typeof vendors)[Name]['secrets'];
}[VendorName];

/** The rows, for what treats all vendors alike. */
export const vendorRows: readonly (readonly [VendorName, VendorRow])[] = Object.entries(
  vendors,
) as [VendorName, VendorRow][];
