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
import type { Cdn, CdnRead, InvalidationRequest, Submitted } from '../../ports/cdn.ts';
import { type AwsOptions, type AwsSetup, awsClientConfig, awsSetup } from './client.ts';
import { distributionOf, invalidationOf, summariesOf } from './cloudfront-answers.ts';
import {
  type AwsCall,
  awsError,
  isRefusal,
  isThrottled,
  neverSent,
  type SdkError,
} from './errors.ts';

export interface CdnOptions extends AwsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const address = 'https://cloudfront.amazonaws.com';
const readTimeout = 30_000;
/** Milliseconds before the second and third try; AWS asks for a growing wait. */
const pauses = [400, 1200];
const longestPause = 20_000;
const pageSize = 100;

type Send = (
  client: CloudFrontClient,
  options: { readonly abortSignal: AbortSignal; readonly requestTimeout: number },
) => Promise<unknown>;

/** Signs for us-east-1, whatever region is configured, unless an endpoint is set. */
export function createCdn(options: CdnOptions): Cdn {
  let made: Session | undefined;
  const session = (): Session => {
    made ??= open(options);
    return made;
  };
  return {
    async distribution(id, read) {
      const call = { action: 'GetDistribution', resource: `distribution ${id}` };
      return ask(session(), call, read, async (client, sent) =>
        distributionOf(await client.send(new GetDistributionCommand({ Id: id }), sent)),
      );
    },
    async invalidation(distributionId, id, read) {
      const call = { action: 'GetInvalidation', resource: `invalidation ${id}` };
      const command = new GetInvalidationCommand({ DistributionId: distributionId, Id: id });
      return ask(session(), call, read, async (client, sent) =>
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

interface Session extends CdnOptions {
  readonly client: CloudFrontClient;
  readonly setup: AwsSetup;
}

function open(options: CdnOptions): Session {
  const setup = awsSetup(options, 'CLOUDFRONT', 'us-east-1');
  return { ...options, setup, client: new CloudFrontClient(awsClientConfig(setup, options)) };
}

interface Asked {
  readonly action: string;
  readonly resource: string;
}

function callOf(session: Session, { action, resource }: Asked): AwsCall {
  const { endpoint = address, profile } = session.setup;
  return { iamAction: `cloudfront:${action}`, endpoint, profile, resource };
}

/** A read: repeated after throttling, an error of the server or no answer, within its time. */
async function ask<Value>(
  session: Session,
  asked: Asked,
  read: CdnRead | undefined,
  send: (...args: Parameters<Send>) => Promise<Value>,
): Promise<Value> {
  const { clock, client } = session;
  const deadline = clock.now() + (read?.timeout ?? readTimeout);
  const abortSignal =
    read?.signal === undefined ? session.signal : AbortSignal.any([session.signal, read.signal]);
  for (let tries = 0; ; tries += 1) {
    try {
      return await send(client, { abortSignal, requestTimeout: deadline - clock.now() });
    } catch (thrown) {
      stopIfGivenUp(session, read);
      const error = thrown as SdkError;
      const pause = pauseAfter(error, tries);
      const late = pause === undefined || clock.now() + pause >= deadline;
      if (late || (isRefusal(error) && !isThrottled(error))) {
        throw awsError(thrown, callOf(session, asked));
      }
      await clock.sleep(pause, abortSignal).catch(() => undefined);
      stopIfGivenUp(session, read);
    }
  }
}

function stopIfGivenUp(session: Session, read?: CdnRead): void {
  session.signal.throwIfAborted();
  read?.signal?.throwIfAborted();
}

/** Milliseconds to wait before the next try; undefined when there is none. */
function pauseAfter(error: SdkError, tries: number): number | undefined {
  const pause = pauses[tries];
  const asked = Number(error.$response?.headers?.['retry-after']) * 1000;
  if (pause === undefined || asked > longestPause) return undefined;
  return asked > 0 ? asked : pause;
}

async function list(session: Session, id: string, limit: number, read: CdnRead | undefined) {
  const call = { action: 'ListInvalidations', resource: `distribution ${id}` };
  const found: Awaited<ReturnType<typeof summariesOf>>['items'] = [];
  let marker: string | undefined;
  do {
    const input = {
      DistributionId: id,
      MaxItems: Math.min(pageSize, limit - found.length),
      ...(marker === undefined ? {} : { Marker: marker }),
    };
    const page = await ask(session, call, read, async (client, sent) =>
      summariesOf(await client.send(new ListInvalidationsCommand(input), sent)),
    );
    found.push(...page.items);
    marker = page.next === marker ? undefined : page.next;
  } while (marker !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/**
 * The write. The time of one exchange alone ends it, not Ctrl-C: cut off in the middle nobody would know whether it
 * was taken.
 */
async function submit(session: Session, request: InvalidationRequest): Promise<Submitted> {
  const call = callOf(session, {
    action: 'CreateInvalidation',
    resource: `distribution ${request.cdnId}`,
  });
  let lost: TsopsError | undefined;
  for (let tries = 0; ; tries += 1) {
    session.signal.throwIfAborted();
    try {
      return { taken: 'yes', invalidation: await create(session.client, request) };
    } catch (thrown) {
      const error = thrown as SdkError;
      const pause = pauseAfter(error, tries);
      const shown = awsError(thrown, call);
      if (isThrottled(error) && pause !== undefined && lost === undefined) {
        await session.clock.sleep(pause, session.signal);
        continue;
      }
      const answerLost = !isRefusal(error) && !neverSent(error);
      if (!answerLost && lost === undefined) throw shown;
      if (lost !== undefined || session.signal.aborted) return unanswered(lost ?? shown);
      lost = shown;
    }
  }
}

async function create(client: CloudFrontClient, request: InvalidationRequest) {
  const { cdnId: distributionId, paths, reference: callerReference } = request;
  const command = new CreateInvalidationCommand({
    DistributionId: distributionId,
    InvalidationBatch: {
      CallerReference: callerReference,
      Paths: { Quantity: paths.length, Items: [...paths] },
    },
  });
  return invalidationOf(await client.send(command));
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
