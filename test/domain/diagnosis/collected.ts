import type {
  AffectedUsers,
  BrowserSplit,
  Correlation,
  DependencyState,
  DeployTie,
  ErrorOnset,
  ErrorRate,
  ErrorType,
  ErrorTypes,
  RecentDeploys,
} from '../../../src/domain/errors/findings.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';
import type {
  Bundle,
  CacheState,
  Images,
  PageSpeed,
  ResourceLoading,
} from '../../../src/domain/speed/findings.ts';

const minute = 60_000;
export const at = Date.parse('2026-11-23T03:00:00Z');

/** An answer as a collector gives it. */
export function answer<Value>(value: Value | null, verdict: Verdict = 'bad'): Evidence<Value> {
  return {
    question: 'q',
    verdict,
    value,
    unit: null,
    source: 's',
    window: { from: at - 30 * minute, to: at },
    baseline: null,
    observedAt: at,
    tookMs: 1,
    detail: '',
  };
}

/** An answer that did not come. */
function unanswered(id: string): Evidence<never> {
  const problem = { kind: 'unreachable', message: `${id} could not be asked` };
  return { ...answer<never>(null, 'unknown'), problem };
}

export function without(collected: Collected, ...ids: readonly EvidenceId[]): Collected {
  return { ...collected, ...Object.fromEntries(ids.map((id) => [id, unanswered(id)])) };
}

export const rate = (change: Partial<ErrorRate> = {}): ErrorRate => ({
  errors: 2_000,
  requests: 25_000,
  rate: 8,
  recentRate: 13,
  perMinute: 67,
  recentPerMinute: 110,
  hourAgo: 1,
  dayAgo: 1,
  weekAgo: 1,
  limit: 5,
  ...change,
});

export const type = (change: Partial<ErrorType> = {}): ErrorType => ({
  id: '1',
  shortId: 'WEB-1',
  title: 'TypeError: x is undefined',
  culprit: 'src/x.ts in x',
  url: 'https://sentry.test/1',
  level: 'error',
  events: 2_000,
  users: 900,
  usualPerMinute: 0,
  isNew: true,
  unhandled: true,
  firstSeen: at - 18 * minute,
  firstVersion: 'v1.2.3',
  ...change,
});

const types = (...all: ErrorType[]): ErrorTypes => ({
  types: all,
  events: all.reduce((sum, { events }) => sum + events, 0),
  newShare: 1,
});

export const onset = (change: Partial<ErrorOnset> = {}): ErrorOnset => ({
  at: at - 18 * minute,
  between: { from: at - 19 * minute, to: at - 17 * minute },
  confidence: 0.99,
  before: 1,
  since: 110,
  endedAt: null,
  gradual: false,
  from: at - 24 * 60 * minute,
  counts: [],
  ...change,
});

export const tie = (change: Partial<DeployTie> = {}): DeployTie => ({
  version: 'v1.2.3',
  runId: 1,
  url: 'https://github.test/1',
  actor: 'minji-kim',
  liveAt: at - 20 * minute,
  gap: 2 * minute,
  tied: true,
  ...change,
});

export const correlation = (change: Partial<Correlation> = {}): Correlation => {
  const suspect = change.suspect === undefined ? tie() : change.suspect;
  return {
    deploys: suspect ? [suspect] : [],
    suspect,
    lift: suspect ? 40 : null,
    newInSuspect: suspect ? 0.97 : null,
    lastGood: suspect ? 'v1.2.2' : null,
    ...change,
  };
};

export const users = (change: Partial<AffectedUsers> = {}): AffectedUsers => ({
  users: 900,
  share: 0.05,
  perEvent: 0.45,
  ...change,
});

export const split = (standsOut: string | null = null): BrowserSplit => {
  const share = (name: string, errorShare: number, sessionShare: number) => ({
    kind: 'browser' as const,
    name,
    errors: Math.round(errorShare * 2_000),
    errorShare,
    sessionShare,
    lift: errorShare / sessionShare,
  });
  const clients = standsOut
    ? [share(standsOut, 0.97, 0.24), share('Chrome', 0.03, 0.58)]
    : [share('Chrome', 0.6, 0.58), share('Safari', 0.23, 0.24)];
  return {
    clients,
    standsOut: standsOut ? (clients[0] ?? null) : null,
    expectedFrom: 'page loads',
  };
};

