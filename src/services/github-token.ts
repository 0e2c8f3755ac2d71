import type { Children, Host } from '../context.ts';
import { TsopsError } from '../errors.ts';

/** The host that `gh` and people know a GitHub by: `github.com` for api.github.com. */
export function githubHost(apiUrl: string): string {
  const { host } = new URL(apiUrl);
  return host.replace(/^api\./, '');
}

/**
 * The GitHub token: GH_TOKEN, else GITHUB_TOKEN, else what `gh auth token` holds for the host. Undefined
 * when there is none. Never shown anywhere.
 */
export async function findGitHubToken(
  host: Pick<Host, 'env'>,
  children: Children,
  apiUrl: string,
): Promise<string | undefined> {
  const given = host.env.GH_TOKEN?.trim() || host.env.GITHUB_TOKEN?.trim();
  if (given) return given;
  const gh = await children.capture('gh', ['auth', 'token', '--hostname', githubHost(apiUrl)], {
    timeout: 5000,
  });
  const token = gh.exitCode === 0 && !gh.missing ? gh.stdout.trim() : '';
  return /^\S+$/.test(token) ? token : undefined;
}

/** Throws a credentials error when no token is found. */
export async function githubToken(
  host: Pick<Host, 'env'>,
  children: Children,
  apiUrl: string,
): Promise<string> {
  const token = await findGitHubToken(host, children, apiUrl);
  if (token !== undefined) return token;
  throw new TsopsError({
    kind: 'credentials',
    message: 'no GitHub token was found',
    why: 'the deploy workflow, its runs and the tags can not be read without one',
    next: ['gh auth login', 'or set GH_TOKEN to a token with the scope repo'],
  });
}
