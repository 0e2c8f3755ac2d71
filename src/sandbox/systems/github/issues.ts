import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import { type World, worldEventsOf } from '../../world/model.ts';
import { type Caller, page } from './gateway.ts';
import { fullName, gitHubProblem, iso, missing, user } from './shape.ts';

/** The repository has had issues before this one. */
const FIRST_NUMBER = 101;
const LONGEST_BODY = 65_536;
const NOT_ALLOWED = 'Resource not accessible by personal access token';

type Issue = ReturnType<typeof issuesOf>[number];
type Comment = ReturnType<typeof commentsOf>[number];

function issuesOf(world: World) {
  return worldEventsOf(world, 'issue').map((event, index) => ({
    ...event,
    number: FIRST_NUMBER + index,
  }));
}

function commentsOf(world: World, number: number) {
  return worldEventsOf(world, 'comment')
    .map((event, index) => ({ ...event, id: 2_900_000_001 + index }))
    .filter((comment) => comment.issue === number);
}

function issueJson(world: World, ask: Ask, issue: Issue) {
  const { number, title, body, labels, actor, at } = issue;
  const url = `${ask.origin}/repos/${fullName(world)}/issues/${number}`;
  const comments = commentsOf(world, number);
  return {
    id: 1_800_000_000 + number,
    node_id: `I_${number}`,
    number,
    title,
    body,
    state: 'open',
    state_reason: null,
    locked: false,
    user: user(actor),
    labels: labels.map((name) => ({ name, color: 'ededed', default: false })),
    assignee: null,
    assignees: [],
    milestone: null,
    comments: comments.length,
    author_association: 'MEMBER',
    created_at: iso(at),
    updated_at: iso(comments.at(-1)?.at ?? at),
    closed_at: null,
    url,
    repository_url: `${ask.origin}/repos/${fullName(world)}`,
    comments_url: `${url}/comments`,
    html_url: pageOfIssue(world, number),
  };
}

function pageOfIssue(world: World, number: number): string {
  return `https://github.com/${fullName(world)}/issues/${number}`;
}

function commentJson(world: World, ask: Ask, { id, issue, body, actor, at }: Comment) {
  const url = `${ask.origin}/repos/${fullName(world)}/issues`;
  return {
    id,
    node_id: `IC_${id}`,
    body,
    user: user(actor),
    author_association: 'MEMBER',
    created_at: iso(at),
    updated_at: iso(at),
    url: `${url}/comments/${id}`,
    issue_url: `${url}/${issue}`,
    html_url: `${pageOfIssue(world, issue)}#issuecomment-${id}`,
  };
}

/** What GitHub answers to a text that it does not take; undefined where it takes it. */
function invalid(resource: string, field: string, value: unknown): Reply | undefined {
  const code = typeof value !== 'string' || value.trim() === '' ? 'missing_field' : undefined;
  const long = typeof value === 'string' && value.length > LONGEST_BODY;
  if (code === undefined && !long) return undefined;
  const errors = long
    ? [
        {
          resource,
          code: 'custom',
          field,
          message: `${field} is too long (maximum is 65536 characters)`,
        },
      ]
    : [{ resource, code, field }];
  return json({ ...gitHubProblem('Validation Failed', 422), errors }, 422);
}

function list(world: World, ask: Ask): Reply {
  const since = Date.parse(ask.query.get('since') ?? '') || 0;
  const wanted = issuesOf(world).filter(({ number, at }) => {
    return Math.max(at, commentsOf(world, number).at(-1)?.at ?? 0) >= since;
  });
  if (ask.query.get('state') === 'closed') wanted.length = 0;
  if (ask.query.get('direction') !== 'asc') wanted.reverse();
  return page(ask, wanted, (some) => some.map((issue) => issueJson(world, ask, issue)));
}

function open(world: World, ask: Ask, { write, login }: Caller): Reply {
  if (!write) return json(gitHubProblem(NOT_ALLOWED, 403), 403);
  const given = jsonBody<{ title: unknown; body: unknown; labels: unknown }>(ask);
  if (!given) return json(gitHubProblem('Problems parsing JSON', 400), 400);
  const { title, body = '', labels } = given;
  const refused =
    invalid('Issue', 'title', title) ?? (body === '' ? undefined : invalid('Issue', 'body', body));
  if (refused) return refused;
  world.record({
    kind: 'issue',
    at: world.now(),
    title: String(title),
    body: String(body),
    labels: Array.isArray(labels) ? labels.map(String) : [],
    actor: login,
  });
  const made = issuesOf(world).at(-1) as Issue;
  return json(issueJson(world, ask, made), 201);
}

function comment(world: World, ask: Ask, { write, login }: Caller, issue: number): Reply {
  if (!write) return json(gitHubProblem(NOT_ALLOWED, 403), 403);
  const given = jsonBody<{ body: unknown }>(ask);
  if (!given) return json(gitHubProblem('Problems parsing JSON', 400), 400);
  const refused = invalid('IssueComment', 'body', given.body);
  if (refused) return refused;
  world.record({ kind: 'comment', at: world.now(), issue, body: String(given.body), actor: login });
  const made = commentsOf(world, issue).at(-1) as Comment;
  return json(commentJson(world, ask, made), 201);
}

export function gitHubIssueRoutes(world: World, caller: () => Caller): Route[] {
  const at = '/repos/:owner/:repo/issues';
  const named = (ask: Ask, answer: (issue: Issue) => Reply): Reply => {
    const issue = issuesOf(world).find(({ number }) => String(number) === ask.params.number);
    return issue ? answer(issue) : missing();
  };
  return [
    route('GET', at, (ask) => list(world, ask)),
    route('POST', at, (ask) => open(world, ask, caller())),
    route('GET', `${at}/:number`, (ask) =>
      named(ask, (issue) => json(issueJson(world, ask, issue))),
    ),
    route('GET', `${at}/:number/comments`, (ask) =>
      named(ask, ({ number }) =>
        page(ask, commentsOf(world, number), (some) =>
          some.map((each) => commentJson(world, ask, each)),
        ),
      ),
    ),
    route('POST', `${at}/:number/comments`, (ask) =>
      named(ask, ({ number }) => comment(world, ask, caller(), number)),
    ),
  ];
}
