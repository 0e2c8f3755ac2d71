/* What every vendor's requests go through, whoever makes them: ours, Octokit's or the AWS SDK's. */
import { mayHoldKnown } from '../../domain/text/secret-traces.ts';
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
      return withoutSecrets(await http.send(request), secrets, forms);
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

/** An error page in which a gateway repeats a request is far smaller; of more, only the plain forms are looked for. */
const mostSearched = 256 * 1024;

async function withoutSecrets(
  response: HttpResponse,
  secrets: readonly string[],
  forms: readonly string[],
): Promise<HttpResponse> {
  const { buffer, byteOffset, byteLength } = response.body;
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const searched = body.byteLength > mostSearched ? '' : body.toString('utf8');
  const texts = [...Object.values(response.headers), searched];
  const isLarge = forms.some((form) => searched === '' && body.includes(form));
  // Hardly any answer holds one: what redacts is loaded for those alone.
  if (!isLarge && !texts.some((text) => mayHoldKnown(text, secrets))) return response;
  const { redactKnown } = await import('../../domain/text/redact.ts');
  return {
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, redactKnown(value, secrets)]),
    ),
    body: cleanBody(body, (text) => redactKnown(text, secrets), forms) ?? response.body,
  };
}

/** Undefined where it holds none. */
function cleanBody(
  body: Buffer,
  redact: (text: string) => string,
  forms: readonly string[],
): Buffer | undefined {
  if (body.byteLength > mostSearched && !forms.some((form) => body.includes(form)))
    return undefined;
  const text = body.toString('utf8');
  const clean = redact(text);
  return clean === text ? undefined : Buffer.from(clean);
}
