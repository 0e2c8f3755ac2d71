/* Why there are no AWS keys: what the SDK says of profile, role, process or sign-in, as our errors. */
import type { ErrorKind } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import type { AwsCall } from './call.ts';

export interface AwsProblem {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly why?: string;
  readonly next: readonly string[];
}

type Explanation = readonly [said: RegExp, explain: (call: AwsCall, said: string) => AwsProblem];

const needs = ({ iamAction }: AwsCall): string => `${iamAction} needs them.`;
const identity = (call: AwsCall): string => `aws sts get-caller-identity${flagOf(call.profile)}`;

const trouble = (message: string, why: string, ...next: string[]): AwsProblem => ({
  kind: 'credentials',
  message,
  why,
  next,
});

/** The first that fits counts; by the words of the SDK's own messages. */
const explanations: readonly Explanation[] = [
  [
    /multi-factor|\bMFA\b/i,
    (call) =>
      trouble(
        `${profileOf(call)} takes a role that asks for an MFA code, and nobody can be asked here.`,
        'tsops asks for it on a terminal, before an invalidation, a rollback, a runbook or alerts. For everything else let the aws command line ask, and hand its keys over in the environment.',
        typedElsewhere(call.profile),
      ),
  ],
  [
    /credential_process returned expired|credential_process.*expired/i,
    (call, said) =>
      trouble(
        `The credential_process of ${profileOf(call, 'the')} gave keys that have expired.`,
        said,
        `sign in again to what the credential_process of ${nameOf(call)} asks, then run it again`,
      ),
  ],
  [
    /^Command failed:/,
    (call, said) =>
      trouble(
        `The credential_process of ${profileOf(call, 'the')} failed.`,
        processSaid(said),
        `run the credential_process of ${nameOf(call)} by hand (it stands in ~/.aws/config)`,
        identity(call),
      ),
  ],
  [
    /credential_process|JSON at position|is not valid JSON/i,
    (call, said) =>
      trouble(
        `The credential_process of ${profileOf(call, 'the')} gave no keys that can be read.`,
        said,
        `run the credential_process of ${nameOf(call)} by hand (it stands in ~/.aws/config)`,
      ),
  ],
  [
    /\bsso_(?:region|start_url|session)\b|Sso session '.*(?:could not be found|missing)/,
    (call) =>
      trouble(
        `The SSO session of ${profileOf(call, 'the')} cannot be read.`,
        'Its [sso-session NAME] is not in ~/.aws/config, lacks sso_region or sso_start_url, or has blanks in its name, which the library of AWS does not read.',
        'give the sso-session a name without blanks in ~/.aws/config, there and in the sso_session of the profile',
        signInTo(call.profile),
      ),
  ],
  [
    /\bsso\b|token|re-authenticate/i,
    (call, said) =>
      trouble(
        `The AWS sign-in${call.profile === undefined ? '' : ` of profile ${nameOf(call)}`} has expired or was never made.`,
        said,
        /using aws login\b/.test(said)
          ? `aws login${flagOf(call.profile)}`
          : signInTo(call.profile),
      ),
  ],
];

/**
 * What to say where the SDK found no keys. `said` is its message as it stands (several lines for a program that
 * failed); only what a program wrote is shown of it, never its command line.
 */
export function noKeys(call: AwsCall, said: string): AwsProblem {
  const unsaid = /from any providers/.test(said);
  const reason = unsaid ? call.noted?.findLast((note) => !skipped.test(note)) : undefined;
  return explained(call, reason ?? (unsaid ? '' : said));
}

/** Notes on places that were not asked, or have nothing to say of the profile. */
const skipped =
  /skipping|Unable to find environment|did not contain credential_process|metadata|from any providers|Web identity configuration not specified|not configured with SSO|does not contain login_session|could not be found|was not found\.$/i;

function explained(call: AwsCall, said: string): AwsProblem {
  for (const [words, explain] of explanations) {
    if (words.test(said))
      return explain(call, /^Command failed:/.test(said) ? said : cleanText(said, 300));
  }
  return call.profile === undefined ? nowhere(call) : profileWithout(call, said);
}

/** The lines that the program wrote; the first line is its command, which may hold a secret. */
function processSaid(said: string): string {
  const written = cleanText(said.split('\n').slice(1).join(' '), 300);
  return written === '' ? 'It ended with an error and wrote nothing.' : `It wrote: ${written}`;
}

function nowhere(call: AwsCall): AwsProblem {
  return trouble(
    'No AWS credentials were found (looked at AWS_ACCESS_KEY_ID, AWS_PROFILE and the default profile).',
    `${needs(call)} The role of an EC2 instance is asked only with AWS_EC2_METADATA_DISABLED=false.`,
    'export AWS_PROFILE=…  (aws configure list-profiles shows them)',
    'aws configure sso  (makes a profile)',
  );
}

function profileWithout(call: AwsCall, said: string): AwsProblem {
  const other = /using profile: \[([^\]]+)\]/.exec(said)?.[1];
  if (other !== undefined && other !== call.profile) {
    return trouble(
      `The AWS profile ${nameOf(call)} builds on ${cleanText(other, 100)}, which does not exist or gives no credentials.`,
      needs(call),
      'aws configure list-profiles',
      identity(call),
    );
  }
  const known = /Could not resolve credentials using profile|could not be found|was not found/i;
  const message = `The AWS profile ${nameOf(call)} does not exist or gives no credentials.`;
  const why =
    known.test(said) || said === ''
      ? needs(call)
      : `${needs(call)} AWS's library says: ${cleanText(said, 200)}`;
  return trouble(message, why, 'aws configure list-profiles', identity(call));
}

function nameOf({ profile }: AwsCall): string {
  return profile === undefined ? 'default' : cleanText(profile, 100);
}

function profileOf(call: AwsCall, article = 'The'): string {
  return `${article} AWS profile ${nameOf(call)}`;
}

/** Lets the aws command line ask for the code; what runs in that shell afterwards has the keys. */
export function typedElsewhere(profile: string | undefined): string {
  return `eval "$(aws configure export-credentials${flagOf(profile)} --format env)"`;
}

/** The command that signs in again. */
export function signInTo(profile: string | undefined): string {
  return `aws sso login${flagOf(profile)}`;
}

/** ` --profile NAME`, quoted for a shell; empty where none is used. */
export function flagOf(profile: string | undefined): string {
  return profile === undefined ? '' : ` --profile ${shellQuote([cleanText(profile, 100)])}`;
}
