/* What the APIs of Google share: how they are asked, and how they say no. */
import { TsopsError } from '../../contract/errors.ts';
import { field } from '../http/json.ts';
import type { RequestBudget } from '../http/patience.ts';
import type { Vendor, VendorAnswer, VendorClient, VendorRequest } from '../http/vendor-client.ts';

type GoogleApi = Pick<Vendor, 'title' | 'secret' | 'headers'> & Partial<Vendor>;

/** Limits come without a header: Google needs a growing wait, which reads for a person do not have. */
export function googleApi(api: GoogleApi): Vendor {
  return {
    statuses: { 403: 'rejected' },
    limit: {},
    unsaidWait: 60_000,
    pauses: [500],
    errorText: [['error', 'message']],
    maxBody: 8 * 1024 * 1024,
    next: [],
    ...api,
  };
}

/**
 * The answer of 2xx as JSON, or null for a 404. Throws TsopsError `credentials` (400 for the key, 401,
 * 403) and `unreachable`. Neither the address nor the key stands in a message. `refusal` may say more of a no.
 */
export async function askGoogle(
  { title, secret }: Vendor,
  client: VendorClient,
  request: VendorRequest,
  budget: RequestBudget,
  refusal: (answer: VendorAnswer) => TsopsError | null = () => null,
): Promise<unknown> {
  const { answer, reason } = await client.read(request, budget);
  if (answer === undefined) throw new TsopsError({ kind: 'unreachable', message: reason });
  const refused = answer.meaning === 'done' ? null : refusal(answer);
  if (refused !== null) throw refused;
  if (answer.meaning === 'missing') return null;
  if (answer.meaning === 'rejected' || isKeyRejected(answer)) {
    const message = `${title} rejects ${secret.variable} (${answer.status})`;
    throw client.notLetIn(message, `set ${secret.howToGet}`);
  }
  if (answer.meaning === 'done' && typeof answer.json === 'object' && answer.json !== null) {
    return answer.json;
  }
  throw client.unreachable(`${title} answered ${answer.status} without what was asked for`);
}

/** Google answers 400 to a key that it does not know; `error.details[].reason` names it. */
function isKeyRejected({ status, json }: VendorAnswer): boolean {
  if (status !== 400) return false;
  return JSON.stringify(field(json, 'error') ?? '').includes('API_KEY_INVALID');
}
