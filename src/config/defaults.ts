/** TalkStudio's own figures, in milliseconds and bytes. Kept free of zod: without a file, none is loaded. */
export const defaults = {
  service: 'TalkStudio',
  language: 'en',
  timezone: 'Asia/Seoul',
  environments: {
    production: { url: 'https://talkstudio.app' },
    staging: { url: 'https://staging.talkstudio.app' },
  },
  buildInfo: '/build-info.json',
  /** Uptime monitors: production every minute, any other environment every five. */
  interval: { production: 60_000, other: 300_000 },
  monitor: {
    timeout: 10_000,
    method: 'GET',
    status: [{ from: 200, to: 299 }],
    headers: {},
    env: 'production',
    slowAfter: 3000,
    certWarnDays: 14,
  },
  github: {
    workflow: 'deploy-prod.yml',
    ref: 'main',
    versionInput: 'version',
    apiUrl: 'https://api.github.com',
  },
  aws: { region: 'us-east-1' },
  sentry: {
    url: 'https://sentry.io',
    environment: 'production',
    release: 'talkstudio@{version}',
  },
  slack: { apiUrl: 'https://slack.com/api', channels: { alerts: '#ops-alerts' } },
  pagerduty: {
    eventsUrl: 'https://events.pagerduty.com',
    apiUrl: 'https://api.pagerduty.com',
    service: 'TalkStudio Production',
    escalationPolicy: 'production-team',
  },
  uptimerobot: { apiUrl: 'https://api.uptimerobot.com/v3' },
  dependencies: [
    { name: 'DiceBear', probe: 'https://api.dicebear.com/10.x/initials/svg?seed={seed}' },
  ],
  health: {
    timeout: 10_000,
    retries: 2,
    retryDelay: 1000,
    concurrency: 50,
    controlHosts: [
      { host: 'one.one.one.one', port: 443 },
      { host: 'dns.google', port: 443 },
    ],
    maxBody: 1_048_576,
  },
  rollback: { timeout: 1_200_000, pollInterval: 5000 },
  invalidate: { timeout: 900_000, pollInterval: 5000 },
} as const;
