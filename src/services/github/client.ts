import { Octokit } from '@octokit/rest';
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Http } from '../../ports/http.ts';
import type { Reading } from '../../ports/repository.ts';
import {
  type PatientAttempt,
  patiently,
  type RequestBudget,
  type WaitingHabits,
} from '../http/patience.ts';
import { vendorHttp } from '../http/vendor-http.ts';
import { gitHubFailureOf, gitHubSetbackOf, githubError } from './failure.ts';
import { octokitFetch } from './octokit-fetch.ts';

export interface GitHubOptions {
  readonly http: Http;
  readonly config: Config['github'];
  readonly token: string;
  readonly clock: Clock;
  /** Ends reads; a dispatch that has begun is not cut. */
  readonly signal: AbortSignal;
}

export interface GitHubAnswer {
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

/** A secondary limit need not say how long: a minute is GitHub's own advice. */
const habits: WaitingHabits = { unsaidWait: 60_000, pauses: [500, 1500, 3000] };
/** Milliseconds. */
const defaultPatience = 5000;

/** Octokit for one repository: reads are patient, the write is sent once. */
export interface GitHubClient {
  readonly owner: string;
  readonly repo: string;
  /** `doing` names the purpose in errors: “for the tags”. */
  get(
    route: string,
    doing: string,
    parameters?: Parameters,
    reading?: Reading,
  ): Promise<GitHubAnswer>;
  /** As `get`, and null for a 404. */
  find(
    route: string,
    doing: string,
    parameters?: Parameters,
    reading?: Reading,
  ): Promise<GitHubAnswer | null>;
  /** One request, never repeated; throws what Octokit throws. */
  post(route: string, parameters: Parameters): Promise<GitHubAnswer>;
}

/** Throws a config error where the owner or the repository is not set. */
export function createClient(options: GitHubOptions): GitHubClient {
  const { owner, repo } = options.config;
  if (owner === undefined || repo === undefined) throw notConfigured();
  const octokit = newOctokit(options);
  const send = async (route: string, parameters: Parameters): Promise<GitHubAnswer> => {
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
    const budget = { timeout: 0, patience: defaultPatience, ...reading, signal };
    return readPatiently(options.clock, doing, budget, () => once(signal));
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

type Answered<T> = { readonly value: T } | { readonly error: TsopsError };

/**
 * Repeats a read while GitHub says to wait or does not answer, as long as the waits fit into the patience;
 * then throws its error. A write never comes through here.
 */
async function readPatiently<T>(
  clock: Clock,
  doing: string,
  budget: RequestBudget,
  once: () => Promise<T>,
): Promise<T> {
  const end = await patiently(
    clock,
    budget,
    habits,
    async (): Promise<PatientAttempt<Answered<T>>> => {
      try {
        return { result: { value: await once() } };
      } catch (thrown) {
        budget.signal?.throwIfAborted();
        const failure = gitHubFailureOf(thrown);
        if (failure === undefined) throw thrown;
        const setback = gitHubSetbackOf(failure, clock.now());
        const result = { error: githubError(failure, doing, clock.now(), thrown) };
        return setback === undefined ? { result } : { result, setback };
      }
    },
  );
  if ('error' in end) throw end.error;
  return end.value;
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
  if (gitHubFailureOf(thrown)?.status === 404) return null;
  throw thrown;
}

/** Only `request`: the table of endpoint methods is left out of the bundle. */
function newOctokit({ http, clock, config, token }: GitHubOptions): Pick<Octokit, 'request'> {
  const silent = () => {};
  return new Octokit({
    auth: token,
    baseUrl: config.apiUrl.replace(/\/+$/, ''),
    userAgent: 'tsops',
    // Octokit reports failures on the console by itself; here they are thrown, and shown once.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: {
      fetch: octokitFetch(vendorHttp({ http, clock, title: 'GitHub', secrets: [token] })),
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
