import type { Children, LoadedConfig } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { webHost } from '../../domain/net/web-host.ts';

interface TokenOptions {
  readonly env: Env;
  readonly children: Children;
  readonly config: () => Promise<LoadedConfig>;
  /** Inside the sandbox a loopback address stands for github.com. */
  readonly drill?: boolean;
}

/** As gh has it: a token of github.com never goes to a server of one's own, nor the other way round. */
const variables = {
  'github.com': ['GH_TOKEN', 'GITHUB_TOKEN'],
  other: ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'],
} as const;

/** The variables whose token belongs to the host, the first that is set wins. Source: `gh help environment`. */
export function tokenVariables(host: string): readonly string[] {
  const cloud = host === 'github.com' || host.endsWith('.ghe.com');
  return cloud ? variables['github.com'] : variables.other;
}

/**
 * The GitHub token: GH_TOKEN, else GITHUB_TOKEN (GH_ENTERPRISE_TOKEN, GITHUB_ENTERPRISE_TOKEN for a server of one's
 * own), else what `gh auth token` holds for the host. Throws a credentials error where there is none. It is never
 * shown anywhere.
 */
export async function githubToken(options: TokenOptions): Promise<string> {
  const { env, children, drill } = options;
  const { apiUrl } = (await options.config()).config.github;
  const host = drill === true ? 'github.com' : webHost(apiUrl);
  const names = tokenVariables(host);
  const given = names.map((name) => env[name]?.trim()).find((token) => token);
  if (given) return given;
  const gh = await children.capture('gh', ['auth', 'token', '--hostname', host], { timeout: 5000 });
  const token = gh.exitCode === 0 && !gh.missing ? gh.stdout.trim() : '';
  if (/^\S+$/.test(token)) return token;
  throw new TsopsError({
    kind: 'credentials',
    message: 'no GitHub token was found',
    why: 'the deploy workflow, its runs and the tags cannot be read without one',
    next: ['gh auth login', `or set ${names[0]} to a token with the scope repo`],
  });
}
