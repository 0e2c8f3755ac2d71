import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { trustProgramsOf } from '../config/trust-store.ts';
import { vendorRows } from '../config/vendors.ts';
import { type Addresses, sandboxConfig } from './config.ts';
import { credentials } from './credentials.ts';
import type { Scenario } from './scenario.ts';
import { serviceAccountFile } from './service-account.ts';

/** What is taken away from a child, as is each vendor's secret: nothing of the real environment shines through. */
const REMOVED = [
  'HTTP_PROXY',
  'http_proxy',
  'HTTPS_PROXY',
  'https_proxy',
  'ALL_PROXY',
  'all_proxy',
  'no_proxy',
  'AWS_PROFILE',
  'AWS_SECURITY_TOKEN',
  'AWS_ENDPOINT_URL_CLOUDFRONT',
  'AWS_ENDPOINT_URL_CLOUDWATCH',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_CA_BUNDLE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'PAGERDUTY_FROM',
  'GH_HOST',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_EXTRA_CA_CERTS',
] as const;

const secrets = vendorRows.flatMap(([, row]) =>
  Object.keys({ ...row.secrets, ...('keyFiles' in row ? row.keyFiles : {}) }),
);

/** Everything that a child's environment is made from. */
export interface SandboxPlace {
  readonly directory: string;
  readonly scenario: Scenario;
  readonly urls: Addresses;
  /** The unix socket on which GitHub answers. */
  readonly socketPath: string;
  /** PEM of the authority that signed the sites' certificates. */
  readonly ca: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Nobody waits for long. */
  readonly unattended: boolean;
  readonly runbooks: TeamRunbooks | undefined;
}

/** The team's own runbooks, which are walked in here too. Their programs are real. */
export interface TeamRunbooks {
  /** Its real path. */
  readonly folder: string;
  /** Their programs may be run: as it is outside, so it is in here. */
  readonly trusted: boolean;
}

type Variables = Record<string, string | undefined>;

async function writeFiles(place: SandboxPlace): Promise<void> {
  const { directory, scenario, urls, socketPath, ca, now, unattended } = place;
  const files: Record<string, string> = {
    'tsops.config.yaml': dump(sandboxConfig(scenario, urls, now, unattended)),
    'gh/config.yml': dump({ prompt: 'disabled', http_unix_socket: socketPath }),
    'aws/config': '[default]\nregion = us-east-1\noutput = json\n',
    'aws/credentials': '',
    'google-key.json': serviceAccountFile(`${urls.analytics}/token`),
    ...(ca ? { 'ca.pem': ca } : {}),
  };
  for (const folder of ['gh', 'aws', 'state', 'cache', 'config']) {
    await mkdir(join(directory, folder), { mode: 0o700 });
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(directory, name), text, { mode: 0o600 });
  }
}

/**
 * Writes the config files, and answers the environment variables of a child that lives in the sandbox;
 * `undefined` takes one away. `env.sh` says the same to a shell.
 */
export async function prepareEnvironment(place: SandboxPlace): Promise<Variables> {
  await writeFiles(place);
  await lendRunbooks(place);
  const variables = {
    ...Object.fromEntries([...REMOVED, ...secrets].map((variable) => [variable, undefined])),
    ...ownVariables(place),
    ...vendorVariables(place),
  };
  await writeFile(join(place.directory, 'env.sh'), shellText(variables), { mode: 0o600 });
  return variables;
}

/** Below the config, where runbooks are looked for. A link, so that an edit is seen at once. */
async function lendRunbooks({ directory, runbooks }: SandboxPlace): Promise<void> {
  if (runbooks === undefined) return;
  await symlink(runbooks.folder, join(directory, 'runbooks'));
  const env = { XDG_STATE_HOME: join(directory, 'state') };
  if (runbooks.trusted) await trustProgramsOf(env, runbooks.folder);
}

function shellText(variables: Variables): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(variables).map(([name, value]) =>
    value === undefined ? `unset ${name}` : `export ${name}=${quoted(value)}`,
  );
  return `${lines.join('\n')}\n`;
}

/** What tsops itself reads. Records of a practice stay in the sandbox's own directories. */
function ownVariables({ directory, urls, ca }: SandboxPlace): Variables {
  return {
    NO_PROXY: '*',
    TSOPS_CONFIG: join(directory, 'tsops.config.yaml'),
    TSOPS_SANDBOX_URL: urls.control,
    XDG_STATE_HOME: join(directory, 'state'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    XDG_CONFIG_HOME: join(directory, 'config'),
    ...(ca ? { NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem') } : {}),
  };
}

function vendorVariables({ directory, scenario, urls }: SandboxPlace): Variables {
  const { owner, name } = scenario.repository;
  return {
    ...credentials,
    SLACK_WEBHOOK_URL: urls.slack + credentials.SLACK_WEBHOOK_URL,
    AWS_ENDPOINT_URL: urls.aws,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(directory, 'aws/config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'aws/credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    GH_CONFIG_DIR: join(directory, 'gh'),
    GH_REPO: `${owner}/${name}`,
    GH_PROMPT_DISABLED: '1',
    GH_NO_UPDATE_NOTIFIER: '1',
    SENTRY_URL: urls.sentry,
    GOOGLE_APPLICATION_CREDENTIALS: join(directory, 'google-key.json'),
  };
}
