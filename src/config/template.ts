import { type TemplateTexts, templateTexts } from './template-texts.ts';

/** Dotted key → its value as text; `environments` may be `{}` and `dependencies` `[]`, for none. */
export type ConfigValues = ReadonlyMap<string, string>;

interface TemplateRow {
  readonly key: string;
  /** What stands in the comment where no value is known; without one, nothing does. */
  readonly example?: string;
}

const rowsOf = {
  service: [
    { key: 'service', example: 'TalkStudio' },
    { key: 'language', example: 'en' },
    { key: 'timezone', example: 'Asia/Seoul' },
  ],
  environments: [
    { key: 'environments.production.url', example: 'https://talkstudio.app' },
    { key: 'environments.production.buildInfo', example: '/build-info.json' },
    { key: 'environments.production.cdn.provider', example: 'cloudfront' },
    { key: 'environments.production.cdn.distributionId', example: 'E2QWRUHAPOMQZL' },
    { key: 'environments.staging.url', example: 'https://staging.talkstudio.app' },
  ],
  github: [
    { key: 'github.owner', example: 'talkstudio' },
    { key: 'github.repo', example: 'talkstudio' },
    { key: 'github.workflow', example: 'deploy-prod.yml' },
    { key: 'github.ref', example: 'main' },
    { key: 'github.versionInput', example: 'version' },
    { key: 'github.environmentInput' },
    { key: 'github.reasonInput' },
    { key: 'github.apiUrl' },
  ],
  vendors: [
    { key: 'aws.profile', example: 'talkstudio-oncall' },
    { key: 'sentry.url', example: 'https://us.sentry.io' },
    { key: 'sentry.org', example: 'talkstudio' },
    { key: 'sentry.project', example: 'web' },
    { key: 'sentry.release', example: 'talkstudio@{version}' },
    { key: 'slack.channels.alerts', example: '"#ops-alerts"' },
    { key: 'pagerduty.service', example: 'TalkStudio Production' },
    { key: 'pagerduty.escalationPolicy', example: 'production-team' },
  ],
} as const satisfies Readonly<Record<string, readonly TemplateRow[]>>;

/** The keys whose values `configTemplate` takes, besides `github.inputs.<name>`. */
export const templateKeys: readonly string[] = Object.values(rowsOf)
  .flat()
  .map(({ key }) => key);

/**
 * A commented tsops.config.yaml, its comments in the language given: the values are set, the rest is shown
 * as comments that may be uncommented as they stand.
 */
export function configTemplate(values: ConfigValues, language: 'en' | 'ko' = 'en'): string {
  const texts = templateTexts[language];
  const known =
    language === 'ko' && !values.has('language')
      ? new Map([...values, ['language', 'ko']])
      : values;
  const { service, environments, github, vendors } = rowsOf;
  return [
    ...texts.head.map((line) => `# ${line}`),
    ...block(texts.service, service, known, texts),
    ...block(texts.environments, environments, known, texts),
    ...block(texts.github, [...github, ...fixedInputs(known)], known, texts),
    ...block(texts.vendors, vendors, known, texts),
    ...block(texts.dependencies, [], known, texts),
    ...(known.has('dependencies') ? [`dependencies: ${known.get('dependencies')}`] : []),
    dependencyExample,
    rest(texts),
  ].join('\n');
}

function fixedInputs(values: ConfigValues): readonly TemplateRow[] {
  const keys = [...values.keys()].filter((key) => key.startsWith('github.inputs.'));
  return keys.map((key) => ({ key }));
}

/** Rows of one level below the other; what holds no value is a comment, the line of its group too. */
function block(
  heading: string,
  rows: readonly TemplateRow[],
  values: ConfigValues,
  texts: TemplateTexts,
): readonly string[] {
  const open: string[] = [];
  const lines = rows.flatMap(({ key, example }) => {
    const value = values.get(key);
    if (value === undefined && example === undefined) return [];
    const groups = key.split('.').slice(0, -1);
    const shared = groups.findIndex((group, depth) => open[depth] !== group);
    const fresh = shared === -1 ? groups.length : shared;
    const changed = open.splice(fresh);
    open.push(...groups.slice(fresh));
    const heads = groups
      .slice(fresh)
      .map((_, at) => groupLine(groups.slice(0, fresh + at + 1), values));
    const apart = changed.length > 0 && fresh === 0 ? [''] : [];
    return [...apart, ...heads, rowLine(key, value, example, texts)];
  });
  return ['', `# ${heading}`, ...lines];
}

