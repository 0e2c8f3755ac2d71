import { hour, week } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { eachStretch } from '../../world/error-counts.ts';
import { groupsOf, placesOf, type WorldErrorGroup } from '../../world/error-groups.ts';
import { lifetimeIn, type Tally, tallyIn } from '../../world/errors.ts';
import type { World } from '../../world/model.ts';
import { eventRowsOf, rowField } from './rows.ts';
import { firstVersion, groupFits, releaseOf, termsOf } from './search.ts';
import { cursorPage, environmentsOf, type QueryWindow, sentryProblem, windowOf } from './window.ts';

const NEW_FOR = week;

function statsOf(
  world: World,
  places: readonly WorldErrorGroup[],
  buckets: number,
  length: number,
): [number, number][] {
  const end = Math.ceil(world.now() / length) * length;
  const start = end - buckets * length;
  const counts = Array.from({ length: buckets }, (_, i): [number, number] => [
    (start + i * length) / 1_000,
    0,
  ]);
  for (const place of places) {
    eachStretch(world, place, start, end, (at, count) => {
      const bucket = counts[Math.floor((at - start) / length)];
      if (bucket) bucket[1] += count;
    });
  }
  return counts;
}

function stats(world: World, ask: Ask, group: WorldErrorGroup) {
  const period = ask.query.get('groupStatsPeriod') ?? '24h';
  const places = placesOf(group, environmentsOf(ask));
  if (period === '14d') return { '14d': statsOf(world, places, 14, 24 * hour) };
  return { '24h': statsOf(world, places, 24, hour) };
}

