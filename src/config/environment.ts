import { vendorRows } from './vendors.ts';

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
export const secretVariables: readonly EnvironmentVariable[] = vendorRows.flatMap(
  ([, { secrets }]) => Object.entries(secrets).map(([name, purpose]) => secret(name, purpose)),
);

const keyFiles = vendorRows.flatMap(([, { keyFiles = {} }]) =>
  Object.entries(keyFiles).map(([name, purpose]) => open(name, purpose)),
);

/** Everything that tsops reads from the environment, secrets first. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  ...secretVariables,
  secret('TSOPS_HEADER_*', 'headers of the site that the config names: `$TSOPS_HEADER_STAGING`'),
  ...keyFiles,
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
  open('CHROME_PATH', 'the Chromium with which Lighthouse measures'),
  open('VISUAL', 'the editor that opens a report (else EDITOR); may have arguments'),
  open('EDITOR', 'the editor, where VISUAL is not set'),
  open('TSOPS_SANDBOX_URL', 'set inside the sandbox: its control address; nothing is real there'),
  open('NODE_EXTRA_CA_CERTS', 'a file of further certificate authorities to trust'),
  open('NO_COLOR', 'any value: no colour; FORCE_COLOR asks for it where there is no terminal'),
];
