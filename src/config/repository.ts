import { type DeployWorkflow, findDeployWorkflow } from './derive/deploy-workflow.ts';

/** What a repository tells about itself; what it does not tell is left out. */
export interface RemoteRepository {
  /** Its root directory; undefined outside of any repository. */
  readonly root?: string;
  /** The remote that was read: `upstream` before `origin`. */
  readonly remote?: string;
  readonly owner?: string;
  readonly repo?: string;
  /** Only for GitHub Enterprise. */
  readonly apiUrl?: string;
  /** The branch that the remote calls its own. */
  readonly ref?: string;
  readonly workflow?: DeployWorkflow;
}

/** Runs git with these arguments; resolves to its output, undefined where it fails or is missing. */
export type Git = (args: readonly string[]) => Promise<string | undefined>;

/** Reads the repository that `cwd` stands in. Throws nothing: what cannot be read is left out. */
export async function readRepository(cwd: string, git: Git): Promise<RemoteRepository> {
  const root = await git(['rev-parse', '--show-toplevel']);
  const remote = await remoteThatDeploys(git);
  const ref = remote === undefined ? undefined : await defaultBranch(remote.name, git);
  const workflow = await findDeployWorkflow(root ?? cwd);
  return {
    ...(root === undefined ? {} : { root }),
    ...(remote === undefined ? {} : { remote: remote.name, ...remote.address }),
    ...(ref === undefined ? {} : { ref }),
    ...(workflow === undefined ? {} : { workflow }),
  };
}

type RemoteAddress = Pick<RemoteRepository, 'owner' | 'repo' | 'apiUrl'>;

/**
 * The remote that gh calls its base, else `upstream` (then `origin` is somebody's fork, which deploys nothing),
 * else `origin`, else the only one.
 */
async function remoteThatDeploys(
  git: Git,
): Promise<{ readonly name: string; readonly address: RemoteAddress } | undefined> {
  const names = (await git(['remote']))?.split('\n') ?? ['origin'];
  const base = (await git(['config', '--get-regexp', '^remote\\..*\\.gh-resolved$']))?.split('\n');
  const chosen = base?.map((line) => /^remote\.(.+)\.gh-resolved base$/.exec(line)?.[1] ?? '');
  const usual = [...(chosen ?? []), 'upstream', 'origin'].filter((name) => names.includes(name));
  const only = names.length === 1 ? names : [];
  for (const name of [...usual, ...only]) {
    const address = githubOf((await git(['remote', 'get-url', name])) ?? '');
    if (address.owner !== undefined) return { name, address };
  }
  return undefined;
}

/** What the remote calls its branch; where it was never asked, the usual names that it has. */
async function defaultBranch(remote: string, git: Git): Promise<string | undefined> {
  const head = await git(['symbolic-ref', '--short', `refs/remotes/${remote}/HEAD`]);
  if (head !== undefined) return head.slice(remote.length + 1);
  for (const name of ['main', 'master', 'trunk']) {
    const found = await git(['rev-parse', '--verify', '--quiet', `refs/remotes/${remote}/${name}`]);
    if (found !== undefined) return name;
  }
  return undefined;
}

const notGithub = /(?:^|\.)(?:gitlab|bitbucket|codeberg|sr\.ht|visualstudio|azure)\b/;

/** Owner and name out of a remote's address (`git@host:o/r.git`, `https://host/o/r`, `ssh://…`). */
export function githubOf(remote: string): RemoteAddress {
  const match =
    /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?[:/]([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      remote.trim(),
    );
  const [, named, owner, repo] = match ?? [];
  if (named === undefined || owner === undefined || repo === undefined) return {};
  const host = named.toLowerCase();
  if (notGithub.test(host)) return {};
  const apiUrl = apiOf(host);
  if (apiUrl === undefined) return {};
  return { owner, repo, ...(apiUrl === '' ? {} : { apiUrl }) };
}

/** Empty for github.com; undefined for a name of somebody's ssh config that tells nothing. */
function apiOf(host: string): string | undefined {
  // `git@github.com-work:…`: a second key for the same host, as ssh's config has it.
  if (/^(?:ssh\.|www\.)?github\.com(?:[-_].*)?$/.test(host)) return '';
  if (host.endsWith('.ghe.com')) return `https://api.${host}`;
  if (!host.includes('.')) return host.includes('github') ? '' : undefined;
  return `https://${host}/api/v3`;
}
