/*
 * How the Analytics Data API is asked: with a token of the environment, else with one that Google gives to a service
 * account. Ten 5xx in an hour lock a project out, so nothing is asked again after one.
 */
import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import { field, linkOrNull, listAt, textOrNull } from '../http/json.ts';
import type { RequestBudget } from '../http/patience.ts';
import {
  createVendorClient,
  secretError,
  type VendorAnswer,
  type VendorParts,
  type VendorRequest,
} from '../http/vendor-client.ts';
import { type AccessToken, accessTokenOf } from './access-token.ts';
import { askGoogle, googleApi } from './client.ts';
import { keyFileVariable, readServiceAccount, type ServiceAccount } from './service-account.ts';

export interface GoogleAnalyticsParts extends VendorParts {
  readonly config: Pick<Config['analytics'], 'property' | 'apiUrl' | 'tokenUrl'>;
}

export interface GoogleAnalyticsApi {
  /** As people set it; empty where all is there. */
  readonly notSet: readonly string[];
  /** The answer to what is below the property: `:runReport`. Throws TsopsError. */
  ask(request: VendorRequest, budget: RequestBudget): Promise<unknown>;
  /** Who asks: the address of the service account, or the variable of the token. */
  whoAsks(): Promise<string>;
}

const tokenVariable = 'GOOGLE_ANALYTICS_TOKEN';

const apiOf = (variable: string, howToGet: string) =>
  googleApi({
    title: 'Google Analytics',
    secret: { variable, howToGet },
    headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
    pauses: [],
    // Tokens come back by the hour and the day: no wait of ours is long enough.
    unsaidWait: Number.POSITIVE_INFINITY,
  });

const byToken = apiOf(tokenVariable, 'an OAuth access token with the scope analytics.readonly');
const byKeyFile = apiOf(keyFileVariable, 'the key file of a service account that may read it');

export function openGoogleAnalytics({
  config,
  ...parts
}: GoogleAnalyticsParts): GoogleAnalyticsApi {
  const { property, apiUrl } = config;
  const isSet = (variable: string) => (parts.env[variable]?.trim() ?? '') !== '';
  const own = createVendorClient(byToken, apiUrl, parts);
  const usesToken = isSet(tokenVariable);
  const account = signedIn(config.tokenUrl, parts);
  const clientFor = async (budget: RequestBudget) => {
    const token = await account.token(budget);
    // In the place of the variable's value: it is taken out of what comes back.
    return createVendorClient(byKeyFile, apiUrl, {
      ...parts,
      env: { [keyFileVariable]: token.value },
    });
  };
  return {
    notSet: [
      ...(property === undefined ? ['analytics.property'] : []),
      ...(usesToken || isSet(keyFileVariable) ? [] : [keyFileVariable]),
    ],
    whoAsks: async () => (usesToken ? tokenVariable : (await account.read()).email),
    async ask(request, budget) {
      const { problem } = own.secret;
      if (usesToken && problem !== undefined) throw secretError(problem);
      const end = parts.clock.now() + budget.timeout;
      const client = usesToken ? own : await clientFor(budget);
      const who = usesToken ? tokenVariable : (await account.read()).email;
      const sent = { ...request, path: `/properties/${property}${request.path}` };
      const rest = { ...budget, timeout: Math.max(1, end - parts.clock.now()) };
      const vendor = usesToken ? byToken : byKeyFile;
      const answer = await askGoogle(vendor, client, sent, rest, (answered) =>
        refusalOf(answered, { who, property: property ?? '', usesToken }),
      );
      if (answer === null) throw noProperty(property ?? '');
      return answer;
    },
  };
}

/** The file is read once, and the token is kept in memory until it ends. */
function signedIn(tokenUrl: string, parts: VendorParts) {
  let account: Promise<ServiceAccount> | undefined;
  let kept: AccessToken | undefined;
  const read = () => {
    account ??= readServiceAccount(parts.env[keyFileVariable]?.trim() ?? '');
    return account;
  };
  return {
    read,
    async token(budget: RequestBudget) {
      if (kept === undefined || parts.clock.now() >= kept.until) {
        kept = await accessTokenOf(await read(), tokenUrl, parts, budget);
      }
      return kept;
    },
  };
}

interface Asking {
  readonly who: string;
  readonly property: string;
  readonly usesToken: boolean;
}

/** What Google's reasons mean for us; null where the status alone tells. Source: google.rpc.ErrorInfo. */
function refusalOf({ status, json }: VendorAnswer, { who, property, usesToken }: Asking) {
  const details = listAt(json, 'error', 'details') ?? [];
  const reasons = details.map((detail) => field(detail, 'reason'));
  const said = textOrNull(field(json, 'error', 'message'), 200);
  if (status === 403 && reasons.includes('SERVICE_DISABLED')) {
    const link = details
      .map((detail) => linkOrNull(field(detail, 'metadata', 'activationUrl')))
      .find((each) => each !== null && isConsole(each));
    return new TsopsError({
      kind: 'credentials',
      message: `the Google Analytics Data API is off in the cloud project of ${who} (403)`,
      next: [`turn it on: ${link ?? 'Google Cloud console, APIs and services'}`],
    });
  }
  if (status === 403 && reasons.includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT')) {
    return new TsopsError({
      kind: 'credentials',
      message: `${who} lacks the scope analytics.readonly (403)`,
      next: [`export ${tokenVariable}=…  (${byToken.secret.howToGet})`],
    });
  }
  if (status === 403 && !usesToken) {
    return new TsopsError({
      kind: 'credentials',
      message: `${who} may not read the property ${property} (403)`,
      next: [
        `add ${who} as Viewer: Google Analytics, Admin, Property access management`,
        'check analytics.property in tsops.config.yaml: its number stands in Admin, Property details',
      ],
    });
  }
  if (status === 400 && said !== null && !JSON.stringify(reasons).includes('API_KEY_INVALID')) {
    const message = `Google Analytics answered 400 to what was asked of the property ${property}: ${said}`;
    return new TsopsError({ kind: 'unreachable', message });
  }
  return null;
}

/** A link that is shown as a way out is Google's. */
const isConsole = (link: string): boolean =>
  /^https:\/\/console\.(?:developers|cloud)\.google\.com\//.test(link);

function noProperty(property: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `Google Analytics has no property ${property} (404)`,
    next: ['set analytics.property in tsops.config.yaml'],
  });
}
