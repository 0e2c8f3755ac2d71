import { Octokit } from '@octokit/rest';
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Http } from '../../ports/http.ts';
import type { Reading } from '../../ports/repository.ts';
import { failureOf } from './failure.ts';
import { octokitFetch } from './octokit-fetch.ts';
import { patiently } from './patience.ts';

export interface GitHubOptions {
  readonly http: Http;
  readonly config: Config['github'];
  readonly token: string;
  readonly clock: Clock;
  /** Ends reads; a dispatch that has begun is not cut. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly url: string;
  /** Parsed JSON; the text itself where it is none. */
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

type Parameters = Readonly<Record<string, unknown>>;

/** The version of GitHub's API whose dispatch answers with the run when it is asked to. */
const headers = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

/** Octokit for one repository: reads are patient, the write is sent once. */
export interface GitHubClient {
  readonly owner: string;
  readonly repo: string;
  /** `doing` names the purpose in errors: “for the tags”. */
  get(route: string, doing: string, parameters?: Parameters, reading?: Reading): Promise<Answer>;
  /** As `get`, and null for a 404. */
  find(
    route: string,
    doing: string,
    parameters?: Parameters,
    reading?: Reading,
  ): Promise<Answer | null>;
  /** One request, never repeated; throws what Octokit throws. */
  post(route: string, parameters: Parameters): Promise<Answer>;
}

/** Throws a config error where the owner or the repository is not set. */
export function createClient(options: GitHubOptions): GitHubClient {
  const { owner, repo } = options.config;
  if (owner === undefined || repo === undefined) throw notConfigured();
  const octokit = newOctokit(options);
  const send = async (route: string, parameters: Parameters): Promise<Answer> => {
    const repository = route.includes('{repo}') ? { owner, repo } : {};
    const answer = await octokit.request(route, { ...repository, headers, ...parameters });
    return { ...answer, data: parsed(answer.data) };
  };
  const read = <T>(
    doing: string,
    reading: Reading | undefined,
    once: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const signal = reading?.signal ?? options.signal;
    return patiently(options.clock, doing, { ...reading, signal }, () => once(signal));
  };
  return {
    owner,
    repo,
    get: (route, doing, parameters, reading) =>
      read(doing, reading, (signal) => send(`GET ${route}`, withSignal(parameters, signal))),
    find: (route, doing, parameters, reading) =>
      read(doing, reading, (signal) =>
        send(`GET ${route}`, withSignal(parameters, signal)).catch(nullIfMissing),
      ),
    post: (route, parameters) => send(`POST ${route}`, parameters),
  };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return body;
  }
}

function withSignal(parameters: Parameters | undefined, signal: AbortSignal): Parameters {
  return { ...parameters, request: { ...(parameters?.request as object | undefined), signal } };
}

function nullIfMissing(thrown: unknown): null {
  if (failureOf(thrown)?.status === 404) return null;
  throw thrown;
}

/** Only `request`: the table of endpoint methods is left out of the bundle. */
function newOctokit({ http, config, token }: GitHubOptions): Pick<Octokit, 'request'> {
  const silent = () => {};
  return new Octokit({
    auth: token,
    baseUrl: config.apiUrl.replace(/\/+$/, ''),
    userAgent: 'tsops',
    // Octokit reports failures on the console by itself; here they are thrown, and shown once.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: {
      fetch: octokitFetch(http),
      // Octokit would look at every value for numbers beyond 2^53; GitHub's ids are far below.
      parseSuccessResponseBody: false,
      log: { debug: silent, info: silent, warn: silent, error: silent },
    },
  });
}

function notConfigured(): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: 'github.owner and github.repo are not set, so the repository is not known',
    next: ['tsops init', 'tsops config show --origin'],
  });
}
