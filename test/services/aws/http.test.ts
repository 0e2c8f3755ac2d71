import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/ports/http.ts';
import { awsRequestHandler } from '../../../src/services/aws/http.ts';

const plain = {
  method: 'GET',
  protocol: 'https:',
  hostname: 'cloudfront.amazonaws.com',
  path: '/2020-05-31/distribution/E1',
  headers: { host: 'cloudfront.amazonaws.com' },
};

async function sent(request: Parameters<ReturnType<typeof awsRequestHandler>['handle']>[0]) {
  const requests: HttpRequest[] = [];
  const handler = awsRequestHandler({
    send: async (each) => {
      requests.push(each);
      return { status: 200, headers: { etag: 'x' }, body: new Uint8Array([1]) };
    },
  });
  const { response } = await handler.handle(request);
  return { request: requests[0], response };
}

describe('the SDK over our own HTTP', () => {
  it('sends to the address as it is signed', async () => {
    const { request } = await sent({
      ...plain,
      port: 8443,
      query: { Marker: "a b/'(*)!", MaxItems: '10', flag: null, many: ['1', '2'] },
    });
    expect(request?.url).toBe(
      'https://cloudfront.amazonaws.com:8443/2020-05-31/distribution/E1?Marker=a%20b%2F%27%28%2A%29%21&MaxItems=10&flag&many=1&many=2',
    );
  });

  it.each([['text'], [new Uint8Array([1, 2])]])('sends a body as it is: %s', async (body) => {
    expect((await sent({ ...plain, method: 'POST', body })).request?.body).toBe(body);
  });

  it('sends no body where there is none', async () => {
    expect((await sent({ ...plain, body: undefined })).request).not.toHaveProperty('body');
  });

  it('refuses a body that it could only send wrongly', async () => {
    await expect(sent({ ...plain, body: { pipe: true } })).rejects.toThrow(TypeError);
  });

  it('answers what the SDK takes for a response', async () => {
    expect((await sent(plain)).response).toEqual({
      statusCode: 200,
      headers: { etag: 'x' },
      body: new Uint8Array([1]),
    });
  });
});
