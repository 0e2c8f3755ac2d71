/* What every vendor's requests go through, whoever makes them: ours, Octokit's or the AWS SDK's. */
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import type { WaitingClock } from './patience.ts';

/** Requests of one run to one vendor within `window` milliseconds: what asks more runs in a circle. */
const mostRequests = 400;
const window = 600_000;

interface VendorHttpParts {
  readonly http: Http;
  readonly clock: Pick<WaitingClock, 'now'>;
  /** In sentences: `Sentry`. */
  readonly title: string;
  /** What must not come back: a vendor or a gateway may repeat our request in its answer. */
  readonly secrets: readonly string[];
}

const counted = new WeakMap<Http, Map<string, number[]>>();

/**
 * An Http for one vendor. Our own secrets are taken out of whatever comes back, whole, before anybody cuts
 * it. More requests than any run of ours needs are refused (`other`, not sent).
 */
export function vendorHttp({ http, clock, title, secrets }: VendorHttpParts): Http {
  const times = timesOf(http, title);
  const forms = secrets.flatMap(formsOfSecret);
  return {
    async send(request) {
      const now = clock.now();
      while ((times[0] ?? now) <= now - window) times.shift();
      if (times.length >= mostRequests) throw tooMany(title);
      times.push(now);
      return withoutSecrets(await http.send(request), forms);
    },
  };
}

function timesOf(http: Http, title: string): number[] {
  const vendors = counted.get(http) ?? new Map<string, number[]>();
  counted.set(http, vendors);
  const times = vendors.get(title) ?? [];
  vendors.set(title, times);
  return times;
}

function tooMany(title: string): HttpFailure {
  const message = `${title} was asked ${mostRequests} times in ten minutes, and is asked no more`;
  return new HttpFailure('other', message, false);
}

/** As it is, in a URL, and in a JSON text. */
function formsOfSecret(secret: string): readonly string[] {
  if (secret.length < 6) return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), inJson])];
}

function withoutSecrets(response: HttpResponse, forms: readonly string[]): HttpResponse {
  const clean = (text: string): string =>
    forms.reduce((left, form) => left.replaceAll(form, '[redacted]'), text);
  const { buffer, byteOffset, byteLength } = response.body;
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const repeats = forms.some((form) => body.includes(form));
  return {
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, clean(value)]),
    ),
    body: repeats ? Buffer.from(clean(body.toString('utf8'))) : response.body,
  };
}
