/* Tags, comparisons, and what a token may do, as GitHub writes them, in our own words. */
import type { Access, Commit, Comparison, Tag } from './github.port.ts';
import {
  count,
  fields,
  list,
  nameIn,
  notGitHub,
  text,
  textOrNull,
  timeOrNull,
} from './github-read.ts';

export function toTags(value: unknown): Tag[] {
  return list(value, 'the list of tags').map((entry) => {
    const tag = fields(entry, 'a tag');
    return { name: text(tag.name, "a tag's `name`"), sha: nameIn(tag.commit, 'sha') ?? '' };
  });
}

const comparisons: readonly string[] = ['ahead', 'behind', 'diverged', 'identical'];

export function toComparison(value: unknown): Comparison {
  const answer = fields(value, 'the comparison');
  const status = text(answer.status, "the comparison's `status`");
  if (!comparisons.includes(status)) throw notGitHub(`the comparison's \`status\` is “${status}”`);
  return {
    status: status as Comparison['status'],
    aheadBy: count(answer.ahead_by),
    behindBy: count(answer.behind_by),
    commits: list(answer.commits, "the comparison's `commits`").map(toCommit).reverse(),
    baseAt: answer.base_commit === undefined ? null : toCommit(answer.base_commit).at,
  };
}

function toCommit(value: unknown): Commit {
  const entry = fields(value, 'a commit');
  const commit = fields(entry.commit, "a commit's `commit`");
  const message = typeof commit.message === 'string' ? commit.message : '';
  const by = fields(commit.committer ?? commit.author ?? {}, "a commit's author");
  return {
    sha: textOrNull(entry.sha) ?? '',
    title: textOrNull(message.trim().split('\n', 1)[0]) ?? '(no message)',
    author: nameIn(entry.author, 'login') ?? nameIn(commit.author, 'name') ?? '',
    at: timeOrNull(by.date),
  };
}

const kinds: readonly (readonly [prefix: string, kind: Access['tokenKind']])[] = [
  ['ghp_', 'classic'],
  ['gho_', 'oauth'],
  ['github_pat_', 'fine-grained'],
  ['ghs_', 'installation'],
  ['ghu_', 'app-user'],
];

/** `scopesHeader` is `x-oauth-scopes`, which only classic and OAuth tokens are answered with. */
export function toAccess(value: unknown, scopesHeader: unknown, token: string): Access {
  const repository = fields(value, 'the repository');
  if (typeof repository.private !== 'boolean') throw notGitHub('the repository lacks `private`');
  const permissions = repository.permissions as Record<string, unknown> | undefined;
  const tokenKind = kinds.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'other';
  const told = typeof permissions === 'object' && permissions !== null;
  return {
    private: repository.private,
    canPush:
      told && tokenKind !== 'installation'
        ? permissions.push === true || permissions.admin === true || permissions.maintain === true
        : null,
    scopes: typeof scopesHeader === 'string' ? scopesHeader.split(/[,\s]+/).filter(Boolean) : null,
    tokenKind,
  };
}
