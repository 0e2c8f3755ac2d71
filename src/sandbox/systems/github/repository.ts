import { day } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import type { World } from '../../world/model.ts';
import { pageOf } from '../../world/page.ts';
import { type Tagged, tagsAt } from '../../world/versions.ts';
import { type Caller, PRODUCTION_ENVIRONMENT, page, REVIEWER, rateLimit } from './gateway.ts';
import { positionOf } from './refs.ts';
import {
  fullName,
  gitHubProblem,
  iso,
  missing,
  repositoryJson,
  user,
  WORKFLOW_FILE,
  WORKFLOW_ID,
  WORKFLOW_NAME,
  WORKFLOW_PATH,
  workflowFile,
} from './shape.ts';

function repository(world: World, { write }: Caller) {
  const none = { admin: false, maintain: false };
  return {
    ...repositoryJson(world),
    default_branch: world.scenario.repository.branch,
    archived: false,
    permissions: { ...none, push: write, triage: write, pull: true },
  };
}

function workflow(world: World, ask: Ask) {
  return {
    id: WORKFLOW_ID,
    node_id: 'W_kwDOSandbox',
    name: WORKFLOW_NAME,
    path: WORKFLOW_PATH,
    state: 'active',
    created_at: iso(world.startedAt - 200 * day),
    updated_at: iso(world.startedAt - 60 * day),
    url: `${ask.origin}/repos/${fullName(world)}/actions/workflows/${WORKFLOW_ID}`,
    html_url: `https://github.com/${fullName(world)}/blob/main/${WORKFLOW_PATH}`,
    badge_url: `https://github.com/${fullName(world)}/workflows/deploy/badge.svg`,
  };
}

function contents(world: World, ask: Ask): Reply {
  const files: Record<string, () => string> = {
    [WORKFLOW_PATH]: () => workflowFile(world),
    'package.json': () => {
      const version = ask.query.get('ref') ?? tagsAt(world, world.now()).at(-1)?.version ?? '';
      return `${JSON.stringify({ name: 'talkstudio', dependencies: pageOf(world, version).dependencies }, null, 2)}\n`;
    },
  };
  const file = files[ask.params.path ?? ''];
  if (!file) return missing();
  const ref = ask.query.get('ref') ?? world.scenario.repository.branch;
  if (positionOf(world, ref) === undefined)
    return json(gitHubProblem(`No commit found for the ref ${ref}`, 404), 404);
  const body = file();
  if (ask.headers.accept?.includes('raw')) {
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' },
      body,
    };
  }
  const { path = '' } = ask.params;
  const url = `${ask.origin}${ask.path}?ref=${encodeURIComponent(ref)}`;
  const page = `https://github.com/${fullName(world)}/blob/${ref}/${path}`;
  const sha = hexOf(body, 40);
  const blob = `${ask.origin}/repos/${fullName(world)}/git/blobs/${sha}`;
  return json({
    type: 'file',
    name: path.split('/').pop(),
    path,
    sha,
    size: body.length,
    url,
    html_url: page,
    git_url: blob,
    download_url: page,
    _links: { self: url, git: blob, html: page },
    encoding: 'base64',
    content: Buffer.from(body)
      .toString('base64')
      .replace(/(.{60})/g, '$1\n'),
  });
}

function release(world: World, tag: Tagged) {
  const id = 150_000_000 + Number.parseInt(tag.sha.slice(0, 6), 16);
  const url = `https://api.github.com/repos/${fullName(world)}`;
  return {
    id,
    node_id: `RE_${id}`,
    url: `${url}/releases/${id}`,
    html_url: `https://github.com/${fullName(world)}/releases/tag/${tag.version}`,
    assets_url: `${url}/releases/${id}/assets`,
    upload_url: `https://uploads.github.com/repos/${fullName(world)}/releases/${id}/assets{?name,label}`,
    ...archives(url, tag),
    tag_name: tag.version,
    name: tag.version,
    draft: false,
    prerelease: false,
    immutable: false,
    target_commitish: world.scenario.repository.branch,
    created_at: iso(tag.at),
    published_at: iso(tag.at),
    author: user(tag.author),
    assets: [],
    body: tag.commits.map((commit) => `- ${commit.title}`).join('\n'),
  };
}

function archives(url: string, { version }: Tagged) {
  return {
    zipball_url: `${url}/zipball/refs/tags/${version}`,
    tarball_url: `${url}/tarball/refs/tags/${version}`,
  };
}

function protectionRules({ scenario }: World, environment: string) {
  if (!scenario.workflow.approval || environment !== 'production') return [];
  const reviewers = [{ type: 'User', reviewer: user(REVIEWER) }];
  const rule = { id: 3755, node_id: 'GA_kwDOSandbox', type: 'required_reviewers' };
  return [{ ...rule, prevent_self_review: false, reviewers }];
}

export function repositoryRoutes(world: World, caller: () => Caller, used: () => number): Route[] {
  const at = '/repos/:owner/:repo';
  const tags = () => tagsAt(world, world.now());
  const newest = () => tags().reverse();
  const tagJson = (ask: Ask, tag: Tagged) => ({
    name: tag.version,
    commit: { sha: tag.sha, url: `${ask.origin}/repos/${fullName(world)}/commits/${tag.sha}` },
    ...archives(`${ask.origin}/repos/${fullName(world)}`, tag),
    node_id: `REF_${tag.version}`,
  });
  const releaseOr404 = (tag: Tagged | undefined) => (tag ? json(release(world, tag)) : missing());
  return [
    // `gh auth status` looks at the headers alone.
    route('GET', '/', () => json({ current_user_url: 'https://api.github.com/user' })),
    route('GET', '/user', () => json({ ...user(caller().login), name: 'On Call' })),
    route('GET', '/rate_limit', () => {
      const core = rateLimit(world, used());
      return json({
        resources: { core, search: { ...core, limit: 30 }, graphql: core },
        rate: core,
      });
    }),
    route('GET', at, () => json(repository(world, caller()))),
    route('GET', `${at}/actions/workflows`, (ask) =>
      page(ask, [workflow(world, ask)], (workflows) => ({ total_count: 1, workflows })),
    ),
    route('GET', `${at}/actions/workflows/:workflow`, (ask) =>
      [WORKFLOW_FILE, String(WORKFLOW_ID)].includes(ask.params.workflow ?? '')
        ? json(workflow(world, ask))
        : missing(),
    ),
    route('GET', `${at}/contents/*path`, (ask) => contents(world, ask)),
    // The API promises no order for tags; a reader that trusts one is wrong.
    route('GET', `${at}/tags`, (ask) =>
      page(ask, newest(), (some) => some.map((tag) => tagJson(ask, tag))),
    ),
    route('GET', `${at}/releases`, (ask) =>
      page(ask, newest(), (some) => some.map((tag) => release(world, tag))),
    ),
    route('GET', `${at}/releases/latest`, () => releaseOr404(tags().at(-1))),
    route('GET', `${at}/releases/tags/:tag`, (ask) =>
      releaseOr404(tags().find((tag) => tag.version === ask.params.tag)),
    ),
    route('GET', `${at}/environments/:name`, (ask) =>
      json({
        id: PRODUCTION_ENVIRONMENT,
        name: ask.params.name,
        protection_rules: protectionRules(world, ask.params.name ?? ''),
      }),
    ),
  ];
}
