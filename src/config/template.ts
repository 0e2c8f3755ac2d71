import { descriptions } from './descriptions.ts';
import type { Repository } from './repository.ts';

/**
 * A commented tsops.config.yaml: what the repository tells is set, the rest is shown as comments that may
 * be uncommented as they stand.
 */
export function configTemplate({ owner, repo, apiUrl, ref, workflow }: Repository): string {
  const found: readonly [key: string, value: string | undefined][] = [
    ['owner', owner],
    ['repo', repo],
    ['workflow', workflow?.file],
    ['ref', ref],
    ['versionInput', workflow?.input],
    ['apiUrl', apiUrl],
  ];
  const known = found.filter((pair): pair is [string, string] => pair[1] !== undefined);
  const unknown = found.filter(([key, value]) => value === undefined && key !== 'apiUrl');
  return [
    '# Config of tsops. Every key may be left out: `tsops config show --origin` prints what is in force',
    '# and where it comes from, `tsops help config` explains each key. Secrets never stand here: they',
    '# come from the environment (`tsops help environment`).',
    '',
    '# The workflow that deploys, and rolls back.',
    known.length > 0 ? 'github:' : '#github:',
    ...known.map(([key, value]) => setLine(key, value)),
    ...unknown.map(
      ([key]) => `#  ${key}: ${examples[key]}  # ${descriptions[`github.${key}`]?.text}`,
    ),
    '',
    ...rest,
  ].join('\n');
}

/** In quotes: YAML takes a branch called `null` or `123` for something else. */
function setLine(key: string, value: string): string {
  return `  ${key}: ${JSON.stringify(value)}  # ${descriptions[`github.${key}`]?.text}`;
}

const examples: Readonly<Record<string, string>> = {
  owner: 'talkstudio',
  repo: 'talkstudio',
  workflow: 'deploy-prod.yml',
  ref: 'main',
  versionInput: 'version',
};

const rest = `# What is on call, and for whom.
#service: TalkStudio
#language: en  # or ko: runbooks, posts and reports
#timezone: Asia/Seoul

# Named once, they are all named here: without this key, TalkStudio's production and staging.
#environments:
#  production:
#    url: https://talkstudio.app
#    buildInfo: /build-info.json
#    cdn:
#      provider: cloudfront
#      distributionId: E2QWRUHAPOMQZL
#  staging:
#    url: https://staging.talkstudio.app

# What \`tsops health\` probes. Without this key: each environment, and production's build-info.json.
#monitors:
#  - name: TalkStudio Production
#    url: https://talkstudio.app
#    interval: 60s
#    slowAfter: 3s
#    certWarnDays: 14
#  - name: TalkStudio API Health
#    url: https://talkstudio.app/build-info.json
#    keyword: version

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

# Outside services that the site needs.
#dependencies:
#  - name: DiceBear
#    probe: https://api.dicebear.com/10.x/initials/svg?seed={seed}

# Whom to turn to when paging does not work.
#contacts:
#  - name: Kim Minji
#    role: primary
#    phone: "+82 10 0000 0000"
#    slack: "@minji"
`.split('\n');