function groupLine(groups: readonly string[], values: ConfigValues): string {
  const path = groups.join('.');
  const set = [...values.keys()].some((key) => key.startsWith(`${path}.`));
  const none = values.get(path);
  const text = `${'  '.repeat(groups.length - 1)}${groups.at(-1)}:`;
  return none === undefined ? `${set ? '' : '#'}${text}` : `${text} ${none}`;
}

/** In quotes: YAML takes a branch called `null` or `123` for something else. */
function rowLine(
  key: string,
  value: string | undefined,
  example: string | undefined,
  { keys }: TemplateTexts,
): string {
  const words = key.split('.');
  const indent = '  '.repeat(words.length - 1);
  const said = (keys as Readonly<Record<string, string>>)[key];
  const comment = said === undefined ? '' : `  # ${said}`;
  const name = /^\w[\w-]*$/.test(words.at(-1) ?? '') ? words.at(-1) : JSON.stringify(words.at(-1));
  return value === undefined
    ? `#${indent}${name}: ${example}${comment}`
    : `${indent}${name}: ${JSON.stringify(value)}${comment}`;
}

const dependencyExample = `#dependencies:
#  - name: DiceBear
#    probe: https://api.dicebear.com/10.x/initials/svg?seed={seed}
#    errorsMention: [dicebear.com]
#    fallbackCheck:
#      url: https://talkstudio.app/build-info.json
#      path: avatars.fallback
#      keyword: "true"
#    fallbackSwitch: gh variable set AVATAR_FALLBACK --body true
`;

const rest = (texts: TemplateTexts): string => `# ${texts.monitors}
#monitors:
#  - name: TalkStudio Production
#    url: https://talkstudio.app
#    interval: 60s
#    slowAfter: 3s
#    certWarnDays: 14
#  - name: TalkStudio API Health
#    url: https://talkstudio.app/build-info.json
#    keyword: version

# ${texts.providers}
#deploys:
#  provider: github

#uptime:
#  provider: uptimerobot

#health:
#  timeout: 10s
#  retries: 2
#  retryDelay: 1s
#  controlHosts: [one.one.one.one:443, dns.google:443]

# ${texts.statusPages}
#statusPages:
#  - name: GitHub
#    url: https://www.githubstatus.com/api/v2/summary.json
#  - name: Slack
#    url: https://slack-status.com/api/v2.0.0/current
#    format: slack

# ${texts.runbooks}
#runbooks:
#  directory: runbooks
#  errorRate: 5%

# ${texts.incidents}
#incidents:
#  updateEvery: 30m

# ${texts.alerts}
#alerts:
#  repeatEvery: 4h

# ${texts.analytics}
#analytics:
#  provider: ga4
#  property: "123456789"

# ${texts.mixpanel}
#mixpanel:
#  project: "2345678"
#  sessionDurationReport: "11111111"
#  bounceRateReport: "22222222"
#  messagesPerSessionReport: "33333333"

# ${texts.contacts}
#contacts:
#  - name: Kim Minji
#    role: primary
#    phone: "+82 10 0000 0000"
#    slack: "@minji"

# ${texts.oncall}
#oncall:
#  start: 2026-11-23
#  handover: Monday 09:00
#  weekendFrom: Saturday 09:00
#  primary: [Kim Minji, Park Seungho, Choi Yuna]
#  leave:
#    - person: Kim Minji
#      from: 2026-12-24
#      to: 2026-12-26
#  escalation:
#    - to: on-call
#      after: 0
#    - to: tech lead
#      after: 15m
#    - to: engineering manager
#      after: 30m
`;
