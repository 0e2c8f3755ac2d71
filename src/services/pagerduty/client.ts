/* PagerDuty's REST API: its headers, its pages of a list, its limits, and how it says No. */
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Reach } from '../../ports/access.ts';
import type { Http } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { type Asked, askVendor, field, join, list } from '../http/vendor-answer.ts';
import { keyHint, notAnswered, notLetIn, readRefusal, writeRefusal } from './refusal.ts';

interface Parts {
  readonly http: Http;
  readonly env: Env;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly apiUrl: string;
  readonly token: string;
}

export interface Asking extends Reach {
  /** Milliseconds that PagerDuty's limit (429) may be waited for in all; default 0. */
  readonly patience?: number;
  /** What is being done, for `may not …`: `read who is on call`. */
  readonly doing: string;
}

export interface Request {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
}

/** `unknown`: it was sent, and no answer tells whether it was taken. */
export type Sent =
  | { readonly sent: 'yes'; readonly json: unknown }
  | { readonly sent: 'unknown'; readonly reason: string };

/** Every method throws TsopsError: `credentials`, `unreachable`; `send` also `refused`. */
export interface PagerDutyClient {
  get(path: string, asking: Asking): Promise<unknown>;
  /** As `get`; undefined where PagerDuty has no such thing (404). */
  find(path: string, asking: Asking): Promise<unknown>;
  /** All of a list, page by page. */
  all(what: string, query: URLSearchParams, asking: Asking): Promise<readonly unknown[]>;
  /** One write, sent once; only a limit, which takes nothing, is waited for. */
  send(request: Request, asking: Asking): Promise<Sent>;
}

const pageSize = 100;
/** A month of a policy with a hand-over each day has some 60 entries. */
const mostPages = 20;
/** Milliseconds; the 429 of an operation's own limit need not tell how long. */
const unsaidWait = 2000;

/** Null where PAGERDUTY_API_TOKEN is not set. Throws a credentials error where it can be no key. */
export function pagerDutyToken(env: Env): string | null {
  const token = secretOf(env, 'PAGERDUTY_API_TOKEN', keyHint);
  if (token.problem?.state === 'not-set') return null;
  if (token.value === undefined) throw notLetIn(token.problem.detail);
  return token.value;
}

export function pagerDutyHeaders(token: string): Readonly<Record<string, string>> {
  return {
    authorization: `Token token=${token}`,
    accept: 'application/vnd.pagerduty+json;version=2',
    'content-type': 'application/json',
  };
}

export function createPagerDutyClient(parts: Parts): PagerDutyClient {
  const get = async (path: string, asking: Asking): Promise<unknown> => {
    const { answer, reason } = await patiently(parts, { path }, asking);
    if (answer === undefined) throw notAnswered(reason);
    if (answer.status >= 300) throw readRefusal(answer.status, asking.doing);
    return answer.json;
  };
  let sender: Promise<string> | undefined;
  return {
    get,
    async find(path, asking) {
      const { answer, reason } = await patiently(parts, { path }, asking);
      if (answer === undefined) throw notAnswered(reason);
      if (answer.status === 404) return undefined;
      if (answer.status >= 300) throw readRefusal(answer.status, asking.doing);
      return answer.json;
    },
    async all(what, query, asking) {
      const items: unknown[] = [];
      for (let page = 0; page < mostPages; page += 1) {
        query.set('limit', String(pageSize));
        query.set('offset', String(page * pageSize));
        const json = await get(`/${what}?${query}`, asking);
        const some = list(json, what);
        if (some === undefined) throw notAnswered('PagerDuty answered 200 without a list');
        items.push(...some);
        if (field(json, 'more') !== true) return items;
      }
      throw notAnswered(`PagerDuty's list of ${what.replace('_', ' ')} has no end`);
    },
    async send({ method, path, body }, asking) {
      sender ??= senderOf(parts, asking);
      const from = await sender.catch((thrown: unknown) => {
        sender = undefined;
        throw thrown;
      });
      const text = JSON.stringify(body);
      const asked = await patiently(parts, { method, path, from, body: text }, asking);
      const { answer, reason } = asked;
      if (answer === undefined) {
        if (asked.perhapsTaken) return { sent: 'unknown', reason };
        throw notAnswered(`${reason}; nothing was changed`);
      }
      if (answer.status >= 300) throw writeRefusal(answer.status, answer.json, asking.doing);
      return { sent: 'yes', json: answer.json };
    },
  };
}

interface OneRequest {
  readonly method?: string;
  readonly path: string;
  readonly from?: string;
  readonly body?: string;
}

async function patiently(
  { http, clock, apiUrl, token }: Parts,
  { path, from, ...rest }: OneRequest,
  { patience = 0, timeout, signal }: Asking,
): Promise<Asked> {
  const headers = { ...pagerDutyHeaders(token), ...(from === undefined ? {} : { from }) };
  const reach = signal === undefined ? { timeout } : { timeout, signal };
  for (let left = patience; ; ) {
    const request = { url: join(apiUrl, path), headers, ...rest };
    const asked = await askVendor(http, 'PagerDuty', request, reach);
    if (asked.answer !== undefined || asked.wait === undefined) return asked;
    const wait = asked.wait ?? unsaidWait;
    if (wait > left) return asked;
    left -= wait;
    await clock.sleep(wait, signal);
  }
}

/**
 * In whose name PagerDuty writes: PAGERDUTY_FROM, else whoever the key belongs to. Throws a credentials error
 * where the key is an account's, which belongs to nobody.
 */
async function senderOf(parts: Parts, asking: Asking): Promise<string> {
  const given = parts.env.PAGERDUTY_FROM?.trim() ?? '';
  if (given !== '') {
    if (/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(given)) return given;
    throw noSender(`PAGERDUTY_FROM is no e-mail address: ${cleanText(given, 60)}`);
  }
  const { answer, reason } = await patiently(parts, { path: '/users/me' }, asking);
  if (answer === undefined) throw notAnswered(`${reason}; nothing was changed`);
  if (answer.status === 401) throw readRefusal(answer.status, asking.doing);
  const email = field(answer.json, 'user', 'email');
  if (answer.status < 300 && typeof email === 'string' && email.includes('@')) return email;
  throw noSender("PAGERDUTY_API_TOKEN is an account's key, and PAGERDUTY_FROM is not set");
}

function noSender(message: string): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message,
    why: 'PagerDuty wants to know in whose name it is changed. Nothing was changed.',
    next: ['export PAGERDUTY_FROM=you@your-team.example  (your address in PagerDuty)'],
  });
}
