import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { IssueComment, IssueTracker, IssueWritten, TrackedIssue } from '../../ports/issues.ts';
import type { Reading } from '../../ports/repository.ts';
import { linkOrNull } from '../http/json.ts';
import { type ListPage, readPages } from '../http/pages.ts';
import {
  createClient,
  type GitHubAnswer,
  type GitHubClient,
  type GitHubOptions,
} from './client.ts';
import {
  type GitHubFailure,
  gitHubFailureOf,
  githubError,
  lostAnswer,
  rateLimitWait,
  wasMoved,
} from './failure.ts';
import { fields, id, items, nameIn, text, time } from './fields.ts';

const issues = '/repos/{owner}/{repo}/issues';
const pageSize = 100;
/** GitHub's lists are read no further: 10,000 comments, 1,000 issues. */
const lastPage = { comments: 100, issues: 10 };
/** GitHub's own limit is 65,536 characters. */
const longestBody = 65_536;

/** Throws a config error where the owner or the repository is not set. */
export function createGitHubIssues(options: GitHubOptions): IssueTracker {
  const client = createClient(options);
  const { owner, repo } = client;
  const now = () => options.clock.now();
  return {
    owner,
    repo,
    async isPublic(reading) {
      const answer = await client.get('/repos/{owner}/{repo}', 'for the repository', {}, reading);
      return fields(answer.data, 'the repository').private === false;
    },
    async issue(number, reading) {
      const route = `${issues}/{issue_number}`;
      const what = { issue_number: number };
      const answer = await client.find(route, 'for the issue', what, reading);
      return answer === null ? null : toIssue(answer.data);
    },
    issueWith: (marker, since, reading) => issueWith(client, marker, since, reading),
    comments: (number, reading) => allComments(client, number, reading),
    open: ({ title, body, labels = [] }) =>
      write(client, issues, { title, body: fitting(body), labels }, now, (data) => {
        const { number, html_url: url } = fields(data, 'the issue');
        return { number: id(number, 'the number of the issue'), url: link(url) };
      }),
    comment: (number, body) => {
      const what = { issue_number: number, body: fitting(body) };
      return write(client, `${issues}/{issue_number}/comments`, what, now, (data) => {
        const made = fields(data, 'the comment');
        return { id: id(made.id, 'the id of the comment'), url: link(made.html_url) };
      });
    },
  };
}

function fitting(body: string): string {
  const end = '\n\n… (cut: GitHub takes no more)';
  return body.length <= longestBody ? body : `${body.slice(0, longestBody - end.length)}${end}`;
}

function link(url: unknown): string {
  return linkOrNull(url) ?? '';
}

function toIssue(data: unknown): TrackedIssue {
  const { number, title, body, state, html_url: url, created_at: at } = fields(data, 'the issue');
  return {
    number: id(number, 'the number of the issue'),
    title: text(title, 'the title of the issue'),
    body: typeof body === 'string' ? body : '',
    state: state === 'closed' ? 'closed' : 'open',
    url: link(url),
    createdAt: time(at, 'the time of the issue'),
  };
}

function toComment(data: unknown): IssueComment {
  const { id: number, body, user, html_url: url, created_at: at } = fields(data, 'a comment');
  return {
    id: id(number, 'the id of a comment'),
    body: typeof body === 'string' ? body : '',
    author: nameIn(user, 'login') ?? '',
    url: link(url),
    createdAt: time(at, 'the time of a comment'),
  };
}

