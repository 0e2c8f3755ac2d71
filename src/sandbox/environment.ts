import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Scenario } from './scenario.ts';
import { ACCESS_KEY, DISTRIBUTION, STAGING_DISTRIBUTION } from './systems/aws/access.ts';

/** Where each system listens: `http://127.0.0.1:PORT`. */
export interface Addresses {
  readonly control: string;
  readonly production: string;
  readonly staging: string;
  readonly github: string;
  readonly aws: string;
  readonly sentry: string;
  readonly slack: string;
  readonly pagerduty: string;
  readonly uptimerobot: string;
  readonly dicebear: string;
  readonly status: string;
}

/** A `tsops.config.yaml` in which every address is on loopback. */
export function sandboxConfig(scenario: Scenario, at: Addresses) {
  const { owner, name, branch } = scenario.repository;
  return {
    service: 'TalkStudio',
    language: 'en',
    timezone: 'Asia/Seoul',
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
    github: {
      owner,
      repo: name,
      workflow: 'deploy-prod.yml',
      ref: branch,
      versionInput: 'version',
      apiUrl: at.github,
    },
    aws: { region: 'us-east-1', endpoint: at.aws },
    sentry: {
      url: at.sentry,
      org: 'talkstudio',
      project: 'talkstudio-web',
      environment: 'production',
      release: 'talkstudio@{version}',
    },
    slack: {
      apiUrl: `${at.slack}/api`,
      channels: { alerts: '#ops-alerts', critical: '#ops-critical' },
    },
    pagerduty: {
      eventsUrl: at.pagerduty,
      apiUrl: at.pagerduty,
      service: 'TalkStudio Production',
      escalationPolicy: 'production-team',
    },
    uptimerobot: { apiUrl: `${at.uptimerobot}/v3` },
    dependencies: [
      {
        name: 'DiceBear',
        probe: `${at.dicebear}/10.x/initials/svg?seed={seed}`,
        statusPage: `${at.status}/dicebear`,
        fallback: 'initials drawn in the browser',
      },
    ],
    contacts: [
      {
        name: 'Minji Kim',
        role: 'on-call engineer',
        phone: '+82-2-555-0101',
        slack: '@minji',
        timezone: 'Asia/Seoul',
      },
      {
        name: 'Seungho Park',
        role: 'tech lead',
        phone: '+82-2-555-0102',
        slack: '@seungho',
        timezone: 'Asia/Seoul',
      },
      {
        name: 'Yuna Choi',
        role: 'engineering manager',
        phone: '+82-2-555-0103',
        slack: '@yuna',
        timezone: 'Asia/Seoul',
      },
    ],
    health: { retries: 1, retryDelay: '200ms', controlHosts: [new URL(at.control).host] },
    rollback: { pollInterval: '1s' },
    invalidate: { pollInterval: '1s' },
  };
}

/** What is taken away from a child, so that nothing of the real environment shines through. */
const REMOVED = [
  'HTTP_PROXY',
  'http_proxy',
  'HTTPS_PROXY',
  'https_proxy',
  'ALL_PROXY',
  'all_proxy',
  'no_proxy',
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ENDPOINT_URL_CLOUDFRONT',
  'AWS_ENDPOINT_URL_CLOUDWATCH',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_CA_BUNDLE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'GITHUB_TOKEN',
  'GH_ENTERPRISE_TOKEN',
  'GITHUB_ENTERPRISE_TOKEN',
  'GH_HOST',
  'NODE_TLS_REJECT_UNAUTHORIZED',
] as const;

async function writeFiles(
  root: string,
  scenario: Scenario,
  at: Addresses,
  socket: string,
): Promise<void> {
  const files: Record<string, string> = {
    'tsops.config.yaml': dump(sandboxConfig(scenario, at)),
    'gh/config.yml': dump({
      git_protocol: 'https',
      prompt: 'disabled',
      http_unix_socket: socket,
    }),
    'aws/config': '[default]\nregion = us-east-1\noutput = json\n',
    'aws/credentials': '',
  };
  for (const folder of ['gh', 'aws', 'state', 'cache', 'config']) {
    await mkdir(join(root, folder), { mode: 0o700 });
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(root, name), text, { mode: 0o600 });
  }
}

/**
 * Writes the config files below `root`, and answers the environment variables of a child that lives
 * in the sandbox; `undefined` takes one away.
 */
export async function prepareEnvironment(
  root: string,
  scenario: Scenario,
  at: Addresses,
  socket: string,
): Promise<Record<string, string | undefined>> {
  await writeFiles(root, scenario, at, socket);
  const variables = variablesOf(root, scenario, at);
  await writeFile(join(root, 'env.sh'), shellText(variables), { mode: 0o600 });
  return variables;
}

/** The same for a shell: `. env.sh` moves it into the sandbox. */
function shellText(variables: Record<string, string | undefined>): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(variables).map(([name, value]) =>
    value === undefined ? `unset ${name}` : `export ${name}=${quoted(value)}`,
  );
  return `${lines.join('\n')}\n`;
}

function variablesOf(
  root: string,
  scenario: Scenario,
  at: Addresses,
): Record<string, string | undefined> {
  const { owner, name } = scenario.repository;
  return {
    ...Object.fromEntries(REMOVED.map((variable) => [variable, undefined])),
    NO_PROXY: '*',
    TSOPS_CONFIG: join(root, 'tsops.config.yaml'),
    TSOPS_SANDBOX_URL: at.control,
    AWS_ENDPOINT_URL: at.aws,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: 'sandbox-secret-access-key',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(root, 'aws/config'),
    AWS_SHARED_CREDENTIALS_FILE: join(root, 'aws/credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    GH_TOKEN: 'sandbox-github-token',
    GH_CONFIG_DIR: join(root, 'gh'),
    GH_REPO: `${owner}/${name}`,
    GH_PROMPT_DISABLED: '1',
    GH_NO_UPDATE_NOTIFIER: '1',
    SENTRY_AUTH_TOKEN: 'sandbox-sentry-token',
    SENTRY_URL: at.sentry,
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_WEBHOOK_URL: `${at.slack}/services/T0SANDBOX/B0SANDBOX/sandboxhook`,
    PAGERDUTY_API_TOKEN: 'sandbox-pagerduty-token',
    PAGERDUTY_ROUTING_KEY: 'sandbox0000routing0000key0000000',
    UPTIMEROBOT_API_KEY: 'sandbox-uptimerobot-key',
    XDG_STATE_HOME: join(root, 'state'),
    XDG_CACHE_HOME: join(root, 'cache'),
    XDG_CONFIG_HOME: join(root, 'config'),
  };
}
