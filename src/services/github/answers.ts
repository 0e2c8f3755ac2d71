/* Tags, comparisons, and what a token may do, as GitHub writes them, in our own words. */
import { cleanText } from '../../domain/text/clean.ts';
import type {
  RepositoryAccess,
  RepositoryCommit,
  Tag,
  VersionComparison,
} from '../../ports/repository.ts';
import { count, instant, textOrNull } from '../http/json.ts';
import { fields, items, nameIn, notGitHub, text } from './fields.ts';

export function toTags(value: unknown): Tag[] {
  return items(value, 'the list of tags').map((entry) => {
    const tag = fields(entry, 'a tag');
    return { name: text(tag.name, "a tag's `name`"), sha: nameIn(tag.commit, 'sha') ?? '' };
  });
}

const comparisons: readonly string[] = ['ahead', 'behind', 'diverged', 'identical'];

export function toComparison(value: unknown): VersionComparison {
  const answer = fields(value, 'the comparison');
  const status = text(answer.status, "the comparison's `status`");
  if (!comparisons.includes(status)) throw notGitHub(`the comparison's \`status\` is “${status}”`);
  return {
    status: status as VersionComparison['status'],
    aheadBy: count(answer.ahead_by),
    behindBy: count(answer.behind_by),
    commits: items(answer.commits, "the comparison's `commits`").map(toCommit).reverse(),
    baseAt: answer.base_commit === undefined ? null : toCommit(answer.base_commit).at,
  };
}

function toCommit(value: unknown): RepositoryCommit {
  const entry = fields(value, 'a commit');
  const commit = fields(entry.commit, "a commit's `commit`");
  const message = typeof commit.message === 'string' ? commit.message : '';
  const by = fields(commit.committer ?? commit.author ?? {}, "a commit's author");
  return {
    sha: textOrNull(entry.sha) ?? '',
    title: textOrNull(message.trim().split('\n', 1)[0]) ?? '(no message)',
    author: nameIn(entry.author, 'login') ?? nameIn(commit.author, 'name') ?? '',
    at: instant(by.date),
  };
}

const kinds: readonly (readonly [prefix: string, kind: RepositoryAccess['tokenKind']])[] = [
  ['ghp_', 'classic'],
  ['gho_', 'oauth'],
  ['github_pat_', 'fine-grained'],
  ['ghs_', 'installation'],
  ['ghu_', 'app-user'],
];

/** `scopesHeader` is `x-oauth-scopes`, which only classic and OAuth tokens are answered with. */
export function toAccess(
  value: unknown,
  scopesHeader: unknown,
  token: string,
  asked: string,
): RepositoryAccess {
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
    ...movedFrom(asked, value),
    ...kindOf(repository),
    tokenKind,
  };
}

function kindOf(repository: ReturnType<typeof fields>): Partial<RepositoryAccess> {
  const defaultBranch = textOrNull(repository.default_branch);
  return {
    ...(repository.fork === true ? { fork: true } : {}),
    ...(repository.archived === true ? { archived: true } : {}),
    ...(defaultBranch === null ? {} : { defaultBranch }),
  };
}

/** GitHub answers for the old name of a repository too; it takes no write there. */
function movedFrom(asked: string, value: unknown): { movedTo?: string } {
  const name = textOrNull(fields(value, 'the repository').full_name);
  const same = name === null || name.toLowerCase() === asked.toLowerCase();
  return same ? {} : { movedTo: name };
}

/** A file of the contents API, base64, which is a `package.json`. */
export function toDependencies(value: unknown): Readonly<Record<string, string>> {
  const file = fields(value, 'package.json');
  if (file.encoding !== 'base64' || typeof file.content !== 'string') {
    throw notGitHub('package.json came without its content');
  }
  const wanted = fields(
    packageOf(file.content).dependencies ?? {},
    "package.json's `dependencies`",
  );
  const names = Object.entries(wanted).filter(([, range]) => typeof range === 'string');
  return Object.fromEntries(
    names.map(([name, range]) => [cleanText(name, 214), cleanText(range, 100)]),
  );
}

function packageOf(content: string): Readonly<Record<string, unknown>> {
  try {
    const text = Buffer.from(content, 'base64')
      .toString('utf8')
      .replace(/^\ufeff/, '');
    return fields(JSON.parse(text), 'package.json');
  } catch {
    throw notGitHub('package.json is not a JSON object');
  }
}
