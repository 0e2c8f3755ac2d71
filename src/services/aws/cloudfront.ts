/*
 * CloudFront through the AWS SDK. Loaded at the first call only. The SDK's own retries are off: reads are
 * repeated after throttling or no answer; an invalidation whose answer was lost is repeated once, under
 * the same CallerReference, which CloudFront answers with the first one.
 */
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import type { Clock } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import type {
  Cdn,
  CdnRead,
  Invalidation,
  InvalidationRequest,
  Submitted,
} from '../../ports/cdn.ts';
import { readPages } from '../http/pages.ts';
import { patiently } from '../http/patience.ts';
import {
  type AwsSession,
  askAws,
  awsSetbackOf,
  callOf,
  habits,
  longestPause,
  type SdkOptions,
} from './ask.ts';
import { type AwsOptions, awsClientConfig, awsSetup } from './client.ts';
import { distributionOf, invalidationOf, summariesOf } from './cloudfront-answers.ts';
import { awsError, isAwsRefusal, isThrottled, neverSent, type SdkError } from './errors.ts';
import { sharingKeys } from './keys.ts';

export interface CdnOptions extends AwsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const address = 'https://cloudfront.amazonaws.com';
const readTimeout = 30_000;
const pageSize = 100;
/** 2,000 invalidations: more than half a year of them. */
const mostPages = 20;

/** Signs for us-east-1, whatever region is configured, unless an endpoint is set. */
export function createCdn(options: CdnOptions): Cdn {
  let made: Session | undefined;
  const session = (): Session => {
    made ??= open(options);
    return made;
  };
  return {
    async distribution(id, read) {
      const asked = { action: 'GetDistribution', resource: `distribution ${id}` };
      const command = new GetDistributionCommand({ Id: id });
      return ask(session(), asked, read, async (client, sent) =>
        distributionOf(await client.send(command, sent)),
      );
    },
    async invalidation(distributionId, id, read) {
      const asked = { action: 'GetInvalidation', resource: `invalidation ${id}` };
      const command = new GetInvalidationCommand({ DistributionId: distributionId, Id: id });
      return ask(session(), asked, read, async (client, sent) =>
        invalidationOf(await client.send(command, sent)),
      );
    },
    async invalidations(distributionId, limit, read) {
      return list(session(), distributionId, limit, read);
    },
    async invalidate(request) {
      return submit(session(), request);
    },
  };
}

interface Session extends CdnOptions, AwsSession {
  readonly client: CloudFrontClient;
  readonly clock: Clock;
}

function open(options: CdnOptions): Session {
  const setup = awsSetup(options, 'CLOUDFRONT', 'us-east-1');
  const client = sharingKeys(new CloudFrontClient(awsClientConfig(setup, options)), setup.keys);
  return { ...options, setup, address, client };
}

interface Question {
  readonly action: string;
  readonly resource: string;
}

function ask<Value>(
  session: Session,
  { action, resource }: Question,
  read: CdnRead | undefined,
  send: (client: CloudFrontClient, sent: SdkOptions) => Promise<Value>,
): Promise<Value> {
  const signals = [session.signal, read?.signal];
  const budget = { timeout: read?.timeout ?? readTimeout, signals };
  const call = { iamAction: `cloudfront:${action}`, resource };
  return askAws(session, call, budget, (sent) => send(session.client, sent));
}

async function list(session: Session, id: string, limit: number, read: CdnRead | undefined) {
  const asked = { action: 'ListInvalidations', resource: `distribution ${id}` };
  const bounds = { most: mostPages, enough: (all: readonly unknown[]) => all.length >= limit };
  const { items, more } = await readPages(bounds, async (marker, found) => {
    const command = new ListInvalidationsCommand({
      DistributionId: id,
      MaxItems: Math.min(pageSize, limit - found),
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    return ask(session, asked, read, async (client, sent) =>
      summariesOf(await client.send(command, sent)),
    );
  });
  // Newest first: what was found counts. Of a list that only promises, nobody knows that there is none.
  if (more && items.length === 0) throw endless();
  return items.slice(0, limit);
}

function endless(): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: "CloudFront's list of invalidations has no end, and no invalidation",
    next: ['tsops doctor aws'],
  });
}

/** What became of one try of the write. */
type Tried =
  | { readonly invalidation: Invalidation; readonly error?: undefined }
  | { readonly invalidation?: undefined; readonly error: SdkError };

/**
 * The write. The time of one exchange alone ends it, not Ctrl-C: cut off in the middle nobody would know whether it
 * was taken. Where its answer was lost, it goes once more under the same reference.
 */
async function submit(session: Session, request: InvalidationRequest): Promise<Submitted> {
  const { clock, signal } = session;
  const budget = { timeout: 0, patience: longestPause, signal };
  const first = await patiently(clock, budget, habits, async () => {
    signal.throwIfAborted();
    const tried = await create(session.client, request);
    const setback =
      tried.error && isThrottled(tried.error) ? awsSetbackOf(tried.error, clock.now()) : undefined;
    return { result: tried, ...(setback === undefined ? {} : { setback }) };
  });
  if (first.invalidation) return { taken: 'yes', invalidation: first.invalidation };
  const call = callOf(session, {
    iamAction: 'cloudfront:CreateInvalidation',
    resource: `distribution ${request.cdnId}`,
  });
  const lost = awsError(first.error, call);
  if (isAwsRefusal(first.error) || neverSent(first.error)) throw lost;
  if (signal.aborted) return unanswered(lost);
  const second = await create(session.client, request);
  return second.invalidation
    ? { taken: 'yes', invalidation: second.invalidation }
    : unanswered(lost);
}

async function create(client: CloudFrontClient, request: InvalidationRequest): Promise<Tried> {
  const { cdnId: distributionId, paths, reference: callerReference } = request;
  const command = new CreateInvalidationCommand({
    DistributionId: distributionId,
    InvalidationBatch: {
      CallerReference: callerReference,
      Paths: { Quantity: paths.length, Items: [...paths] },
    },
  });
  try {
    return { invalidation: invalidationOf(await client.send(command)) };
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }
}

function unanswered(error: TsopsError): Submitted {
  const problem = problemOf(
    new TsopsError({
      kind: 'unreachable',
      message: `CloudFront may have taken the invalidation: ${error.message}`,
      why: 'It was sent, and no answer came, also not when it was repeated under the same reference.',
      next: ['tsops invalidate status', ...error.next],
    }),
  );
  return { taken: 'unknown', problem };
}
