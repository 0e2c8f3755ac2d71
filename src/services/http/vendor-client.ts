/*
 * The one client that all vendors share. What is different about a vendor is data (`Vendor`, in its
 * `client.ts`); how it is asked, waited for, read and refused is here.
 */
import { TsopsError } from '../../contract/errors.ts';
import type { AccessReport } from '../../domain/doctor/access.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import { field, parseJson } from './json.ts';
import {
  type PatientAttempt,
  patiently,
  type RequestBudget,
  type WaitingClock,
  type WaitingHabits,
} from './patience.ts';
import { askedWait } from './retry-after.ts';
import { secretOf } from './secret.ts';
import { vendorHttp } from './vendor-http.ts';

/** What a status tells about our request. */
export type StatusMeaning = 'done' | 'rejected' | 'forbidden' | 'missing' | 'refused';

export interface Vendor extends WaitingHabits {
  /** In sentences: `Sentry`. */
  readonly title: string;
  /** The variable with its secret, and how to get one. */
  readonly secret: { readonly variable: string; readonly howToGet: string };
  /** What of its secret must not come back by itself, where it is made of several. */
  partsOfSecret?(secret: string): readonly string[];
  /** Header fields of every request; with its secret where there is one. */
  headers(secret: string | undefined): Readonly<Record<string, string>>;
  /** Statuses that mean something else than 401 `rejected`, 403 `forbidden`, 404 `missing`. */
  readonly statuses?: Readonly<Record<number, StatusMeaning>>;
  /** Headers of its limits beside Retry-After: seconds that are left, epoch seconds of the reset. */
  readonly limit: { readonly remaining?: string; readonly reset?: string };
  /** Where its error message stands in its JSON, the first that is there. */
  readonly errorText: readonly (readonly string[])[];
  /** Bytes of an answer. */
  readonly maxBody: number;
  /** What to type where it cannot be asked. */
  readonly next: readonly string[];
}

export interface VendorRequest {
  /** Below the base URL: `/incidents?…`. */
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Take any answer but a limit for one, JSON or not: the caller judges it. */
  readonly raw?: boolean;
}

