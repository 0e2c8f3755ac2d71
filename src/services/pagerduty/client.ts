/* PagerDuty as a vendor, and its REST API: its pages of a list, its writes, and in whose name. */
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field, listAt } from '../http/json.ts';
import { readPages } from '../http/pages.ts';
import type { RequestBudget } from '../http/patience.ts';
import {
  createVendorClient,
  secretError,
  type Vendor,
  type VendorAnswer,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';
import { keyHint, notAnswered, readRefusal, writeRefusal } from './refusal.ts';

/** Source: PagerDuty's docs, "REST API rate limits". */
export const pagerduty: Vendor = {
  title: 'PagerDuty',
  secret: { variable: 'PAGERDUTY_API_TOKEN', howToGet: keyHint },
  headers: (token) => ({
    ...(token === undefined ? {} : { authorization: `Token token=${token}` }),
    accept: 'application/vnd.pagerduty+json;version=2',
    'content-type': 'application/json',
  }),
  limit: { remaining: 'ratelimit-reset' },
  // The 429 of an operation's own limit need not tell how long.
  unsaidWait: 2000,
  // At once: somebody is waiting to know whom to call.
  pauses: [0],
  errorText: [['error', 'message']],
  maxBody: 2 * 1024 * 1024,
  next: ['tsops doctor pagerduty'],
};

/** The Events API v2. Its key stands in the body of each event. */
export const pagerdutyEvents: Vendor = {
  ...pagerduty,
  secret: {
    variable: 'PAGERDUTY_ROUTING_KEY',
    howToGet: 'the integration key, 32 characters, of the service (Events API v2)',
  },
  headers: () => ({ 'content-type': 'application/json' }),
  errorText: [['message']],
};

export interface PagerDutyParts extends VendorParts {
  readonly apiUrl: string;
}

export interface PagerDutyBudget extends RequestBudget {
  /** What is being done, for `may not …`: `read who is on call`. */
  readonly doing: string;
}

export interface PagerDutyWrite {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
}

/** `unknown`: it was sent, and no answer tells whether it was taken. */
export type SentEvent =
  | { readonly sent: 'yes'; readonly json: unknown }
  | { readonly sent: 'unknown'; readonly reason: string };

/** Every method throws TsopsError: `credentials`, `unreachable`; `send` also `refused`. */
export interface PagerDutyClient {
  get(path: string, budget: PagerDutyBudget): Promise<unknown>;
  /** As `get`; undefined where PagerDuty has no such thing (404). */
  find(path: string, budget: PagerDutyBudget): Promise<unknown>;
  /** All of a list, page by page. Throws where it has no end: half of it could be the wrong half. */
  all(what: string, query: URLSearchParams, budget: PagerDutyBudget): Promise<readonly unknown[]>;
  /** One write, sent once; only a limit, which takes nothing, is waited for. */
  send(write: PagerDutyWrite, budget: PagerDutyBudget): Promise<SentEvent>;
}

const pageSize = 100;
/** A month of a policy with a hand-over each day has some 60 entries. */
const mostPages = 20;

/** Null where PAGERDUTY_API_TOKEN is not set. Throws a credentials error where it can be no key. */
export function openPagerDuty({ apiUrl, ...parts }: PagerDutyParts): PagerDutyClient | null {
  const client = createVendorClient(pagerduty, apiUrl, parts);
  const { problem } = client.secret;
  if (problem?.state === 'not-set') return null;
  if (problem !== undefined) throw secretError(problem);
  const find = async (path: string, budget: PagerDutyBudget): Promise<unknown> => {
    const { answer, reason } = await client.read({ path }, { patience: 0, ...budget });
    if (answer === undefined) throw notAnswered(reason);
    if (answer.meaning === 'missing') return undefined;
    return jsonOf(answer, budget);
  };
  const get = async (path: string, budget: PagerDutyBudget): Promise<unknown> => {
    const { answer, reason } = await client.read({ path }, { patience: 0, ...budget });
    if (answer === undefined) throw notAnswered(reason);
    return jsonOf(answer, budget);
  };
  const sender = memoizedSender(parts.env, client);
  return {
    get,
    find,
    all: (what, query, budget) => readAll(what, query, (path) => get(path, budget)),
    async send({ method, path, body }, budget) {
      const headers = { from: await sender(budget) };
      const write = { method, path, headers, body: JSON.stringify(body) };
      const reply = await client.write(write, budget);
      if (reply.answer === undefined) {
        if (reply.perhapsTaken) return { sent: 'unknown', reason: reply.reason };
        throw notAnswered(`${reply.reason}; nothing was changed`);
      }
      const { meaning, status, json } = reply.answer;
      if (meaning !== 'done') throw writeRefusal(status, json, budget.doing);
      return { sent: 'yes', json };
    },
  };
}

function jsonOf({ meaning, status, json }: VendorAnswer, { doing }: PagerDutyBudget): unknown {
  if (meaning !== 'done') throw readRefusal(status, doing);
  return json;
}

async function readAll(
  what: string,
  query: URLSearchParams,
  get: (path: string) => Promise<unknown>,
): Promise<readonly unknown[]> {
  query.set('limit', String(pageSize));
  const { items, more } = await readPages<unknown, number>(
    { most: mostPages },
    async (offset = 0) => {
      query.set('offset', String(offset));
      const json = await get(`/${what}?${query}`);
      const some = listAt(json, what);
      if (some === undefined) throw notAnswered('PagerDuty answered 200 without a list');
      return { items: some, next: field(json, 'more') === true ? offset + pageSize : undefined };
    },
  );
  if (more) throw notAnswered(`PagerDuty's list of ${what.replace('_', ' ')} has no end`);
  return items;
}

/** Asked once; a failure is not remembered, so that the next write may find out. */
function memoizedSender(env: VendorParts['env'], client: VendorClient) {
  let known: Promise<string> | undefined;
  return async (budget: PagerDutyBudget): Promise<string> => {
    known ??= senderOf(env, client, budget);
    try {
      return await known;
    } catch (thrown) {
      known = undefined;
      throw thrown;
    }
  };
}

/**
 * In whose name PagerDuty writes: PAGERDUTY_FROM, else whoever the key belongs to. Throws a credentials error
 * where the key is an account's, which belongs to nobody.
 */
async function senderOf(
  env: VendorParts['env'],
  client: VendorClient,
  budget: PagerDutyBudget,
): Promise<string> {
  const given = env.PAGERDUTY_FROM?.trim() ?? '';
  if (given !== '') {
    if (/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(given)) return given;
    throw noSender(`PAGERDUTY_FROM is not an e-mail address: ${cleanText(given, 60)}`);
  }
  const { answer, reason } = await client.read({ path: '/users/me' }, budget);
  if (answer === undefined) throw notAnswered(`${reason}; nothing was changed`);
  if (answer.meaning === 'rejected') throw readRefusal(answer.status, budget.doing);
  const email = field(answer.json, 'user', 'email');
  if (answer.meaning === 'done' && typeof email === 'string' && email.includes('@')) return email;
  throw noSender("PAGERDUTY_API_TOKEN is an account's key, and PAGERDUTY_FROM is not set");
}

function noSender(message: string): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message,
    why: 'PagerDuty needs to know who makes the change. Nothing was changed.',
    next: ['export PAGERDUTY_FROM=you@your-team.example  (your address in PagerDuty)'],
  });
}