function seen(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

/** What Sentry tells of every issue and nobody here asks for. */
const UNUSED = {
  hasSeen: true,
  isBookmarked: false,
  isPublic: false,
  isSubscribed: false,
  shareId: null,
  subscriptionDetails: null,
  priorityLockedAt: null,
  filtered: null,
  matchingEventId: null,
  matchingEventEnvironment: null,
  latestEventHasAttachments: false,
  integrationIssues: [],
  sentryAppIssues: [],
  sessionCount: 0,
  seerFixabilityScore: null,
  seerAutofixLastTriggered: null,
  seerExplorerAutofixLastTriggered: null,
  activity: [],
  participants: [],
  seenBy: [],
  userReportCount: 0,
};

/** `count` is a text and `userCount` a number, as Sentry has them. */
function issueJson(world: World, ask: Ask, group: WorldErrorGroup, shown: Tally, all: Tally) {
  const { told, id, shortId, title } = group;
  const isNew = world.now() - (all.first ?? 0) < NEW_FOR;
  return {
    id,
    shortId,
    title,
    culprit: told.culprit,
    permalink: `https://talkstudio.sentry.io/issues/${id}/`,
    level: told.level,
    type: 'error',
    metadata: { type: told.type, value: told.message, filename: told.culprit.split(' in ')[0] },
    status: 'unresolved',
    substatus: isNew ? 'new' : 'ongoing',
    priority: told.level === 'error' || told.level === 'fatal' ? 'high' : 'low',
    issueCategory: 'error',
    issueType: 'error',
    platform: 'javascript',
    logger: null,
    project: {
      id: '4509',
      name: 'talkstudio-web',
      slug: 'talkstudio-web',
      platform: 'javascript-react',
    },
    isUnhandled: told.unhandled,
    count: String(shown.count),
    userCount: shown.users,
    firstSeen: seen(all.first),
    lastSeen: seen(all.last),
    stats: stats(world, ask, group),
    lifetime: {
      count: String(all.count),
      userCount: all.users,
      firstSeen: seen(all.first),
      lastSeen: seen(all.last),
    },
    annotations: [],
    assignedTo: null,
    statusDetails: {},
    numComments: 0,
    ...UNUSED,
  };
}

const ORDER: Record<string, (one: Listed) => number> = {
  date: ({ shown }) => shown.last ?? 0,
  new: ({ all }) => all.first ?? 0,
  freq: ({ shown }) => shown.count,
  user: ({ shown }) => shown.users,
  trends: ({ shown, all }) => shown.count / Math.max(1, all.count),
};

interface Listed {
  group: WorldErrorGroup;
  shown: Tally;
  all: Tally;
}

function listed(
  world: World,
  { from, to }: QueryWindow,
  query: string,
  environments: readonly string[],
): Listed[] {
  const terms = termsOf(query);
  return groupsOf(world)
    .map((group) => ({
      group,
      shown: tallyIn(world, group, environments, [from, to]),
      all: lifetimeIn(world, group, environments),
    }))
    .filter(({ shown }) => shown.count > 0)
    .filter(({ group, all }) => terms.every((term) => groupFits(world, group, all, term)))
    .filter(({ shown }) => {
      const release = terms.find((term) => term.key === 'release' && !term.not);
      return !release || [...shown.versions.keys()].some((v) => releaseOf(v) === release.value);
    });
}

function list(world: World, ask: Ask): Reply {
  const query = ask.query.get('query') ?? 'is:unresolved';
  const order = ORDER[ask.query.get('sort') ?? 'date'] ?? ORDER.date;
  const found = listed(world, windowOf(world, ask), query, environmentsOf(ask));
  const sorted = found.sort((a, b) => (order?.(b) ?? 0) - (order?.(a) ?? 0));
  const size = Math.min(100, Number(ask.query.get('limit') ?? 100) || 100);
  return cursorPage(ask, sorted, size, (page) =>
    (page as Listed[]).map(({ group, shown, all }) => issueJson(world, ask, group, shown, all)),
  );
}

function named(world: World, ask: Ask): WorldErrorGroup | undefined {
  return groupsOf(world).find(
    ({ id, shortId }) => id === ask.params.id || shortId === ask.params.id,
  );
}

/** How the events of one issue fall on the values of a tag. */
function tag(world: World, ask: Ask, wholePage: boolean): Reply {
  const group = named(world, ask);
  if (!group) return sentryProblem('The requested resource does not exist', 404);
  const key = ask.params.key ?? '';
  const window = { from: 0, to: world.now() };
  const counts = new Map<string, number>();
  const environments = environmentsOf(ask);
  for (const row of eventRowsOf(world, window, `issue.id:${group.id}`, environments)) {
    const value = rowField(row, key);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + row.count);
  }
  const all = lifetimeIn(world, group, environments);
  const values = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([value, count]) => ({
      key: value,
      name: value,
      value,
      count,
      firstSeen: seen(all.first),
      lastSeen: seen(all.last),
    }));
  if (wholePage) return cursorPage(ask, values, 100, (page) => page);
  return json({
    key,
    name: key,
    uniqueValues: values.length,
    totalValues: all.count,
    topValues: values.slice(0, 10),
  });
}

/** A release as an issue tells of it; the whole of it is at its own address. */
function releaseNamed(version: string | undefined) {
  if (version === undefined) return null;
  return { version: releaseOf(version), shortVersion: version.slice(1), projects: [] };
}

export function sentryIssueRoutes(world: World): Route[] {
  const org = '/api/0/organizations/:org/issues';
  const one = (ask: Ask) => {
    const group = named(world, ask);
    if (!group) return sentryProblem('The requested resource does not exist', 404);
    const all = lifetimeIn(world, group, environmentsOf(ask));
    const first = firstVersion(all);
    const last = [...all.versions.keys()].at(-1) || undefined;
    return json({
      ...issueJson(world, ask, group, all, all),
      firstRelease: releaseNamed(first),
      lastRelease: releaseNamed(last),
    });
  };
  return [
    route('GET', `${org}/`, (ask) => list(world, ask)),
    route('GET', '/api/0/projects/:org/:project/issues/', (ask) => list(world, ask)),
    route('GET', `${org}/:id/`, one),
    route('GET', `${org}/:id/tags/:key/`, (ask) => tag(world, ask, false)),
    route('GET', `${org}/:id/tags/:key/values/`, (ask) => tag(world, ask, true)),
  ];
}
