/* What is taken for the site, and what is somebody else's answer in its place. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { strangerAt } from '../../../src/domain/health/challenge.ts';
import type { ProbeTarget } from '../../../src/domain/health/probe.ts';
import { judge } from '../../../src/domain/health/probe-verdict.ts';
import {
  closeServers,
  http2Server,
  httpServer,
  httpsServer,
  target,
  testSite,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

async function judged(url: string, changes: Partial<ProbeTarget> = {}): Promise<string> {
  const asked = target(url, changes);
  const [finding] = judge(await testSite().probe(asked), asked, null);
  return finding === undefined ? 'ok' : `${finding.verdict} ${finding.reason}`;
}

function page(status: number, headers: Record<string, string>, body: string | Buffer = '') {
  return httpServer((_, response) => response.writeHead(status, headers).end(body));
}

/** EUC-KR of 정상 and 점검, by the KS X 1001 table. */
const eucKr = {
  정상: Buffer.from([0xc1, 0xa4, 0xbb, 0xf3]),
  점검: Buffer.from([0xc1, 0xa1, 0xb0, 0xcb]),
};
const html = (text: Buffer, head = '') =>
  Buffer.concat([
    Buffer.from(`<html><head>${head}</head><body>`),
    text,
    Buffer.from('</body></html>'),
  ]);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const bom = '\uFEFF';

describe('a keyword is looked for in the charset', () => {
  test.each([
    ['of the header', 'text/html; charset=EUC-KR', html(eucKr.정상)],
    ['of the header, by its old name', 'text/html; charset="ks_c_5601-1987"', html(eucKr.정상)],
    ['of a meta element', 'text/html', html(eucKr.정상, '<meta charset=euc-kr>')],
    [
      'of an old meta element',
      'text/html',
      html(eucKr.정상, '<META http-equiv="Content-Type" content="text/html; charset=euc-kr">'),
    ],
    [
      'of an XML declaration',
      'text/xml',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="euc-kr"?><a>'), eucKr.정상]),
    ],
    ['of a byte order mark', 'text/html', Buffer.from(`${bom}<p>정상</p>`, 'utf16le')],
    [
      'of a byte order mark, the other way round',
      'text/html; charset=euc-kr',
      utf16be(`${bom}<p>정상</p>`),
    ],
    ['UTF-16 of the header', 'text/html; charset=utf-16', Buffer.from('<p>정상</p>', 'utf16le')],
    ['UTF-8, where nothing is said', 'text/html', Buffer.from('<p>정상</p>')],
    ['UTF-8, where nonsense is said', 'text/html; charset=none', Buffer.from('<p>정상</p>')],
  ])('%s', async (_, type, body) => {
    const url = await page(200, { 'content-type': type }, body);
    expect(await judged(url, { keyword: '정상' })).toBe('ok');
    expect(await judged(url, { keyword: '점검' })).toBe('bad keyword_missing');
  });

  test('also where it comes in pieces, after more than a kilobyte', async () => {
    const url = await httpServer(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=euc-kr' });
      response.write(Buffer.concat([Buffer.alloc(3000, 0x20), eucKr.정상.subarray(0, 1)]));
      await new Promise(setImmediate);
      response.end(eucKr.정상.subarray(1));
    });
    expect(await judged(url, { keyword: '정상' })).toBe('ok');
  });

  test('and not in bytes that only look like it there', async () => {
    const url = await page(200, { 'content-type': 'text/html; charset=euc-kr' }, '<p>정상</p>');
    expect(await judged(url, { keyword: '정상' })).toBe('bad keyword_missing');
  });
});

test.each([
  ['deflate', deflateRawSync('the keyword')],
  ['deflate', deflateSync('the keyword')],
  ['gzip, br', brotliCompressSync(gzipSync('the keyword'))],
])('a body encoded as %s is read', async (encoding, body) => {
  const url = await page(200, { 'content-encoding': encoding }, body);
  expect(await judged(url, { keyword: 'keyword' })).toBe('ok');
});

describe('a site that speaks only HTTP/2', () => {
  test('is up', async () => {
    const url = await http2Server((_, response) => response.end('the keyword'));
    const asked = target(url, { keyword: 'keyword' });
    const measured = await testSite().probe(asked);
    expect(judge(measured, asked, null)).toEqual([]);
    expect(measured.hops[0]).toMatchObject({ status: 200, httpVersion: '2' });
  });

  test('and answers an error is down', async () => {
    const url = await http2Server((_, response) => response.writeHead(503).end());
    expect(await judged(url)).toBe('bad http_5xx');
  });

  test('and one that refuses HTTP/1.1 without speaking HTTP/2 is down', async () => {
    const url = await httpsServer('valid', (_, response) => response.writeHead(505).end());
    expect(await judged(url)).toBe('bad http_5xx');
  });
});