export interface VendorAnswer {
  readonly status: number;
  readonly meaning: StatusMeaning;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; undefined when it is not JSON (a gateway's HTML page, an empty body …). */
  readonly json: unknown;
  /** The body, not cleaned. */
  readonly text: string;
}

/** What came back: an answer, or one line that says why there is none. */
export type VendorReply =
  | { readonly answer: VendorAnswer; readonly reason?: undefined }
  | {
      readonly answer?: undefined;
      readonly reason: string;
      /** A write may have been taken all the same. */
      readonly perhapsTaken: boolean;
      /** Where the vendor limits us: milliseconds that it asks to wait, null where it does not say. */
      readonly wait?: number | null;
    };

export interface VendorClient {
  /** The vendor's secret; `problem` where it is not set, or can be none. */
  readonly secret: ReturnType<typeof secretOf>;
  /** Repeated within the budget after a limit, a 5xx, or a dropped connection. Rejects with the signal's reason. */
  read(request: VendorRequest, budget: RequestBudget): Promise<VendorReply>;
  /** Sent once; only after a limit (429), which takes nothing, is it sent again. Rejects as `read` does. */
  write(request: VendorRequest, budget: RequestBudget): Promise<VendorReply>;
  unreachable(message: string): TsopsError;
  /** A credentials error. Without `next` it says how to get the secret. */
  notLetIn(message: string, ...next: readonly string[]): TsopsError;
  /** What the vendor says of a refused request, clean and at most 200 characters; empty where it says nothing. */
  said(answer: VendorAnswer): string;
}

export interface VendorParts {
  readonly http: Http;
  readonly env: Env;
  readonly clock: WaitingClock;
}

/** `baseUrl` from the config; a slash at its end is no matter. */
export function createVendorClient(
  vendor: Vendor,
  baseUrl: string,
  { http: plain, env, clock }: VendorParts,
): VendorClient {
  const { title, next } = vendor;
  const { variable, howToGet } = vendor.secret;
  const secret = secretOf(env, variable, howToGet);
  const secrets =
    secret.value === undefined
      ? []
      : [secret.value, ...(vendor.partsOfSecret?.(secret.value) ?? [])];
  const http = vendorHttp({ http: plain, clock, title, secrets });
  const send = (request: VendorRequest, budget: RequestBudget, again: boolean) =>
    patiently(clock, budget, vendor, (timeout) => {
      const { path, raw, headers, ...rest } = request;
      const sent = {
        ...rest,
        url: `${baseUrl.replace(/\/+$/, '')}${path}`,
        headers: { accept: 'application/json', ...vendor.headers(secret.value), ...headers },
        maxBody: vendor.maxBody,
        timeout,
        ...(budget.signal === undefined ? {} : { signal: budget.signal }),
      };
      return attempt(vendor, () => http.send(sent), { again, raw: raw === true, clock });
    });
  return {
    secret,
    read: (request, budget) => send(request, budget, true),
    write: (request, budget) => send(request, budget, false),
    unreachable: (message) => new TsopsError({ kind: 'unreachable', message, next }),
    notLetIn: (message, ...steps) =>
      new TsopsError({
        kind: 'credentials',
        message,
        next: steps.length > 0 ? steps : [`export ${variable}=…  (${howToGet})`, ...next],
      }),
    said: ({ json }) => saidIn(vendor, json),
  };
}

/** The error of a secret that is not set, or can be none. */
export function secretError(problem: AccessReport): TsopsError {
  const { detail, next = [] } = problem;
  return new TsopsError({ kind: 'credentials', message: detail, next });
}

interface Judging {
  /** A read: what failed may be asked again. */
  readonly again: boolean;
  readonly raw: boolean;
  readonly clock: WaitingClock;
}

async function attempt(
  vendor: Vendor,
  send: () => Promise<HttpResponse>,
  judging: Judging,
): Promise<PatientAttempt<VendorReply>> {
  try {
    return judge(vendor, await send(), judging);
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    const reason = cleanText(thrown.message, 200);
    const result = { reason, perhapsTaken: thrown.sent };
    const worthIt = judging.again && thrown.code === 'reset';
    return worthIt ? { result, setback: { kind: 'trouble', reason, wait: null } } : { result };
  }
}

function judge(
  vendor: Vendor,
  response: HttpResponse,
  { again, raw, clock }: Judging,
): PatientAttempt<VendorReply> {
  const { status, headers } = response;
  const wait = askedWait(headers, clock.now(), vendor.limit);
  if (status === 429) {
    const reason = `${vendor.title} limits our requests (429)${asksToWait(wait)}`;
    return {
      result: { reason, perhapsTaken: false, wait },
      setback: { kind: 'limited', reason, wait },
    };
  }
  const answer = answerOf(vendor, response);
  const reason = raw ? undefined : reasonAgainst(vendor, answer);
  // Whoever answered so may have taken a write before.
  const result: VendorReply = reason === undefined ? { answer } : { reason, perhapsTaken: true };
  if (status < 500 || !again) return { result };
  return { result, setback: { kind: 'trouble', reason: `HTTP ${status}`, wait } };
}

function answerOf(vendor: Vendor, { status, headers, body }: HttpResponse): VendorAnswer {
  const text = new TextDecoder().decode(body);
  return { status, meaning: meaningOf(vendor, status), headers, text, json: parseJson(text) };
}

const usual: Readonly<Record<number, StatusMeaning>> = {
  401: 'rejected',
  403: 'forbidden',
  404: 'missing',
};

function meaningOf(vendor: Vendor, status: number): StatusMeaning {
  return vendor.statuses?.[status] ?? usual[status] ?? (status < 300 ? 'done' : 'refused');
}

/** Why an answer says nothing of what was asked; undefined where it does. */
function reasonAgainst({ title }: Vendor, { status, json }: VendorAnswer): string | undefined {
  // 408 comes from whoever stopped waiting in between: the vendor may have taken it.
  if (status >= 500 || status === 408) return `${title} is in trouble: it answered ${status}`;
  if (status >= 300 && status < 400) {
    return `${title} answered ${status}, a redirect: its address may be wrong`;
  }
  return status < 300 && json === undefined
    ? `${title} answered something that is not JSON`
    : undefined;
}

function asksToWait(wait: number | null): string {
  return wait === null ? '' : `; asks to wait ${Math.ceil(wait / 1000)} s`;
}

function saidIn({ errorText }: Vendor, json: unknown): string {
  for (const path of errorText) {
    const text = field(json, ...path);
    if (typeof text === 'string' && text !== '') return cleanText(text, 200);
  }
  return '';
}
