import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/domain/net/proxy.ts';

const proxy = 'http://proxy.test:3128';

describe('the proxy for an address', () => {
  it.each([
    ['none', {}, 'https://talkstudio.app', undefined],
    ['HTTPS_PROXY', { HTTPS_PROXY: proxy }, 'https://talkstudio.app', proxy],
    [
      'https_proxy over HTTPS_PROXY',
      { https_proxy: proxy, HTTPS_PROXY: 'http://x' },
      'https://a.test',
      proxy,
    ],
    ['HTTP_PROXY for http alone', { HTTP_PROXY: proxy }, 'https://a.test', undefined],
    ['HTTP_PROXY for http', { HTTP_PROXY: proxy }, 'http://a.test', proxy],
    ['ALL_PROXY for both', { ALL_PROXY: proxy }, 'https://a.test', proxy],
    ['an address without a scheme', { HTTPS_PROXY: 'proxy.test:3128' }, 'https://a.test', proxy],
    ['an empty variable', { HTTPS_PROXY: '' }, 'https://a.test', undefined],
    ['an empty lower-case one', { https_proxy: '', HTTPS_PROXY: proxy }, 'https://a.test', proxy],
  ])('%s', (_, env, url, expected) => {
    expect(proxyFor(url, env)).toBe(expected);
  });

  it.each([
    ['a.test', 'https://a.test', true],
    ['a.test', 'https://sub.a.test', true],
    ['.a.test', 'https://sub.a.test', true],
    ['.a.test', 'https://a.test', true],
    ['*.a.test', 'https://sub.a.test', true],
    ['a.test', 'https://nota.test', false],
    ['A.TEST', 'https://a.test', true],
    ['a.test.', 'https://sub.a.test', true],
    ['a.test', 'https://a.test.', true],
    ['a.test.', 'https://nota.test', false],
    ['*', 'https://a.test', true],
    ['b.test, a.test', 'https://a.test', true],
    ['b.test a.test', 'https://a.test', true],
    ['a.test:8443', 'https://a.test:8443', true],
    ['a.test:8443', 'https://a.test', false],
    ['a.test:443', 'https://a.test', true],
    ['127.0.0.1', 'https://127.0.0.1:9000', true],
    ['localhost', 'http://localhost:3000', true],
    ['::1', 'https://[::1]:9000', true],
    ['[::1]', 'https://[::1]:9000', true],
    ['[::1]:9000', 'https://[::1]:9000', true],
    ['10.0.0.0/8', 'http://10.255.0.1', true],
    ['10.0.0.0/8', 'http://11.0.0.1', false],
    ['10.1.2.3/8', 'http://10.200.0.1', true],
    ['192.168.4.0/22', 'http://192.168.7.255', true],
    ['192.168.4.0/22', 'http://192.168.8.0', false],
    ['10.0.0.1/32', 'http://10.0.0.1', true],
    ['10.0.0.1/32', 'http://10.0.0.2', false],
    ['10.0.0.1/0', 'http://10.0.0.2', false],
    ['10.0.0.1/0', 'http://10.0.0.1', true],
    ['10.0.0.0/33', 'http://10.0.0.0', false],
    ['10.0.0.0/', 'http://10.0.0.0', false],
    ['10.0.0.0/8x', 'http://10.0.0.1', false],
    ['fd00:1:2:3::/64', 'http://[fd00:1:2:3:ffff::1]', true],
    ['fd00:1:2:3::/64', 'http://[fd00:1:2:4::1]', false],
    ['fd00::/129', 'http://[fd00::]', false],
    ['10.0.0.0/8', 'http://[::ffff:10.0.0.1]', false],
    ['10.0.0.0/8', 'https://10.a.test', false],
    ['a.test/8', 'https://a.test', false],
    ['10.0.0.0/8:8443', 'https://10.0.0.1:8443', true],
    ['10.0.0.0/8:8443', 'https://10.0.0.1', false],
    ['b.test,10.0.0.0/8', 'http://10.0.0.1', true],
    ['', 'https://a.test', false],
  ])('NO_PROXY=%j and %s: asked directly is %s', (noProxy, url, direct) => {
    const env = { ALL_PROXY: proxy, NO_PROXY: noProxy };
    expect(proxyFor(url, env) === undefined).toBe(direct);
  });
});