export const service = (change: Partial<DependencyState> = {}): DependencyState => ({
  name: 'DiceBear',
  probe: 'up',
  probeDetail: '',
  statusPage: 'none',
  statusDetail: '',
  errors: 0,
  errorShare: 0,
  fallback: 'active',
  fallbackDetail: '',
  ...change,
});

export const down = (errorShare: number | null): DependencyState =>
  service({ probe: 'down', probeDetail: '503', statusPage: 'major', errorShare });

export const deployed = (change: Partial<RecentDeploys> = {}): RecentDeploys => ({
  deploys: [],
  served: 'v1.2.3',
  builtAt: at - 21 * minute,
  tags: ['v1.2.3', 'v1.2.2'],
  ...change,
});

/** Errors that lasted since 18 minutes, and nothing that explains them. */
export const riddle: Collected = {
  'error-rate': answer(rate()),
  'error-types': answer(types(type({ firstVersion: 'v1.2.2' }))),
  'error-onset': answer(onset()),
  'recent-deploys': answer(deployed(), 'ok'),
  correlation: answer(correlation({ suspect: null }), 'ok'),
  'affected-users': answer(users()),
  'browser-split': answer(split(), 'ok'),
  dependencies: answer({ dependencies: [service()] }, 'ok'),
};

/** The same since a deploy that brought them. */
export const badDeploy: Collected = {
  ...riddle,
  'error-types': answer(types(type())),
  correlation: answer(correlation()),
};

export const outage: Collected = {
  ...riddle,
  dependencies: answer({ dependencies: [down(0.96)] }),
};

export const browser: Collected = { ...riddle, 'browser-split': answer(split('Safari')) };

export const recovered: Collected = {
  ...riddle,
  'error-rate': answer(rate({ recentPerMinute: 1, recentRate: 0.1 }), 'warn'),
  'error-onset': answer(onset({ endedAt: at - 8 * minute }), 'warn'),
};

export const bot: Collected = {
  ...riddle,
  'affected-users': answer(users({ users: 2, perEvent: 0.001 }), 'ok'),
  'browser-split': answer(split('HeadlessChrome')),
};

export const withTypes = (collected: Collected, ...all: ErrorType[]): Collected => ({
  ...collected,
  'error-types': answer(types(...all)),
});

const reading = (value: number, rating: 'good' | 'poor') =>
  ({ vital: 'lcp', value, rating }) as const;

export const pageSpeed = (lcp: number): PageSpeed => ({
  measuredBy: 'http',
  runs: 1,
  score: null,
  vitals: [],
  reported: [reading(lcp, lcp > 4_000 ? 'poor' : 'good')],
  field: null,
});

export const bundle = (total: number): Bundle => ({
  version: 'v1.2.3',
  files: [
    {
      url: 'https://x.test/assets/vendor-1.js',
      name: 'vendor.js',
      kind: 'script',
      transfer: total / 3,
      decoded: total,
    },
  ],
  scripts: 1,
  styles: 0,
  total,
  comparedWith: { version: 'v1.2.2', total: 350_000, source: 'kept' },
  largestGrowth: total > 350_000 ? { name: 'vendor.js', before: 350_000, after: total } : null,
});

export const cache = (change: Partial<CacheState> = {}): CacheState => ({
  files: [],
  hitRatio: 94,
  usualHitRatio: 94,
  originLatency: 120,
  stale: null,
  missing: [],
  ...change,
});

export const images = (bytes: number): Images => {
  const heavy = bytes > 200_000 ? (['heavy', 'old-format'] as const) : [];
  const one = { url: '/assets/hero.png', format: 'png', bytes, width: 4_000, height: 2_000 };
  const finding = { ...one, faults: heavy };
  return { images: [finding], total: bytes, heaviest: finding };
};

export const loading = (weighty: boolean): ResourceLoading => ({
  findings: weighty
    ? [
        {
          what: 'blocking-third-party',
          url: 'https://chat.test/widget.js',
          tag: '<script src="https://chat.test/widget.js"></script>',
          bytes: 641_000,
          took: 900,
          weighty,
        },
      ]
    : [],
  scripts: 2,
  thirdParty: weighty ? 1 : 0,
});

/** Slow, and nothing that explains it. */
export const slow: Collected = {
  'page-speed': answer(pageSpeed(5_200)),
  bundle: answer(bundle(350_000), 'ok'),
  'cache-state': answer(cache(), 'ok'),
  images: answer(images(47_000), 'ok'),
  'resource-loading': answer(loading(false), 'ok'),
};