const challenges: readonly (readonly [string, number, Record<string, string>, string])[] = [
  ['Cloudflare', 403, { 'cf-mitigated': 'challenge' }, 'Just a moment...'],
  ['Cloudflare that answers 200', 200, { 'cf-mitigated': 'challenge' }, 'Just a moment...'],
  [
    'Cloudflare of older days',
    503,
    { server: 'cloudflare' },
    '<title>Just a moment...</title><script>window._cf_chl_opt={}</script>',
  ],
  ["Cloudflare's firewall", 403, { server: 'cloudflare', 'cf-ray': '8f-ICN' }, 'error code: 1020'],
  ['AWS WAF', 202, { 'x-amzn-waf-action': 'challenge' }, ''],
  ['AWS WAF with a captcha', 405, { 'x-amzn-waf-action': 'captcha' }, ''],
  ['Vercel', 429, { 'x-vercel-mitigated': 'challenge' }, ''],
  ['Vercel', 403, { 'x-vercel-mitigated': 'challenge' }, ''],
  [
    'DataDome',
    403,
    { 'x-datadome': 'protected' },
    '<script src="https://ct.captcha-delivery.com/c.js">',
  ],
  [
    'Akamai',
    403,
    { server: 'AkamaiGHost' },
    '<h1>Access Denied</h1> https://errors.edgesuite.net/18.1',
  ],
  [
    'Imperva',
    200,
    {},
    '<iframe id="main-iframe" src="/_Incapsula_Resource?x=1">Incapsula incident ID: 1</iframe>',
  ],
  ['PerimeterX', 403, {}, '<div id="px-captcha"></div><script>window._pxAppId="PX1"</script>'],
  ['hCaptcha', 403, {}, '<script src="https://js.hcaptcha.com/1/api.js"></script>'],
  [
    'hCaptcha',
    200,
    {},
    '<title>Security check</title><script src="https://js.hcaptcha.com/1/api.js">',
  ],
  ...[200, 401, 503].map(
    (status) =>
      [
        'Anubis',
        status,
        {},
        '<title>Making sure you&#39;re not a bot!</title><script id="anubis_challenge" type="application/json">{}</script>',
      ] as const,
  ),
  [
    'Anubis of older days',
    200,
    {},
    '<title>Making sure you are not a bot!</title><link href="/.within.website/x/cmd/anubis/static/a.css">',
  ],
  [
    'go-away',
    200,
    {},
    '<title>Checking you are not a bot</title><script src="/x/go-away/cmd/go-away/a.js">',
  ],
  ['Radware', 200, {}, '<title>Radware Captcha Page</title>'],
  ['Distil', 405, {}, '<title>Pardon Our Interruption...</title> made us think you were a bot'],
  ['Distil', 200, {}, '<title>Pardon Our Interruption</title> made us think you were a bot'],
  [
    'F5',
    200,
    {},
    '<script src="/TSPD/08a?type=7"></script>Please enable JavaScript to view the page content. Your support ID is: 1.',
  ],
  ['Alibaba Cloud', 200, {}, "<script>var arg1='AB';setCookie('acw_sc__v2',x)</script>"],
  ['Alibaba Cloud', 405, {}, '<div id="traceid">https://errors.aliyun.com/</div>'],
  ['Reblaze', 247, {}, '<script>window.rbzns={}</script>'],
  [
    'Wordfence',
    503,
    {},
    '<title>503</title>Access limited by the site owner. Generated by Wordfence',
  ],
  ['Akamai', 200, {}, '<div id="sec-cp-challenge"></div>'],
];

test.each(challenges)(
  'a challenge of %s (%i) tells nothing of the site',
  async (_, status, headers, body) => {
    const url = await page(status, { 'content-type': 'text/html', ...headers }, body);
    expect(await judged(url)).toBe('unknown bot_challenge');
  },
);

const filters: readonly (readonly [string, number, Record<string, string>, string])[] = [
  ['Zscaler', 403, { server: 'Zscaler/6.2' }, '<title>Internet Security by Zscaler</title>'],
  ['Zscaler', 200, { server: 'Zscaler/6.2' }, 'Not allowed to browse this category'],
  ['Cisco Umbrella', 403, { server: 'Cisco Umbrella' }, ''],
  ['Netskope', 403, {}, '<title>Netskope Block Page</title>'],
  [
    'Palo Alto',
    503,
    {},
    '<title>Web Page Blocked</title>The web page has been blocked in accordance with company policy.',
  ],
  [
    'FortiGate',
    403,
    {},
    'FortiGuard Intrusion Prevention - Access Blocked: in violation of your Internet usage policy',
  ],
  ['Cloudflare Gateway', 403, { server: 'cloudflare' }, 'Blocked by Cloudflare Gateway'],
  ['somebody', 403, {}, 'This site is blocked by your network administrator.'],
  [
    'a hotspot',
    200,
    {},
    '<html><!-- <WISPAccessGatewayParam><Redirect/></WISPAccessGatewayParam> -->',
  ],
];

