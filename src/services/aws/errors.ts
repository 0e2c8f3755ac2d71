/*
 * What the AWS SDK throws, as our errors. One table by the error's code; what is not in it is judged by
 * how far the request came.
 */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { HttpFailure } from '../../ports/http.ts';
import type { AwsCall } from './call.ts';
import { type AwsProblem, flagOf, noKeys, signInTo } from './no-keys.ts';

/** The fields of an SDK error that matter; any of them may be missing. */
export interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

type Explain = (call: AwsCall, said: string) => AwsProblem;

const expired: Explain = (call, said) => ({
  kind: 'credentials',
  message: `The AWS credentials have expired: ${said}`,
  next: [signInTo(call.profile)],
});

const rejected: Explain = (call, said) => ({
  kind: 'credentials',
  message: `AWS rejected the credentials: ${said}`,
  why: 'The key is unknown to AWS, was deactivated, or its secret does not match.',
  next: ['aws sts get-caller-identity', signInTo(call.profile)],
});

const denied: Explain = (call, said) => ({
  kind: 'credentials',
  message: `AWS does not allow it: ${said}`,
  next: [
    `grant ${call.iamAction} on ${call.resource} to this identity`,
    `aws sts get-caller-identity${flagOf(call.profile)}`,
  ],
});

const throttled: Explain = (call) => ({
  kind: 'unreachable',
  message: `AWS kept limiting the rate of ${call.iamAction}.`,
  next: ['try again in a minute'],
});

const tooMany: Explain = (_call, said) => ({
  kind: 'refused',
  message: `CloudFront has too many invalidations in progress on this distribution: ${said}`,
  why: 'At most 3,000 paths and 15 wildcards can be in progress at one time; none can be cancelled.',
  next: ['tsops invalidate status', 'wait until one is Completed, then run it again'],
});

const noDistribution: Explain = (call) => ({
  kind: 'config',
  message: `CloudFront has no ${call.resource} in the AWS account of these credentials.`,
  why: 'The id in the config is wrong, the credentials are of another account, or the distribution serves tenants only: those are invalidated one by one.',
  next: [
    'tsops config show --origin',
    `aws sts get-caller-identity${flagOf(call.profile)}`,
    'aws cloudfront list-distribution-tenants',
  ],
});

const noInvalidation: Explain = (call) => ({
  kind: 'usage',
  message: `CloudFront has no ${call.resource} for this distribution.`,
  next: ['tsops invalidate status'],
});

const invalid: Explain = (_call, said) => ({
  kind: 'usage',
  message: `CloudFront refused the request: ${said}`,
  next: ['tsops invalidate --help'],
});

const ours: Explain = (_call, said) => ({
  kind: 'failed',
  message: `CloudFront refused the request: ${said}`,
  next: ['run the same command with --debug and report what it prints'],
});

const table: Readonly<Record<string, Explain>> = {
  AccessDenied: denied,
  AccessDeniedException: denied,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  RequestExpired: (_call, said) => ({
    kind: 'credentials',
    message: `AWS says that the request is too old: ${said}`,
    why: 'The clock of this machine is wrong by more than five minutes.',
    next: ['tsops doctor'],
  }),
  InvalidClientTokenId: rejected,
  UnrecognizedClientException: rejected,
  InvalidAccessKeyId: rejected,
  SignatureDoesNotMatch: rejected,
  IncompleteSignature: rejected,
  MissingAuthenticationToken: rejected,
  NoSuchDistribution: noDistribution,
  NoSuchInvalidation: noInvalidation,
  TooManyInvalidationsInProgress: tooMany,
  InvalidArgument: invalid,
  BatchTooLarge: invalid,
  InvalidationBatchAlreadyExists: ours,
  InconsistentQuantities: ours,
  MissingBody: ours,
  Throttling: throttled,
  ThrottlingException: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  SlowDown: throttled,
};

/** True where AWS said that it took nothing and asks to come back later. */
export function isThrottled(error: SdkError): boolean {
  return table[error.name] === throttled || error.$metadata?.httpStatusCode === 429;
}

/** True where AWS refused with a code of its own: it took nothing, and would not next time. 408 is nobody's No. */
export function isAwsRefusal(error: SdkError): boolean {
  const status = statusOf(error);
  const isNo = status !== undefined && status >= 400 && status < 500 && status !== 408;
  return isCredentials(error) || isNo;
}

/** True where no byte of the request can have reached AWS. */
export function neverSent(error: SdkError): boolean {
  return isCredentials(error) || (error instanceof HttpFailure && !error.sent);
}

/** The error to show. `said` by AWS is made safe; credentials never are part of it. */
export function awsError(thrown: unknown, call: AwsCall): TsopsError {
  if (thrown instanceof TsopsError) return thrown;
  const error = thrown instanceof Error ? (thrown as SdkError) : new Error(String(thrown));
  const said = cleanText(error.message, 300) || error.name;
  const explain = table[error.name];
  const parts =
    explain?.(call, said) ??
    (isCredentials(error) ? noKeys(call, error.message) : undefined) ??
    noAnswer(error, call);
  return new TsopsError({ ...parts, cause: thrown });
}

/** The SDK reads fields of an SSO session that it did not find: no answer of AWS, but a profile to mend. */
function isCredentials(error: SdkError): boolean {
  if (error instanceof TypeError && /sso_/.test(error.message)) return true;
  return /CredentialsProviderError|TokenProviderError|ProviderError/.test(error.name);
}

function noAnswer(error: SdkError, call: AwsCall): AwsProblem {
  const status = statusOf(error);
  const host = cleanText(call.endpoint, 200);
  const next = ['tsops doctor', 'check aws.endpoint, AWS_ENDPOINT_URL and HTTPS_PROXY'];
  if (status !== undefined && status >= 500) {
    return { kind: 'unreachable', message: `${host} is in trouble: it answered ${status}.`, next };
  }
  if (status !== undefined) {
    const message = `${host} answered ${status} with something that is not CloudFront's.`;
    return {
      kind: 'unreachable',
      message,
      why: cleanText(error.message.split('\n')[0], 200),
      next,
    };
  }
  return { kind: 'unreachable', message: `${phrase(error, host)}.`, next };
}

function phrase(error: SdkError, host: string): string {
  const said = cleanText(error.message, 300);
  // Its message names the host and says what happened.
  if (error instanceof HttpFailure) return said;
  const late = error.name === 'TimeoutError' || error.name === 'AbortError';
  return `${host}: ${late ? 'no answer within the time allowed' : said}`;
}

function statusOf(error: SdkError): number | undefined {
  return error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
}