/** By the list, not by the search: that lags behind what was just written. */
async function issueWith(
  client: GitHubClient,
  marker: string,
  since: number,
  reading?: Reading,
): Promise<TrackedIssue | null> {
  const query = {
    state: 'all',
    sort: 'created',
    direction: 'asc',
    since: new Date(Math.floor(since / 1000) * 1000).toISOString(),
  };
  // The list holds pull requests too.
  const isOurs = (each: unknown): boolean => {
    const { body, pull_request: pull } = fields(each, 'an issue');
    return pull === undefined && typeof body === 'string' && body.includes(marker);
  };
  const bounds = {
    most: lastPage.issues,
    enough: (all: readonly unknown[]) => all.slice(-pageSize).some(isOurs),
  };
  const found = await readPages(
    bounds,
    numbered(async (page) => {
      const what = { ...query, per_page: pageSize, page };
      return items((await client.get(issues, 'for the issues', what, reading)).data, 'the issues');
    }),
  );
  const ours = found.items.find(isOurs);
  // Oldest first: what was just opened stands behind all that was read.
  if (ours === undefined && found.more) throw tooMany('issues');
  return ours === undefined ? null : toIssue(ours);
}

/** That something is not there must not be told of a part of the list: it would be written a second time. */
function tooMany(what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `GitHub lists more ${what} than can be looked through`,
    why: 'so whether it is there already is not known',
    next: ['tsops doctor github'],
  });
}

/** Pages by number; a page that is not full is the last one. */
function numbered(read: (page: number) => Promise<readonly unknown[]>) {
  return async (page = 1): Promise<ListPage<unknown, number>> => {
    const found = await read(page);
    return { items: found, next: found.length < pageSize ? undefined : page + 1 };
  };
}

async function allComments(
  client: GitHubClient,
  number: number,
  reading?: Reading,
): Promise<readonly IssueComment[]> {
  const route = `${issues}/{issue_number}/comments`;
  const found = await readPages(
    { most: lastPage.comments },
    numbered(async (page) => {
      const what = { issue_number: number, per_page: pageSize, page };
      return items(
        (await client.get(route, 'for the comments', what, reading)).data,
        'the comments',
      );
    }),
  );
  if (found.more) throw tooMany('comments');
  return found.items.map(toComment);
}

/** One POST. Should a retry plugin ever be added: repeated it is a second issue, or a second comment. */
async function write<Made>(
  client: GitHubClient,
  route: string,
  what: Readonly<Record<string, unknown>>,
  now: () => number,
  read: (data: unknown) => Made,
): Promise<IssueWritten<Made>> {
  let answer: GitHubAnswer;
  try {
    answer = await client.post(route, { ...what, request: { retries: 0 } });
  } catch (thrown) {
    return afterFailure(thrown, now());
  }
  if (answer.status >= 300 && !wasMoved(answer.status, answer.headers.location)) {
    return { outcome: 'unknown', reason: `HTTP ${answer.status}, a redirect` };
  }
  if (answer.status >= 300) {
    throw refused(
      { status: answer.status, message: 'the repository was moved', headers: {} },
      0,
      null,
    );
  }
  try {
    return { outcome: 'accepted', made: read(answer.data) };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { outcome: 'unknown', reason: `HTTP ${answer.status}, and ${reason}` };
  }
}

function afterFailure(thrown: unknown, now: number): { outcome: 'unknown'; reason: string } {
  const failure = gitHubFailureOf(thrown);
  if (failure === undefined) throw thrown;
  const reason = lostAnswer(thrown, failure);
  if (reason !== undefined) return { outcome: 'unknown', reason };
  throw refused(failure, now, thrown);
}

function refused(failure: GitHubFailure, now: number, cause: unknown): TsopsError {
  const { status, message } = failure;
  const known = status === 401 || status === 403 || status === 404 || status === 0;
  if (known || rateLimitWait(failure, now) !== undefined) {
    const error = githubError(failure, 'to write to the issue', now, cause);
    const { kind, next } = error;
    return new TsopsError({ kind, message: `Nothing was written: ${error.message}`, next, cause });
  }
  const said = status === 410 ? 'issues are switched off in this repository' : message;
  return new TsopsError({
    kind: 'refused',
    message: `GitHub refused it, and nothing was written: ${cleanText(said, 200)} (HTTP ${status})`,
    next: ['tsops doctor'],
    cause,
  });
}