test.each(filters)(
  'a filter of %s on the way there (%i) tells nothing of the site',
  async (_, status, headers, body) => {
    const url = await page(status, { 'content-type': 'text/html', ...headers }, body);
    expect(await judged(url)).toBe('unknown network_intercepted');
  },
);

test.each([
  'gateway.zscalertwo.net',
  'acme.goskope.com',
  'block.opendns.com',
  'hit-adult.opendns.com',
  'validate.perfdrive.com',
  'acme.queue-it.net',
])('a redirect to %s leads away from the site', (host) => {
  expect(strangerAt(host)).not.toBeNull();
});

test.each(['zscaler.net.shop.example', 'www.opendns.com', 'myqueue-it.net', 'login.shop.example'])(
  'a redirect to %s may be the site itself',
  (host) => {
    expect(strangerAt(host)).toBeNull();
  },
);

const own: readonly (readonly [string, string, number, Record<string, string>, string])[] = [
  ['a page about Anubis', 'ok', 200, {}, '<title>Anubis</title> /.within.website/x/cmd/anubis/'],
  [
    'a page with the script of Radware',
    'ok',
    200,
    {},
    '<script src="https://cdn.perfdrive.com/a.js">',
  ],
  ['a page with the script of F5', 'ok', 200, {}, '<script src="/TSPD/08a?type=9"></script>Shop'],
  ['an excuse of the site', 'ok', 200, {}, '<title>Pardon our interruption</title>Back at noon'],
  ['a 503 with an excuse', 'bad http_5xx', 503, {}, '<title>Pardon our interruption</title>a bot'],
  ['a page on what it blocked', 'ok', 200, {}, '<title>Blocked users</title>against our policy'],
  ['a 403 of the origin that blocks', 'bad http_4xx', 403, {}, 'Your account is blocked.'],
  ['a 503 of a server called squid', 'bad http_5xx', 503, { server: 'squid/6.6' }, 'no'],

  ['a plain 403', 'bad http_4xx', 403, {}, 'forbidden'],
  [
    'a 403 of the origin behind Cloudflare',
    'bad http_4xx',
    403,
    { server: 'cloudflare' },
    'members only',
  ],
  [
    'Cloudflare without its origin',
    'bad http_5xx',
    521,
    { server: 'cloudflare' },
    'error code: 521',
  ],
  [
    'a 503 of the origin behind Cloudflare',
    'bad http_5xx',
    503,
    { server: 'cloudflare' },
    'maintenance',
  ],
  [
    'Cloudflare that cannot resolve its origin',
    'bad http_5xx',
    530,
    { server: 'cloudflare' },
    'error code: 1016',
  ],
  ['a 405 of the origin', 'bad http_4xx', 405, {}, 'no'],
  ['a 429 of the origin', 'bad http_4xx', 429, { 'retry-after': '5' }, 'slow down'],
  ['a 403 of the origin behind DataDome', 'bad http_4xx', 403, { 'x-datadome': 'protected' }, 'no'],
  ['Akamai without its origin', 'bad http_5xx', 503, { server: 'AkamaiGHost' }, 'Reference #11.1'],
  [
    'a page that Imperva adds its script to',
    'ok',
    200,
    {},
    '<p>Shop</p><script src="/_Incapsula_Resource?x">',
  ],
  ['a form with a captcha', 'ok', 200, {}, '<title>Log in</title><div class="h-captcha"></div>'],
  ['a 202 of the origin', 'ok', 202, {}, 'accepted'],
];

test.each(own)('%s is the site itself: %s', async (_, told, status, headers, body) => {
  expect(await judged(await page(status, headers, body))).toBe(told);
});

describe('a redirect', () => {
  const to = (location: string) => page(302, { location });
  test.each([
    'https://acme.cloudflareaccess.com/cdn-cgi/access/login/shop.test?x=1',
    'https://vercel.com/sso-api?url=https%3A%2F%2Fshop.test',
  ])("to somebody else's log-in page (%s) is a gate, and is not followed", async (location) => {
    expect(await judged(await to(location))).toBe('unknown login_required');
  });

  test("to the site's own log-in page is the site", async () => {
    const url = await httpServer((request, response) => {
      if (request.url === '/login') response.end('log in');
      else response.writeHead(302, { location: '/login' }).end();
    });
    expect(await judged(url)).toBe('ok');
  });
});

test('a network that needs a log-in first (511) is not the site', async () => {
  expect(await judged(await page(511, {}, 'log in'))).toBe('unknown network_intercepted');
});
