import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCdn } from '../../src/services/aws/cloudfront.ts';
import {
  answer,
  cloudFrontServer,
  invalidationXml,
  type Seen,
} from '../services/aws/cloudfront-server.ts';
import { fakeClock } from '../support/clock.ts';
import { isInstalled } from './installed.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

/** A request by its meaning: what CloudFront reads of it, apart from the reference that differs by design. */
function meaning({ method, path, headers, body }: Seen) {
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    String(headers.authorization),
  );
  const all = (tag: string): string[] =>
    [...body.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text = '']) => text);
  return {
    method,
    path,
    region: scope?.[1],
    service: scope?.[2],
    algorithm: String(headers.authorization).split(' ')[0],
    namespace: /<InvalidationBatch[^>]* xmlns="([^"]+)"/.exec(body)?.[1],
    quantity: all('Quantity'),
    paths: all('Path'),
    references: all('CallerReference').length,
  };
}

describe.skipIf(!isInstalled('aws'))('what is sent, beside the aws command line', () => {
  const paths = ['/a?b=1&c=<2>', '/caf%C3%A9', '/assets/*', '/', '/a//b', '#product:42'];
  const env = { ...keys, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' };
  let server: Awaited<ReturnType<typeof cloudFrontServer>>;

  beforeAll(async () => {
    const reply = answer(201, invalidationXml({ paths: ['/'] }));
    server = await cloudFrontServer(reply, reply);
    await execa(
      'aws',
      [
        ...['--endpoint-url', server.url, 'cloudfront', 'create-invalidation'],
        ...['--distribution-id', 'E1TALK', '--paths', ...paths],
      ],
      { env: { ...env, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' } },
    );
    const cdn = createCdn({
      config: { region: 'us-east-1', endpoint: server.url },
      env,
      clock: fakeClock(),
      signal: new AbortController().signal,
      drill: false,
    });
    await cdn.invalidate({ cdnId: 'E1TALK', paths, reference: 'tsops-1' });
  }, 60_000);
  afterAll(() => server.close());

  it('carries the same meaning: method, path, XML and what it is signed for', () => {
    const [theirs, ours] = server.seen.map(meaning);
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject({ region: 'eu-west-1', service: 'cloudfront', quantity: ['6'] });
  });

  it('has a body of the same content type and length that is its own', () => {
    for (const { headers, body } of server.seen) {
      expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
      expect(headers['content-type'] ?? 'application/xml').toMatch(/xml/);
    }
  });
});
