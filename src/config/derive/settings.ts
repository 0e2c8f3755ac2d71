/* What `tsops init` sets: each setting with its key, its flag and its question. */

export interface Setting {
  /** The key that it sets; `github.owner` stands for owner and name of the repository. */
  readonly key: string;
  /** At most 12 columns. */
  readonly label: string;
  readonly question: string;
  /** The option of `tsops init` that sets it; without one, `--set KEY=…` does. */
  readonly flag?: `--${string}`;
  /** What stands after the flag in advice. */
  readonly example: string;
  /** Whether it is missed where nothing tells it, and with which words; not at all without. */
  readonly missed?: string;
  /** A key without which it is not missed. */
  readonly of?: string;
  /** Whether it is asked on a terminal; where this is absent, it is. */
  asked?(known: ReadonlyMap<string, unknown>): boolean;
}

/** Asked only where a workflow is known that does not tell it. */
const ofWorkflow =
  (key: string) =>
  (known: ReadonlyMap<string, unknown>): boolean =>
    known.has('github.workflow') && !known.has(key);

export const settings: readonly Setting[] = [
  {
    key: 'service',
    label: 'service',
    question: 'Name of the service',
    flag: '--service',
    example: 'NAME',
    missed: 'what texts call the service',
  },
  {
    key: 'environments.production.url',
    label: 'production',
    question: 'Address of production',
    flag: '--url',
    example: 'https://…',
    missed: 'the address of production: nothing is watched without it',
  },
  {
    key: 'environments.staging.url',
    label: 'staging',
    question: 'Address of staging (Enter: there is none)',
    flag: '--staging',
    example: 'https://…',
  },
  {
    key: 'github.owner',
    label: 'repository',
    question: 'Repository that deploys, as OWNER/NAME',
    flag: '--repo',
    example: 'OWNER/NAME',
    missed: 'the repository whose workflow deploys',
  },
  {
    key: 'github.workflow',
    label: 'workflow',
    question: 'Workflow that deploys a version, a file of .github/workflows',
    flag: '--workflow',
    example: 'FILE',
    missed: 'the workflow that deploys: a rollback needs it',
  },
  {
    key: 'github.versionInput',
    label: 'its input',
    question: 'Input of that workflow that takes the version',
    example: 'INPUT',
    missed: 'the input of the workflow that takes the version',
    of: 'github.workflow',
    asked: ofWorkflow('github.versionInput'),
  },
  {
    key: 'github.ref',
    label: 'branch',
    question: 'Branch whose workflow file is run',
    example: 'BRANCH',
    missed: 'the branch whose workflow file is run',
    asked: ofWorkflow('github.ref'),
  },
  {
    key: 'timezone',
    label: 'time zone',
    question: "The team's time zone",
    flag: '--timezone',
    example: 'ZONE',
    missed: 'the zone that times are shown in',
  },
  {
    key: 'language',
    label: 'language',
    question: 'Language of texts: en or ko',
    example: 'ko',
  },
  {
    key: 'sentry.release',
    label: 'release',
    question: 'Name of a release in Sentry',
    example: "'NAME@{version}'",
    missed: 'where Sentry is used: what it calls a release',
    // Follows from the name.
    asked: () => false,
  },
  {
    key: 'slack.channels.alerts',
    label: 'Slack',
    question: 'Slack channel for alerts, such as #ops (Enter: later)',
    example: "'#CHANNEL'",
    missed: 'where Slack is used: the channel for alerts',
  },
  {
    key: 'pagerduty.service',
    label: 'PagerDuty',
    question: 'Service in PagerDuty (Enter: later)',
    example: 'NAME',
    missed: 'where PagerDuty is used: its service',
  },
  {
    key: 'pagerduty.escalationPolicy',
    label: 'policy',
    question: 'Escalation policy in PagerDuty (Enter: later)',
    example: 'NAME',
    missed: 'where PagerDuty is used: its escalation policy',
    asked: (known) => known.has('pagerduty.service'),
  },
];

/** `--url https://…`, or `--set pagerduty.service=NAME`. */
export function flagOfSetting({ key, flag, example }: Setting): string {
  if (key === 'language') return '--lang ko';
  return flag === undefined ? `--set ${key}=${example}` : `${flag} ${example}`;
}
