import type { Children, LoadedConfig } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';

/** The host that `gh` and people know a GitHub by: `github.com` for api.github.com. */
export function githubHost(apiUrl: string): string {
  const { host } = new URL(apiUrl);
  return host.replace(/^api\./, '');
}

interface TokenOptions {
  readonly env: Env;
  readonly children: Children;
  readonly config: () => Promise<LoadedConfig>;
}

/**
 * The GitHub token: GH_TOKEN, else GITHUB_TOKEN, else what `gh auth token` holds for the host. Throws a
 * credentials error where there is none. It is never shown anywhere.
 */
export async function githubToken({ env, children, config }: TokenOptions): Promise<string> {
  const given = env.GH_TOKEN?.trim() || env.GITHUB_TOKEN?.trim();
  if (given) return given;
  const host = githubHost((await config()).config.github.apiUrl);
  const gh = await children.capture('gh', ['auth', 'token', '--hostname', host], { timeout: 5000 });
  const token = gh.exitCode === 0 && !gh.missing ? gh.stdout.trim() : '';
  if (/^\S+$/.test(token)) return token;
  throw new TsopsError({
    kind: 'credentials',
    message: 'no GitHub token was found',
    why: 'the deploy workflow, its runs and the tags can not be read without one',
    next: ['gh auth login', 'or set GH_TOKEN to a token with the scope repo'],
  });
}
