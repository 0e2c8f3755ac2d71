import type { RemoteRepository } from './repository.ts';
import { type TemplateTexts, templateTexts } from './template-texts.ts';

type GitHubKey = keyof TemplateTexts['keys'];

/**
 * A commented tsops.config.yaml, its comments in the language given: what the repository tells is set, the
 * rest is shown as comments that may be uncommented as they stand.
 */
export function configTemplate(
  { owner, repo, apiUrl, ref, workflow }: RemoteRepository,
  language: 'en' | 'ko' = 'en',
): string {
  const texts = templateTexts[language];
  const found: readonly [key: GitHubKey, value: string | undefined][] = [
    ['owner', owner],
    ['repo', repo],
    ['workflow', workflow?.file],
    ['ref', ref],
    ['versionInput', workflow?.input],
    ['apiUrl', apiUrl],
  ];
  const known = found.filter((pair): pair is [GitHubKey, string] => pair[1] !== undefined);
  const unknown = found.filter(([key, value]) => value === undefined && key !== 'apiUrl');
  return [
    ...texts.head.map((line) => `# ${line}`),
    '',
    `# ${texts.github}`,
    known.length > 0 ? 'github:' : '#github:',
    ...known.map(([key, value]) => setLine(key, value, texts)),
    ...unknown.map(([key]) => `#  ${key}: ${examples[key]}  # ${texts.keys[key]}`),
    '',
    rest(texts, language),
  ].join('\n');
}

/** In quotes: YAML takes a branch called `null` or `123` for something else. */
function setLine(key: GitHubKey, value: string, { keys }: TemplateTexts): string {
  return `  ${key}: ${JSON.stringify(value)}  # ${keys[key]}`;
}

const examples: Readonly<Partial<Record<GitHubKey, string>>> = {
  owner: 'talkstudio',
  repo: 'talkstudio',
  workflow: 'deploy-prod.yml',
  ref: 'main',
  versionInput: 'version',
};

const rest = (texts: TemplateTexts, language: 'en' | 'ko'): string => `# ${texts.service}
#service: TalkStudio
${language === 'en' ? '#' : ''}language: ${language}  # ${texts.language}
#timezone: Asia/Seoul

# ${texts.environments}
#environments:
#  production:
#    url: https://talkstudio.app
#    buildInfo: /build-info.json
#    cdn:
#      provider: cloudfront
#      distributionId: E2QWRUHAPOMQZL
#  staging:
#    url: https://staging.talkstudio.app

# ${texts.monitors}
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

#aws:
#  profile: talkstudio-oncall

#sentry:
#  url: https://us.sentry.io
#  org: talkstudio
#  project: web
#  release: talkstudio@{version}

#slack:
#  channels:
#    alerts: "#ops-alerts"

#pagerduty:
#  service: TalkStudio Production
#  escalationPolicy: production-team

# ${texts.dependencies}
#dependencies:
#  - name: DiceBear
#    probe: https://api.dicebear.com/10.x/initials/svg?seed={seed}
#    errorsMention: [dicebear.com]
#    fallbackCheck:
#      url: https://talkstudio.app/build-info.json
#      path: avatars.fallback
#      keyword: "true"
#    fallbackSwitch: gh variable set AVATAR_FALLBACK --body true

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
