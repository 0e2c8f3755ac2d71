/* What every AWS client of ours is made with: endpoint, region, credentials, and our own HTTP. */
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import { createHttp } from '../http/client.ts';
import { vendorHttp } from '../http/vendor-http.ts';
import { awsRequestHandler } from './http.ts';
import { type AwsKeyRing, type AwsKeys, keysOfProfile, type ProfileKeys } from './keys.ts';
import { takingRoles } from './role.ts';

export interface AwsOptions {
  readonly config: Config['aws'];
  readonly env: Env;
  /** Inside the sandbox: only loopback is ever contacted, only the environment's credentials are used. */
  readonly drill: boolean;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** What the run has signed in to; without it every client looks for keys by itself. */
  readonly keyRing?: { readonly aws: AwsKeyRing };
}

export interface AwsSetup {
  /** Undefined for the service's own address. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly profile: string | undefined;
  readonly credentials: AwsKeys | undefined;
  /** Those of the profile, where the environment has none. */
  readonly keys: ProfileKeys;
}

/**
 * Where to ask and as whom. Keys in the environment win over AWS_PROFILE and that over the config's
 * profile, as with the aws command line. `service` is the suffix of AWS_ENDPOINT_URL_…; `home` is the one
 * region that a global service signs for, unless an endpoint of another vendor is set.
 */
export function awsSetup(options: AwsOptions, service: string, home: string | undefined): AwsSetup {
  const { config, env, drill } = options;
  const endpoint =
    config.endpoint || env[`AWS_ENDPOINT_URL_${service}`] || env.AWS_ENDPOINT_URL || undefined;
  if (drill) refuseOutside(endpoint);
  const configured = env.AWS_REGION || env.AWS_DEFAULT_REGION || config.region;
  const foreign = endpoint !== undefined && !isAmazon(endpoint);
  const credentials = keysOf(env);
  if (drill && credentials === undefined) throw noDrillKeys();
  const profile = credentials === undefined ? env.AWS_PROFILE || config.profile : undefined;
  return {
    endpoint,
    region: home === undefined || foreign ? configured : home,
    profile,
    credentials,
    keys: keysOfProfile(options.keyRing?.aws ?? new Map(), profile),
  };
}

/**
 * The client options that all services share. What the SDK would look up at every start is given here, and
 * repeats are ours to decide, so that its own are off.
 */
export function awsClientConfig(setup: AwsSetup, { env, drill, clock }: AwsOptions) {
  quieten();
  const http = createHttp({ env, loopbackOnly: drill });
  const { secretAccessKey = '', sessionToken = '' } = setup.credentials ?? {};
  const secrets = [secretAccessKey, sessionToken];
  const asked = {
    region: setup.region,
    ...(setup.profile === undefined ? {} : { profile: setup.profile }),
    userAgentAppId: 'tsops',
    logger: noteTaker(setup.keys),
    requestHandler: awsRequestHandler(vendorHttp({ http, clock, title: 'AWS', secrets })),
  };
  return {
    ...asked,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    authSchemePreference: [],
    disableClockSkewCorrection: false,
    ...(setup.endpoint === undefined ? {} : ownEndpoint(setup.endpoint)),
    ...keysFor(setup, asked),
  };
}

/** Those of the environment, else what another client of the profile has looked up, else the SDK's own look-up. */
function keysFor({ credentials, keys }: AwsSetup, asked: Parameters<typeof takingRoles>[1]) {
  const known = credentials ?? keys.provider;
  return known === undefined ? takingRoles(keys, asked) : { credentials: known };
}

/** Keeps why a place gave no keys; all else that the SDK logs is dropped. */
function noteTaker({ noted }: ProfileKeys) {
  const drop = () => {};
  const debug = (...said: unknown[]) => {
    const note = /^@smithy\/property-provider (?:->|\(!\)) ([\s\S]*)$/.exec(said.join(' '))?.[1];
    if (note !== undefined && noted.length < 50) noted.push(note);
  };
  return { trace: drop, debug, info: drop, warn: drop, error: drop };
}

/** An endpoint of one's own has no FIPS or dual-stack variant to look up in the AWS files. */
function ownEndpoint(endpoint: string) {
  return { endpoint, useDualstackEndpoint: false, useFipsEndpoint: false };
}

/**
 * The SDK reads these from the process alone. Its warning about this Node is none of the engineer's
 * concern; and a laptop has no instance metadata: asking for it takes seconds and ends in a vague error.
 */
function quieten(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
}

function keysOf(env: AwsOptions['env']): AwsKeys | undefined {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env;
  if (!id || !secret) return undefined;
  return { accessKeyId: id, secretAccessKey: secret, ...(token ? { sessionToken: token } : {}) };
}

function isAmazon(endpoint: string): boolean {
  return (
    URL.canParse(endpoint) && /\.(?:amazonaws\.com|api\.aws)$/.test(new URL(endpoint).hostname)
  );
}

function refuseOutside(endpoint: string | undefined): void {
  if (endpoint !== undefined && URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)) {
    return;
  }
  throw new TsopsError({
    kind: 'refused',
    message: `${endpoint ?? 'AWS'} was not contacted: inside the sandbox only loopback addresses are.`,
    next: ['unset AWS_ENDPOINT_URL_CLOUDFRONT and aws.endpoint inside the sandbox'],
  });
}

function noDrillKeys(): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: 'Inside the sandbox AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set.',
    why: 'Your own AWS credentials are never used for a drill.',
    next: ['tsops sandbox -- tsops invalidate --all'],
  });
}
