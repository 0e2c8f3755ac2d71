import { afterEach, describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { type CdnOptions, createCdn } from '../../../src/services/aws/cloudfront.ts';
import { fakeClock } from '../../support/clock.ts';
import {
  answer,
  cloudFrontServer,
  distributionXml,
  drop,
  invalidationXml,
  listXml,
  refusal,
} from './cloudfront-server.ts';

type Server = Awaited<ReturnType<typeof cloudFrontServer>>;

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...replies: Parameters<typeof cloudFrontServer>): Promise<Server> {
  const server = await cloudFrontServer(...replies);
  open.push(server);
  return server;
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-test' };

function cdn(endpoint: string | undefined, parts: Partial<CdnOptions> = {}) {
  return createCdn({
    config: { region: 'us-east-1', ...(endpoint === undefined ? {} : { endpoint }) },
    env: keys,
    clock: fakeClock(),
    signal: new AbortController().signal,
    drill: false,
    ...parts,
  });
}

const request = { cdnId: 'E1TALK', paths: ['/*'], reference: 'ref-1' };

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${String(thrown)}`);
  return thrown;
}

describe('reading', () => {
  it('reads a distribution with its names, its invalidations in progress and its tag header', async () => {
    const tags = '<CacheTagConfig><HeaderName>x-cache-tag</HeaderName></CacheTagConfig>';
    const { url, seen } = await serve(answer(200, distributionXml(2, tags)));
    expect(await cdn(url).distribution('E1TALK')).toEqual({
      id: 'E1TALK',
      domain: 'd111.cloudfront.net',
      status: 'Deployed',
      enabled: true,
      aliases: ['talkstudio.app'],
      inProgress: 2,
      cacheTagHeader: 'x-cache-tag',
    });
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /2020-05-31/distribution/E1TALK',
    ]);
  });

  it('reads an invalidation with its paths unescaped', async () => {
    const { url } = await serve(answer(200, invalidationXml({ paths: ['/a?b=1&amp;c=2'] })));
    expect(await cdn(url).invalidation('E1TALK', 'I2J0')).toEqual({
      id: 'I2J0',
      status: 'InProgress',
      createdAt: Date.parse('2026-11-23T03:00:00.123Z'),
      paths: ['/a?b=1&c=2'],
      reference: 'ref-1',
    });
  });

  it('lists over pages until it has enough', async () => {
    const { url, seen } = await serve(
      answer(200, listXml(['I3', 'I2'], 'I2')),
      answer(200, listXml(['I1'], 'I1')),
    );
    const found = await cdn(url).invalidations('E1TALK', 3);
    expect(found.map(({ id }) => id)).toEqual(['I3', 'I2', 'I1']);
    expect(seen.map(({ path }) => path)).toEqual([
      '/2020-05-31/distribution/E1TALK/invalidation?MaxItems=3',
      '/2020-05-31/distribution/E1TALK/invalidation?Marker=I2&MaxItems=1',
    ]);
  });

  it('asks for no more than it wants of 10,000 invalidations', async () => {
    const page = (first: number) =>
      listXml(
        Array.from({ length: 100 }, (_, at) => `I${first + at}`),
        `I${first + 99}`,
      );
    const { url, seen } = await serve(answer(200, page(0)), answer(200, page(100)));
    expect(await cdn(url).invalidations('E1TALK', 150)).toHaveLength(150);
    expect(seen).toHaveLength(2);
  });

  it('keeps nothing of an answer that steers a terminal', async () => {
    const evil = '&#x9b;31m&#x202e;&#x9d;8;;http://evil&#x9c;';
    const paths = [`/a${evil}`];
    const { url } = await serve(
      answer(200, invalidationXml({ id: `I1${evil}`, status: `Done${evil}`, paths })),
      answer(200, listXml([`I1${evil}`])),
      answer(200, distributionXml().replaceAll('talkstudio.app', `x${evil}`)),
    );
    const reading = cdn(url);
    const all = [
      await reading.invalidation('E1TALK', 'I1'),
      await reading.invalidations('E1TALK', 1),
      await reading.distribution('E1TALK'),
    ];
    expect(JSON.stringify(all)).not.toMatch(/[\u0080-\u009f\u202e]|evil/);
  });

  it('answers an empty list where there is none', async () => {
    const { url } = await serve(answer(200, listXml([])));
    expect(await cdn(url).invalidations('E1TALK', 10)).toEqual([]);
  });

  it.each([
    ['pages that lead in a circle', [listXml([], 'A'), listXml([], 'B'), listXml([], 'A')]],
    ['ever new pages', Array.from({ length: 20 }, (_, at) => listXml([], `M${at}`))],
  ])('does not take %s with nothing on them for a list of none', async (_what, pages) => {
    const { url, seen } = await serve(...pages.map((page) => answer(200, page)));
    await expect(cdn(url).invalidations('E1TALK', 50)).rejects.toMatchObject({
      kind: 'unreachable',
    });
    expect(seen).toHaveLength(pages.length);
  });

  it('nor a page that is cut, with nothing on it and no word of where it goes on', async () => {
    const { url } = await serve(...Array.from({ length: 3 }, () => answer(200, listXml([], ''))));
    await expect(cdn(url).invalidations('E1TALK', 50)).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('reads on behind a page with nothing on it', async () => {
    const { url } = await serve(answer(200, listXml([], 'A')), answer(200, listXml(['I1'])));
    expect(await cdn(url).invalidations('E1TALK', 50)).toHaveLength(1);
  });

  it('does not follow a list whose next page is the same one', async () => {
    const { url, seen } = await serve(
      answer(200, listXml(['I1'], 'I1')),
      answer(200, listXml(['I1'], 'I1')),
    );
    await cdn(url).invalidations('E1TALK', 50);
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['throttling', refusal(400, 'Throttling', 'Rate exceeded')],
    ['a server in trouble', answer(503, '')],
    ['a dropped connection', drop],
  ])('asks again after %s', async (_what, trouble) => {
    const clock = fakeClock();
    const { url, seen } = await serve(trouble, answer(200, distributionXml()));
    expect((await cdn(url, { clock }).distribution('E1TALK')).id).toBe('E1TALK');
    expect(seen).toHaveLength(2);
    expect(clock.slept()).toBe(400);
  });

  it('waits as long as it is asked to', async () => {
    const clock = fakeClock();
    const { url } = await serve(
      answer(429, '', { 'retry-after': '7' }),
      answer(200, distributionXml()),
    );
    await cdn(url, { clock }).distribution('E1TALK');
    expect(clock.slept()).toBe(7000);
  });

  it('gives up after three tries', async () => {
    const { url, seen } = await serve(answer(500, ''), answer(500, ''), answer(500, ''));
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('is in trouble: it answered 500');
    expect(seen).toHaveLength(3);
  });

  it('stops with the reason of Ctrl-C', async () => {
    const controller = new AbortController();
    const reason = new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' });
    const { url } = await serve(() => controller.abort(reason));
    const read = cdn(url, { signal: controller.signal }).distribution('E1TALK');
    expect(await failure(read)).toBe(reason);
  });

  it('ends a read that is never answered within its time', async () => {
    const { url, seen } = await serve(() => {});
    const error = await failure(cdn(url).distribution('E1TALK', { timeout: 50 }));
    expect(error.message).toContain('did not answer within 50 ms');
    expect(seen).toHaveLength(1);
  });
});

describe('what AWS refuses', () => {
  it.each([
    [403, 'AccessDenied', 'credentials', 'cloudfront:GetDistribution'],
    [403, 'ExpiredToken', 'credentials', 'aws sso login'],
    [403, 'InvalidClientTokenId', 'credentials', 'aws sts get-caller-identity'],
    [403, 'SignatureDoesNotMatch', 'credentials', 'aws sts get-caller-identity'],
    [403, 'RequestExpired', 'credentials', 'tsops doctor'],
    [404, 'NoSuchDistribution', 'config', 'tsops config show --origin'],
    [400, 'TooManyInvalidationsInProgress', 'refused', 'wait until one is Completed'],
    [400, 'InvalidArgument', 'usage', 'tsops invalidate --help'],
    [413, 'BatchTooLarge', 'usage', 'tsops invalidate --help'],
  ])('%i %s is a %s error that says %s', async (status, code, kind, next) => {
    const { url, seen } = await serve(refusal(status, code));
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(error.kind).toBe(kind);
    expect(error.next.join('\n')).toContain(next);
    expect(seen).toHaveLength(1);
  });

  it('names the distribution that does not exist', async () => {
    const { url } = await serve(refusal(404, 'NoSuchDistribution'));
    const error = await failure(cdn(url).distribution('E9NONE'));
    expect(error.message).toContain('CloudFront has no distribution E9NONE in the AWS account');
    expect(error.why).toContain('or the distribution serves tenants only');
    expect(error.next).toContain('aws cloudfront list-distribution-tenants');
  });

  it('names the invalidation that does not exist, as a usage error', async () => {
    const { url } = await serve(refusal(404, 'NoSuchInvalidation'));
    const error = await failure(cdn(url).invalidation('E1TALK', 'I9'));
    expect([error.kind, error.message]).toEqual([
      'usage',
      'CloudFront has no invalidation I9 for this distribution.',
    ]);
  });

  it('says that the rate is limited when throttling does not end', async () => {
    const throttle = refusal(400, 'Throttling', 'Rate exceeded');
    const { url } = await serve(throttle, throttle, throttle);
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('kept limiting the rate');
  });

  it('shows what AWS said without its escape sequences', async () => {
    const { url } = await serve(refusal(400, 'InvalidArgument', 'bad &#x9b;31mpath&#10;two'));
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(error.message).toContain('path two');
  });

  it('never shows the secret', async () => {
    const { url } = await serve(refusal(403, 'SignatureDoesNotMatch'));
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(JSON.stringify([error.message, error.why, error.next])).not.toContain('a-secret');
  });
});

describe('what is not CloudFront', () => {
  const html = '<!doctype html><html><body>Sign in<br></body></html>';
  it.each([
    ['HTML with 200', 200, html],
    ['HTML with 403', 403, html],
    ['HTML with 404', 404, html],
    ['a redirect', 302, ''],
    ['broken XML', 200, '<Distribution><Id>E1</Id'],
    ['JSON', 200, '{"Distribution":{}}'],
    ['nothing at all', 200, ''],
    ['XML without the fields', 200, '<Distribution><Id>E1</Id></Distribution>'],
    [
      'wrong types',
      200,
      '<Distribution><Id><x>1</x></Id><InProgressInvalidationBatches>many</InProgressInvalidationBatches></Distribution>',
    ],
  ])('%s is an unreachable error that shows no page', async (_what, status, body) => {
    const reply = answer(status, body, { 'content-type': 'text/html' });
    const { url } = await serve(reply, reply, reply);
    const error = await failure(cdn(url).distribution('E1TALK'));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain("something that is not CloudFront's");
    expect(error.message).not.toContain('Sign in');
  });

  it('a port where nobody listens is a refused connection', async () => {
    const server = await cloudFrontServer();
    await server.close();
    const error = await failure(cdn(server.url).distribution('E1TALK'));
    expect(error.message).toContain('the connection was refused');
  });
});

describe('invalidating', () => {
  it('sends one POST with the paths escaped for XML and the caller reference', async () => {
    const { url, seen } = await serve(answer(201, invalidationXml()));
    const paths = ['/a?b=1&c=<2>', '#tag:1', '/assets/*'];
    const submitted = await cdn(url).invalidate({ ...request, paths });
    expect(submitted).toMatchObject({ taken: 'yes', invalidation: { id: 'I2J0' } });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/2020-05-31/distribution/E1TALK/invalidation',
    });
    expect(seen[0]?.body).toContain('<Path>/a?b=1&amp;c=&lt;2&gt;</Path>');
    expect(seen[0]?.body).toContain('<Path>#tag:1</Path><Path>/assets/*</Path>');
    expect(seen[0]?.body).toContain('<Quantity>3</Quantity>');
    expect(seen[0]?.body).toContain('<CallerReference>ref-1</CallerReference>');
  });

  it.each([
    ['a dropped connection', drop],
    ['a 502', answer(502, '<html>Bad gateway</html>')],
    ['a 408, which whoever stands in between says', answer(408, '')],
    ['an answer that is no answer', answer(201, '<html></html>')],
  ])('repeats once under the same reference after %s', async (_what, trouble) => {
    const { url, seen } = await serve(trouble, answer(201, invalidationXml()));
    expect(await cdn(url).invalidate(request)).toMatchObject({ taken: 'yes' });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.body).toBe(seen[0]?.body);
  });

  it('says unknown, and sends no third one, when the repeat has no answer either', async () => {
    const { url, seen } = await serve(drop, drop);
    const submitted = await cdn(url).invalidate(request);
    expect(submitted).toMatchObject({ taken: 'unknown', problem: { kind: 'unreachable' } });
    expect(seen).toHaveLength(2);
  });

  it('says unknown when the repeat is refused: the first may have been taken', async () => {
    const { url } = await serve(drop, refusal(400, 'TooManyInvalidationsInProgress'));
    expect(await cdn(url).invalidate(request)).toMatchObject({ taken: 'unknown' });
  });

  it('sends no third one when the repeat is throttled', async () => {
    const { url, seen } = await serve(drop, refusal(400, 'Throttling'));
    expect(await cdn(url).invalidate(request)).toMatchObject({ taken: 'unknown' });
    expect(seen).toHaveLength(2);
  });

  it('waits and sends again after throttling, which took nothing', async () => {
    const clock = fakeClock();
    const { url, seen } = await serve(
      refusal(400, 'Throttling'),
      refusal(400, 'Throttling'),
      answer(201, invalidationXml()),
    );
    expect(await cdn(url, { clock }).invalidate(request)).toMatchObject({ taken: 'yes' });
    expect(seen).toHaveLength(3);
    expect(clock.slept()).toBe(1600);
  });

  it('throws where CloudFront refused, after one POST', async () => {
    const { url, seen } = await serve(refusal(403, 'AccessDenied', 'not authorized'));
    const error = await failure(cdn(url).invalidate(request));
    expect(error.kind).toBe('credentials');
    expect(error.next.join()).toContain('cloudfront:CreateInvalidation on distribution E1TALK');
    expect(seen).toHaveLength(1);
  });

  it('throws where nothing can have been sent', async () => {
    const server = await cloudFrontServer();
    await server.close();
    expect((await failure(cdn(server.url).invalidate(request))).kind).toBe('unreachable');
  });

  it('is not cut off by Ctrl-C once it is sent', async () => {
    const controller = new AbortController();
    const { url } = await serve((response, incoming) => {
      controller.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
      answer(201, invalidationXml())(response, incoming);
    });
    const submitted = await cdn(url, { signal: controller.signal }).invalidate(request);
    expect(submitted).toMatchObject({ taken: 'yes' });
  });

  it('sends nothing after Ctrl-C', async () => {
    const { url, seen } = await serve();
    const signal = AbortSignal.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
    expect((await failure(cdn(url, { signal }).invalidate(request))).kind).toBe('interrupted');
    expect(seen).toHaveLength(0);
  });
});
