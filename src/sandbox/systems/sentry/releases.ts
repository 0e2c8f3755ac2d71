import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { groupsOf } from '../../world/error-groups.ts';
import { lifetime } from '../../world/errors.ts';
import type { World } from '../../world/model.ts';
import { uploadsOf } from '../../world/runs.ts';
import { type Tagged, tagsAt } from '../../world/versions.ts';
import { releaseOf, versionOf } from './search.ts';
import { cursorPage, sentryProblem } from './window.ts';

function deploysOf(world: World, version: string) {
  const now = world.now();
  return (['production', 'staging'] as const)
    .flatMap((environment) => uploadsOf(world, environment))
    .filter(({ run, at }) => run.version === version && at <= now)
    .sort((a, b) => b.at - a.at)
    .map(({ run, at }) => ({
      id: String(run.id),
      environment: run.environment,
      name: run.version,
      url: null,
      dateStarted: new Date(run.createdAt).toISOString(),
      dateFinished: new Date(at).toISOString(),
    }));
}

function newGroups(world: World, version: string): number {
  return groupsOf(world).filter(
    (group) => lifetime(world, group).versions.keys().next().value === version,
  ).length;
}

function releaseJson(world: World, tag: Tagged) {
  const version = releaseOf(tag.version);
  const deploys = deploysOf(world, tag.version);
  const raw = tag.version.slice(1);
  const [major, minor, patch] = raw.split('.').map(Number);
  const fresh = newGroups(world, tag.version);
  return {
    id: Number.parseInt(tag.sha.slice(0, 7), 16),
    version,
    shortVersion: raw,
    versionInfo: {
      package: 'talkstudio',
      version: { raw, major, minor, patch, pre: null, buildCode: null, components: 3 },
      description: raw,
      buildHash: null,
    },
    status: 'open',
    ref: tag.sha,
    url: null,
    dateCreated: new Date(tag.at).toISOString(),
    dateReleased: deploys.at(-1)?.dateFinished ?? null,
    newGroups: fresh,
    commitCount: tag.commits.length,
    lastCommit: null,
    deployCount: deploys.length,
    lastDeploy: deploys[0] ?? null,
    authors: [{ name: tag.author, email: `${tag.author}@talkstudio.example` }],
    projects: [
      {
        id: 4_509,
        slug: 'talkstudio-web',
        name: 'talkstudio-web',
        newGroups: fresh,
        platform: 'javascript-react',
        platforms: ['javascript'],
        hasHealthData: true,
      },
    ],
    data: {},
    owner: null,
    firstEvent: null,
    lastEvent: null,
  };
}

export function releaseRoutes(world: World): Route[] {
  const list = (ask: Ask): Reply => {
    const wanted = ask.query.get('query') ?? '';
    const all = tagsAt(world, world.now()).reverse();
    const some = all.filter((tag) => releaseOf(tag.version).includes(wanted));
    const size = Math.min(100, Number(ask.query.get('per_page') ?? 100) || 100);
    return cursorPage(ask, some, size, (page) =>
      (page as Tagged[]).map((tag) => releaseJson(world, tag)),
    );
  };
  const named = (ask: Ask) => {
    const version = versionOf(ask.params.version ?? '');
    return tagsAt(world, world.now()).find((tag) => tag.version === version);
  };
  const org = '/api/0/organizations/:org/releases';
  return [
    route('GET', `${org}/`, list),
    route('GET', '/api/0/projects/:org/:project/releases/', list),
    route('GET', `${org}/:version/`, (ask) => {
      const tag = named(ask);
      return tag
        ? json(releaseJson(world, tag))
        : sentryProblem('The requested resource does not exist', 404);
    }),
    route('GET', `${org}/:version/deploys/`, (ask) => {
      const tag = named(ask);
      return tag
        ? json(deploysOf(world, tag.version))
        : sentryProblem('The requested resource does not exist', 404);
    }),
  ];
}
