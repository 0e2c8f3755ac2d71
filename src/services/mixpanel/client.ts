import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { RequestBudget } from '../http/patience.ts';
import {
  createVendorClient,
  secretError,
  type Vendor,
  type VendorAnswer,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';

export interface MixpanelParts extends VendorParts {
  readonly config: Config['mixpanel'];
}

/** 60 queries an hour for the whole project, without a header that says how many are left. */
export const mixpanel: Vendor = {
  title: 'Mixpanel',
  secret: {
    variable: 'MIXPANEL_SERVICE_ACCOUNT',
    howToGet:
      'user:secret of a service account with access to the project (Mixpanel: Organization settings)',
  },
  headers: (account) =>
    account === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(account).toString('base64')}` },
  partsOfSecret: (account) => [account.slice(account.indexOf(':') + 1)],
  limit: {},
  unsaidWait: Number.POSITIVE_INFINITY,
  pauses: [500],
  errorText: [['error'], ['message']],
  maxBody: 8 * 1024 * 1024,
  next: ['check mixpanel.apiUrl: data of the EU and of India have hosts of their own'],
};

type Pairs = readonly (readonly [string, string])[];

export interface MixpanelApi {
  readonly client: VendorClient;
  readonly notSet: readonly string[];
  /** The answer to a query of the project. Throws TsopsError. */
  ask(path: string, query: Pairs, budget: RequestBudget): Promise<unknown>;
}

export function openMixpanel({ config, ...parts }: MixpanelParts): MixpanelApi {
  const client = createVendorClient(mixpanel, config.apiUrl, parts);
  const { problem } = client.secret;
  const { project = '' } = config;
  return {
    client,
    notSet: [
      ...(project === '' ? ['mixpanel.project'] : []),
      ...(problem?.state === 'not-set' ? [mixpanel.secret.variable] : []),
    ],
    async ask(path, query, budget) {
      if (problem !== undefined) throw secretError(problem);
      if (!/^[^:]+:[^:]+$/.test(client.secret.value)) throw notAnAccount();
      const pairs = new URLSearchParams(
        [['project_id', project] as const, ...query].map(([name, value]): [string, string] => [
          name,
          value,
        ]),
      );
      const reply = await client.read({ path: `${path}?${pairs}` }, budget);
      if (reply.answer === undefined) {
        const limit = '; a project may be asked 60 times an hour, by all its users together';
        const { reason, wait } = reply;
        throw client.unreachable(wait === undefined ? reason : `${reason}${limit}`);
      }
      if (reply.answer.meaning === 'done') return reply.answer.json;
      throw refusalBy(reply.answer, client, project);
    },
  };
}

function notAnAccount(): TsopsError {
  const { variable, howToGet } = mixpanel.secret;
  return new TsopsError({
    kind: 'credentials',
    message: `${variable} is not of the form user:secret: it was not sent`,
    next: [`export ${variable}=…  (${howToGet})`],
  });
}

function refusalBy(answer: VendorAnswer, client: VendorClient, project: string): TsopsError {
  const { status, meaning } = answer;
  const { variable } = mixpanel.secret;
  if (meaning === 'rejected') return client.notLetIn(`Mixpanel rejects ${variable} (${status})`);
  if (meaning === 'forbidden') {
    return client.notLetIn(
      `the service account of ${variable} may not read the project ${project} (403)`,
      'add it to the project: Mixpanel, Project settings, Service accounts',
      'check mixpanel.project in tsops.config.yaml',
    );
  }
  const said = client.said(answer);
  return client.unreachable(`Mixpanel answered ${status}${said === '' ? '' : `: ${said}`}`);
}
