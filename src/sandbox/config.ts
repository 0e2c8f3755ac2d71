import { vendors } from '../config/vendors.ts';
import type { Scenario } from './scenario.ts';
import { PROPERTY } from './systems/analytics/system.ts';
import { DISTRIBUTION, STAGING_DISTRIBUTION } from './systems/aws/access.ts';
import { PROJECT, SAVED_REPORTS } from './systems/mixpanel.ts';
import type { SystemName } from './systems.ts';

/** Where each system listens: `http://127.0.0.1:PORT`. */
export type Addresses = Readonly<Record<SystemName | 'control', string>>;

const timezone = 'Asia/Seoul';
/** The people who are on call in PagerDuty, in the same order. */
const contacts = [
  { name: 'Minji Kim', role: 'on-call engineer', phone: '+82-2-555-0101', slack: '@minji' },
  { name: 'Seungho Park', role: 'tech lead', phone: '+82-2-555-0102', slack: '@seungho' },
  { name: 'Yuna Choi', role: 'engineering manager', phone: '+82-2-555-0103', slack: '@yuna' },
];

function sitesOf(at: Addresses) {
  return {
    environments: {
      production: {
        url: at.production,
        buildInfo: '/build-info.json',
        cdn: { provider: 'cloudfront', distributionId: DISTRIBUTION },
      },
      staging: {
        url: at.staging,
        buildInfo: '/build-info.json',
        cdn: { provider: 'cloudfront', distributionId: STAGING_DISTRIBUTION },
      },
    },
    monitors: [
      { name: 'TalkStudio Production', url: at.production, interval: '60s', env: 'production' },
      { name: 'TalkStudio Staging', url: at.staging, interval: '300s', env: 'staging' },
      {
        name: 'TalkStudio API Health',
        url: `${at.production}/build-info.json`,
        interval: '60s',
        keyword: 'version',
        env: 'production',
      },
    ],
  };
}

type Section = Readonly<Record<string, unknown>>;

/** Every vendor's config, its addresses on loopback: also of those that are not asked without a key. */
function vendorsOf(scenario: Scenario, at: Addresses): Readonly<Record<string, Section>> {
  const sections: Record<string, Section> = { ...settingsOf(scenario) };
  for (const { addresses, sandbox } of Object.values(vendors)) {
    for (const [key, path] of Object.entries(addresses)) {
      const [section = '', name = ''] = key.split('.');
      const address = `${at[sandbox]}${path}`;
      sections[section] = { ...sections[section], [name]: address };
    }
  }
  return sections;
}

function settingsOf({ repository: { owner, name, branch } }: Scenario) {
  return {
    github: {
      owner,
      repo: name,
      workflow: 'deploy-prod.yml',
      ref: branch,
      versionInput: 'version',
    },
    aws: { region: 'us-east-1' },
    sentry: {
      org: 'talkstudio',
      project: 'talkstudio-web',
      environment: 'production',
      release: 'talkstudio@{version}',
    },
    slack: {
      channels: { alerts: '#ops-alerts', critical: '#ops-critical' },
    },
    pagerduty: {
      service: 'TalkStudio Production',
      escalationPolicy: 'production-team',
    },
    analytics: { property: PROPERTY },
    mixpanel: { project: PROJECT, ...SAVED_REPORTS },
  };
}

function dependenciesOf(at: Addresses) {
  return [
    {
      name: 'DiceBear',
      probe: `${at.dicebear}/10.x/initials/svg?seed={seed}`,
      statusPage: `${at.status}/dicebear`,
      fallback: 'initials drawn in the browser',
      errorsMention: ['avatar', 'dicebear'],
      fallbackCheck: {
        url: `${at.production}/flags.json`,
        path: 'avatars.fallback',
        keyword: 'initials',
      },
    },
  ];
}

function statusPagesOf({ status }: Addresses) {
  return [
    { name: 'GitHub', url: `${status}/github` },
    { name: 'Sentry', url: `${status}/sentry` },
    { name: 'AWS', url: `${status}/aws/public/currentevents`, format: 'aws' },
    { name: 'Slack', url: `${status}/slack/api/v2.0.0/current`, format: 'slack' },
  ];
}

/** A `tsops.config.yaml` in which every address is on loopback. */
export function sandboxConfig(scenario: Scenario, at: Addresses, now: number, unattended = false) {
  const { approval } = scenario.workflow;
  return {
    service: 'TalkStudio',
    language: 'en',
    timezone,
    ...sitesOf(at),
    ...vendorsOf(scenario, at),
    dependencies: dependenciesOf(at),
    statusPages: statusPagesOf(at),
    contacts: contacts.map((contact) => ({ ...contact, timezone })),
    // The week of Minji, whom PagerDuty pages.
    oncall: {
      start: new Date(now).toISOString().slice(0, 10),
      primary: contacts.map(({ name }) => name),
    },
    health: { retries: 1, retryDelay: '200ms', controlHosts: [new URL(at.control).host] },
    runbooks: { recheck: '1s', arrival: '0', ...(unattended && { recovery: '40s' }) },
    rollback: { pollInterval: '1s', ...(unattended && approval && { timeout: '15s' }) },
    invalidate: { pollInterval: '1s' },
  };
}
