import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { type AwsOptions, awsSetup } from '../../../src/services/aws/client.ts';
import { createCdn } from '../../../src/services/aws/cloudfront.ts';
import { fakeClock } from '../../support/clock.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

function setup(parts: { config?: AwsOptions['config']; env?: AwsOptions['env']; drill?: boolean }) {
  const { config = { region: 'ap-northeast-2' }, env = keys, drill = false } = parts;
  return awsSetup({ config, env, drill, clock: fakeClock() }, 'CLOUDFRONT', 'us-east-1');
}

describe('the region that is signed for', () => {
  it('is us-east-1 whatever region is configured', () => {
    const env = { ...keys, AWS_REGION: 'eu-west-1' };
    expect(setup({ env })).toMatchObject({ region: 'us-east-1', endpoint: undefined });
  });

  it.each(['https://cloudfront.amazonaws.com', 'https://cloudfront-fips.amazonaws.com'])(
    'is us-east-1 at %s too',
    (endpoint) => {
      expect(setup({ config: { region: 'eu-west-1', endpoint } }).region).toBe('us-east-1');
    },
  );

  it('is the configured one where another endpoint is set', () => {
    const env = { ...keys, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
    expect(setup({ env }).region).toBe('ap-northeast-2');
    expect(setup({ env: { ...env, AWS_REGION: 'eu-west-1' } }).region).toBe('eu-west-1');
  });
});

describe('the endpoint', () => {
  const env = {
    ...keys,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_CLOUDFRONT: 'http://127.0.0.1:2',
  };
  it('of the config wins over those of the environment', () => {
    const config = { region: 'eu-west-1', endpoint: 'http://127.0.0.1:3' };
    expect(setup({ config, env }).endpoint).toBe('http://127.0.0.1:3');
  });
  it("is CloudFront's own variable before the general one", () => {
    expect(setup({ env }).endpoint).toBe('http://127.0.0.1:2');
  });
});

describe('the credentials', () => {
  it('are the keys of the environment, before any profile', () => {
    const env = { ...keys, AWS_SESSION_TOKEN: 'token', AWS_PROFILE: 'other' };
    const { credentials, profile } = setup({ env });
    expect(credentials).toEqual({
      accessKeyId: 'AKIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
    expect(profile).toBeUndefined();
  });

  it('are of AWS_PROFILE, else of the profile in the config', () => {
    const config = { region: 'us-east-1', profile: 'talkstudio' };
    expect(setup({ config, env: {} }).profile).toBe('talkstudio');
    expect(setup({ config, env: { AWS_PROFILE: 'mine' } }).profile).toBe('mine');
  });
});

describe('inside the sandbox', () => {
  it.each([
    ['no endpoint', {}],
    ['an endpoint outside', { AWS_ENDPOINT_URL: 'https://cloudfront.amazonaws.com' }],
    ['an endpoint that only looks local', { AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com' }],
  ])('%s is refused', (_what, env) => {
    expect(() => setup({ drill: true, env: { ...keys, ...env } })).toThrow(/only loopback/);
  });

  it("never uses the engineer's own credentials", () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_PROFILE: 'mine' };
    expect(() => setup({ drill: true, env })).toThrow(/must be set/);
  });
});

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

/** A home without AWS files but those given; the SDK reads it from the process. */
async function home(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tsops-aws-'));
  cleanUp.push(() => rm(folder, { recursive: true }));
  for (const name of ['config', 'credentials']) {
    await writeFile(join(folder, name), files[name] ?? '');
    vi.stubEnv(
      name === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE',
      join(folder, name),
    );
  }
  vi.stubEnv('HOME', folder);
  for (const name of Object.keys(process.env)) {
    if (/^AWS_(?!CONFIG_FILE|SHARED)/.test(name)) vi.stubEnv(name, undefined);
  }
}

/** A server that refuses everything, and remembers what it was asked. */
async function listening() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function failure(config: AwsOptions['config'], env: AwsOptions['env'] = {}) {
  const cdn = createCdn({
    config,
    env,
    drill: false,
    clock: fakeClock(),
    signal: new AbortController().signal,
  });
  const thrown = await cdn.distribution('E1').catch((error: unknown) => error);
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${String(thrown)}`);
  return thrown;
}

describe('without usable credentials', () => {
  const endpoint = 'http://127.0.0.1:9';

  it.each([
    ['asks no instance metadata', undefined, 0],
    ['asks instance metadata where that is wanted', 'false', 1],
  ])('says so, and %s', async (_what, disabled, least) => {
    const metadata = await listening();
    await home({});
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', metadata.url);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', disabled);
    const error = await failure({ region: 'us-east-1', endpoint });
    expect(error.kind).toBe('credentials');
    expect(error.message).toContain('No AWS credentials were found');
    expect(error.next.join('\n')).toContain('AWS_PROFILE');
    expect(Math.min(metadata.asked.length, 1)).toBe(least);
  });

  it('names the profile that does not exist', async () => {
    await home({});
    const error = await failure({ region: 'us-east-1', endpoint, profile: 'talkstudio' });
    expect(error.message).toContain('profile talkstudio does not exist');
    expect(error.next).toContain('aws sts get-caller-identity --profile talkstudio');
  });

  it('names the command that signs in again where an SSO session has expired', async () => {
    await home({
      config: [
        '[profile talkstudio]',
        'sso_session = corp',
        'sso_account_id = 123456789012',
        'sso_role_name = oncall',
        '[sso-session corp]',
        'sso_start_url = https://corp.awsapps.com/start',
        'sso_region = us-east-1',
      ].join('\n'),
    });
    const error = await failure({ region: 'us-east-1', endpoint, profile: 'talkstudio' });
    expect(error.kind).toBe('credentials');
    expect(error.next).toEqual(['aws sso login --profile talkstudio']);
  });
});

describe('behind a proxy', () => {
  it('asks the proxy for a tunnel to CloudFront', async () => {
    const proxy = await listening();
    const env = { ...keys, HTTPS_PROXY: proxy.url };
    const error = await failure({ region: 'eu-west-1' }, env);
    expect(error.kind).toBe('unreachable');
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT cloudfront.amazonaws.com:443']));
  });
});
