/*
 * TalkStudio's own figures, in milliseconds and bytes. Free of zod, because without a config file nothing
 * else is loaded. What is made of other values (a monitor for each environment …) is in ./resolve.ts.
 */

import { minute } from '../domain/time/units.ts';
import { providers } from './providers.ts';

export const environments = {
  production: { url: 'https://talkstudio.app' },
  staging: { url: 'https://staging.talkstudio.app' },
};

export const buildInfoPath = '/build-info.json';

/** How often the uptime service asks: production every minute, any other environment every five. */
export const interval = { production: minute, other: 5 * minute };

export const monitor = {
  method: 'GET',
  status: [{ from: 200, to: 299 }],
  headers: {},
  env: 'production',
  /** The p95 latency at which the alert `Performance Degradation` begins. */
  slowAfter: 3000,
  certWarnDays: 14,
} as const;

export const configSections = {
  service: 'TalkStudio',
  language: 'en',
  timezone: 'Asia/Seoul',
  deploys: { provider: providers.deploys[0] },
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
  slack: {
    apiUrl: 'https://slack.com/api',
    channels: { alerts: '#ops-alerts' },
  },
  pagerduty: {
    eventsUrl: 'https://events.pagerduty.com',
    apiUrl: 'https://api.pagerduty.com',
    service: 'TalkStudio Production',
    escalationPolicy: 'production-team',
  },
  uptime: { provider: providers.uptime[0] },
  uptimerobot: { apiUrl: 'https://api.uptimerobot.com/v3' },
  prometheus: {},
  dependencies: [
    { name: 'DiceBear', probe: 'https://api.dicebear.com/10.x/initials/svg?seed={seed}' },
  ],
  contacts: [],
  /** Without people there is no rotation. The delays are those of the policy `production-team`. */
  oncall: {
    handover: 'Monday 09:00',
    weekendFrom: 'Saturday 09:00',
    primary: [],
    overrides: [],
    leave: [],
    escalation: [
      { to: 'on-call', after: 0 },
      { to: 'tech lead', after: 15 * minute },
      { to: 'engineering manager', after: 30 * minute },
    ],
  },
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
  rollback: { timeout: 20 * minute, pollInterval: 5000 },
  invalidate: { timeout: 15 * minute, pollInterval: 5000 },
  statusPages: [],
  /** `errorRate` is percent: the symptom of High Error Rate. */
  runbooks: {
    directory: 'runbooks',
    budget: 10_000,
    errorRate: 5,
    recheck: 15_000,
    recovery: 10 * minute,
    arrival: 30_000,
  },
  /** How long people wait for the next word at most. */
  incidents: { updateEvery: 30 * minute },
  // Alertmanager's default.
  alerts: { repeatEvery: 240 * minute },
  lighthouse: { runs: 3, device: 'mobile' },
  pagespeed: {
    apiUrl: 'https://www.googleapis.com/pagespeedonline/v5',
    cruxUrl: 'https://chromeuxreport.googleapis.com/v1',
  },
  analytics: {
    provider: providers.analytics[0],
    apiUrl: 'https://analyticsdata.googleapis.com/v1beta',
    tokenUrl: 'https://oauth2.googleapis.com/token',
  },
  mixpanel: { apiUrl: 'https://mixpanel.com/api/query' },
} as const;
