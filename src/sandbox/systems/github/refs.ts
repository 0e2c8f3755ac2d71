import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import type { World } from '../../world/model.ts';
import { commitsAt, type SandboxCommit, tagsAt } from '../../world/versions.ts';
import { page as pageOf } from './gateway.ts';
import { fullName, gitHubProblem, iso, missing, user } from './shape.ts';

function commitJson(world: World, { sha, title, author, at }: SandboxCommit) {
  const who = { name: author, email: `${author}@talkstudio.example`, date: iso(at) };
  const url = `https://api.github.com/repos/${fullName(world)}`;
  const tree = hexOf(`tree/${sha}`, 40);
  return {
    sha,
    node_id: `C_${sha.slice(0, 12)}`,
    url: `${url}/commits/${sha}`,
    html_url: `https://github.com/${fullName(world)}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      message: title,
      author: who,
      committer: who,
      comment_count: 0,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
    },
    author: user(author),
    committer: user(author),
    parents: [],
  };
}

/** How many commits there are up to a tag, branch or commit; undefined where there is no such ref. */
export function positionOf(world: World, ref: string): number | undefined {
  const commits = commitsAt(world, world.now());
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  if (name === world.scenario.repository.branch) return commits.length;
  const sha = tagsAt(world, world.now()).find((tag) => tag.version === name)?.sha ?? name;
  const index = commits.findIndex((commit) => sha.length >= 7 && commit.sha.startsWith(sha));
  return index < 0 ? undefined : commits.length - index;
}

function compare(world: World, ask: Ask): Reply {
  const [base = '', head = ''] = (ask.params.spec ?? '').split('...');
  const from = positionOf(world, base);
  const to = positionOf(world, head);
  if (from === undefined || to === undefined) return missing();
  const oldestFirst = commitsAt(world, world.now()).reverse();
  const added = oldestFirst.slice(from, Math.max(from, to));
  const status = to === from ? 'identical' : to > from ? 'ahead' : 'behind';
  const mergeBase = oldestFirst[Math.min(from, to) - 1];
  const baseCommit = oldestFirst[from - 1];
  const page = `https://github.com/${fullName(world)}/compare/${base}...${head}`;
  return json({
    url: `${ask.origin}${ask.path}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...(baseCommit ? { base_commit: commitJson(world, baseCommit) } : {}),
    status,
    ahead_by: Math.max(0, to - from),
    behind_by: Math.max(0, from - to),
    total_commits: added.length,
    ...(mergeBase ? { merge_base_commit: commitJson(world, mergeBase) } : {}),
    commits: added.map((commit) => commitJson(world, commit)),
    files: [],
  });
}

function refOf(world: World, ask: Ask): Reply {
  const ref = ask.params.ref ?? '';
  const name = ref.replace(/^(heads|tags)\//, '');
  const at = positionOf(world, name);
  const sha = commitsAt(world, world.now()).reverse()[(at ?? 0) - 1]?.sha;
  const isTag = tagsAt(world, world.now()).some((tag) => tag.version === name);
  if (!sha || isTag !== ref.startsWith('tags/')) return missing();
  return json({ ref: `refs/${ref}`, node_id: 'REF_', object: { sha, type: 'commit' } });
}

function commit(world: World, ask: Ask): Reply {
  const at = positionOf(world, ask.params.ref ?? '');
  const found = commitsAt(world, world.now()).reverse()[(at ?? 0) - 1];
  return found
    ? json(commitJson(world, found))
    : json(gitHubProblem(`No commit found for SHA: ${ask.params.ref}`, 422), 422);
}

/** Commits, and the names that point to them. */
export function refRoutes(world: World): Route[] {
  const at = '/repos/:owner/:repo';
  return [
    route('GET', `${at}/compare/*spec`, (ask) => compare(world, ask)),
    route('GET', `${at}/git/ref/*ref`, (ask) => refOf(world, ask)),
    route('GET', `${at}/commits`, (ask) =>
      pageOf(ask, commitsAt(world, world.now()), (some) =>
        some.map((one) => commitJson(world, one)),
      ),
    ),
    route('GET', `${at}/commits/:ref`, (ask) => commit(world, ask)),
  ];
}
