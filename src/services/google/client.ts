/* What the APIs of Google share: how they are asked, and how they say no. */
import { TsopsError } from '../../contract/errors.ts';
import type { Http, HttpRequest } from '../../ports/http.ts';
import { askVendor, field, type VendorAnswer } from '../http/vendor-answer.ts';

interface Asking {
  readonly http: Http;
  /** In sentences: `PageSpeed Insights`. */
  readonly vendor: string;
  readonly variable: string;
  readonly howToGet: string;
}

type Reach = Pick<HttpRequest, 'timeout'> & { readonly signal: AbortSignal };

/**
 * The answer of 2xx as JSON, or null for a 404. Throws TsopsError `credentials` (400 for the key, 401,
 * 403) and `unreachable`. Neither the address nor the key stands in a message.
 */
export async function askGoogle(
  { http, vendor, variable, howToGet }: Asking,
  request: Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'>,
  reach: Reach,
): Promise<unknown> {
  const { answer, reason } = await askVendor(http, vendor, request, reach);
  if (answer === undefined) throw new TsopsError({ kind: 'unreachable', message: reason });
  if (answer.status === 404) return null;
  if (answer.status === 401 || answer.status === 403 || isKeyRejected(answer)) {
    const message = `${vendor} rejects ${variable} (${answer.status})`;
    throw new TsopsError({ kind: 'credentials', message, next: [`set ${howToGet}`] });
  }
  if (answer.status < 300 && typeof answer.json === 'object' && answer.json !== null) {
    return answer.json;
  }
  throw new TsopsError({
    kind: 'unreachable',
    message: `${vendor} answered ${answer.status} without what was asked for`,
  });
}

/** Google answers 400 to a key that it does not know; `error.details[].reason` names it. */
function isKeyRejected({ status, json }: VendorAnswer): boolean {
  if (status !== 400) return false;
  return JSON.stringify(field(json, 'error') ?? '').includes('API_KEY_INVALID');
}
