import type { ScenarioInput } from '../scenario.ts';

type Versions = ScenarioInput['versions'];
type Deploys = ScenarioInput['deploys'];
type Release = Versions[number];

const OLDER: Versions = [
  { version: 'v1.0.0', at: '-62d', author: 'minji-kim', commits: ['feat: first public release'] },
  {
    version: 'v1.1.0',
    at: '-41d',
    author: 'jisoo-lee',
    commits: ['feat: dark theme', 'fix: keep the scroll position when a message is edited'],
  },
  {
    version: 'v1.2.0',
    at: '-20d',
    author: 'minji-kim',
    commits: [
      'feat: export a conversation as PNG',
      'feat: profile pictures by DiceBear',
      'chore: react 19.1',
    ],
  },
  {
    version: 'v1.2.1',
    at: '-12d',
    author: 'jisoo-lee',
    commits: ['fix: bubble width on narrow screens', 'fix: export keeps the chosen font'],
  },
  {
    version: 'v1.2.2',
    at: '-5d',
    author: 'minji-kim',
    commits: ['fix: time stamps in the exported picture', 'perf: load the emoji picker late'],
  },
];

const NEWEST: Release = {
  version: 'v1.2.3',
  at: '-70m',
  author: 'jisoo-lee',
  commits: [
    'feat: group conversations',
    'refactor: one store for conversations and profiles',
    'fix: message order after undo',
    'chore: bump dependencies',
  ],
};

/** v1.0.0 to v1.2.3; the last one, and the one before it, with what a scenario changes. */
export function versions(newest: Partial<Release> = {}, previous: Partial<Release> = {}): Versions {
  const older = OLDER.map((one) => (one.version === 'v1.2.2' ? { ...one, ...previous } : one));
  return [...older, { ...NEWEST, ...newest }];
}

/**
 * Every version went to staging, then to production; v1.2.3 at `last`, 45 minutes ago unless told, and
 * v1.2.2 days ago, unless `previous` says when.
 */
export function deploys(last = '-45m', lastOnStaging = '-65m', previous?: string): Deploys {
  const older = OLDER.flatMap(({ version, at, author }, i): Deploys => {
    const days = Number.parseInt(at, 10);
    if (version === 'v1.2.2' && previous) {
      return [{ version, environment: 'production', at: previous, actor: author ?? 'minji-kim' }];
    }
    return [
      { version, environment: 'staging', at: `${days * 24 + 2}h`, actor: author ?? 'minji-kim' },
      {
        version,
        environment: 'production',
        at: `${days * 24 + 20 + i}h`,
        actor: i % 2 === 0 ? 'minji-kim' : 'jisoo-lee',
      },
    ];
  });
  return [
    ...older,
    { version: 'v1.2.3', environment: 'staging', at: lastOnStaging, actor: 'jisoo-lee' },
    { version: 'v1.2.3', environment: 'production', at: last, actor: 'jisoo-lee' },
  ];
}

/** What every day brings, whichever version is served. */
export const everydayErrors: NonNullable<ScenarioInput['errors']> = [
  {
    type: 'AbortError',
    message: 'The user aborted a request.',
    culprit: 'src/avatars/fetch-avatar.ts in fetchAvatar',
    level: 'warning',
    unhandled: false,
    perMinute: 0.25,
  },
  {
    type: 'ResizeObserver',
    message: 'ResizeObserver loop completed with undelivered notifications.',
    culprit: 'src/editor/preview.tsx in Preview',
    unhandled: false,
    perMinute: 0.4,
  },
  {
    type: 'QuotaExceededError',
    message: "Failed to execute 'setItem' on 'Storage': the quota has been exceeded.",
    culprit: 'src/store/persist.ts in save',
    perMinute: 0.08,
    browsers: { Safari: 1 },
  },
];
