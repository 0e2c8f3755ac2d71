import { describe, expect, it } from 'vitest';
import { createDependencyReads } from '../../../src/services/dependencies/reads.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';

const reach = { timeout: 600 };
const http = createHttp({ env: {}, loopbackOnly: true });

/** `took` is how long the exchanges seem to take, one after the other, milliseconds; the last goes on. */
function reads(...took: readonly number[]) {
  let now = 0;
  let asked = 0;
  const clock = {
    now: () => {
      // Read before and after each exchange.
      if (asked % 2 === 1) now += took[Math.min((asked - 1) / 2, took.length - 1)] ?? 100;
      asked += 1;
      return now;
    },
  };
  return createDependencyReads({ http, clock, region: 'ap-northeast-2' });
}

const svg = { headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' };

async function probed(reply: VendorReply | VendorReply[], ...took: readonly number[]) {
  const server = await vendorServer({ 'GET /10.x/initials/svg': reply });
  const found = await reads(...took).probe(`${server.url}/10.x/initials/svg?seed={seed}`, reach);
  return { found, server };
}

describe('a probe', () => {
  it('asks for a fresh picture, and says up where it comes', async () => {
    const { found, server } = await probed(svg);
    expect(found.state).toBe('up');
    expect(server.asked[0]?.query.get('seed')).toMatch(/^tsops-[0-9a-f]{12}$/);
  });

  it.each<readonly [string, VendorReply]>([
    ['503', { status: 503, body: '\u001b[2J' }],
    ['a page in place of a picture', { body: '<html>' }],
    ['a dropped connection', { drop: true }],
    ['no answer', { hang: true }],
  ])('says down after %s', async (_name, reply) => {
    const { found } = await probed(reply);
    expect(found.state).toBe('down');
    expect(isCleanLine(found.detail)).toBe(true);
  });

  it('says slow where two pictures in a row take more than two seconds', async () => {
    const { found, server } = await probed(svg, 2600, 2100);
    expect(found).toEqual({
      state: 'slow',
      detail: 'answers 200 only after 2.6 s',
      answered: { status: 200, tookMs: 2600 },
    });
    expect(server.asked).toHaveLength(2);
    expect(server.asked[0]?.query.get('seed')).not.toBe(server.asked[1]?.query.get('seed'));
  });

  it('says up where one alone was late, and how late', async () => {
    const { found } = await probed(svg, 2600, 100);
    expect(found).toEqual({
      state: 'up',
      detail: 'answers 200 in 0.1 s, once after 2.6 s',
      answered: { status: 200, tookMs: 100 },
    });
  });

  it.each<readonly [string, VendorReply, string]>([
    ['is silent', { hang: true }, 'slow'],
    ['limits our requests', { status: 429 }, 'slow'],
    ['answers an error', { status: 503 }, 'down'],
  ])('that is late and then %s', async (_name, then, state) => {
    expect((await probed([svg, then], 2600)).found.state).toBe(state);
  });

  it('does not know where it is we who are limited, or who reach nobody', async () => {
    expect((await probed({ status: 429 })).found.state).toBe('unknown');
    const outside = await reads().probe('https://api.dicebear.com/x', reach);
    expect(outside.state).toBe('unknown');
  });
});

type Format = 'statuspage' | 'slack' | 'aws';

async function page(format: Format, reply: VendorReply) {
  const path = format === 'statuspage' ? '/api/v2/status.json' : '/current';
  const server = await vendorServer({ [`GET ${path}`]: reply });
  const url = format === 'statuspage' ? server.url : `${server.url}/current`;
  return reads().statusPage({ url, format }, reach);
}

const utf16 = (json: unknown, bigEndian: boolean): VendorReply => {
  const bytes = Buffer.from(`\ufeff${JSON.stringify(json)}`, 'utf16le');
  return { body: bigEndian ? bytes.swap16() : bytes };
};
const event = (more: object) => ({
  status: '2',
  service: 'cloudfront',
  service_name: 'Amazon CloudFront',
  region_name: 'Global',
  summary: 'Increased\u001b[31m errors',
  ...more,
});

describe('a status page', () => {
  it.each([
    ['none', 'none'],
    ['minor', 'minor'],
    ['major', 'major'],
    ['critical', 'critical'],
    ['maintenance', 'minor'],
  ])('of Statuspage with %s is %s', async (indicator, state) => {
    const body = { status: { indicator, description: 'so it is\u202e' } };
    expect(await page('statuspage', { body })).toEqual({ state, detail: 'so it is' });
  });

  it('of Slack tells its gravest incident', async () => {
    const quiet = await page('slack', { body: { status: 'ok', active_incidents: [] } });
    expect(quiet.state).toBe('none');
    const active_incidents = [
      { type: 'notice', title: 'Slow search' },
      { type: 'outage', title: 'No messages' },
    ];
    const loud = await page('slack', { body: { status: 'active', active_incidents } });
    expect(loud).toEqual({ state: 'critical', detail: 'Slow search' });
  });

  it.each([true, false])(
    'of AWS is read from UTF-16 (higher byte first: %s)',
    async (bigEndian) => {
      const found = await page('aws', utf16([event({})], bigEndian));
      expect(found).toEqual({ state: 'major', detail: 'Amazon CloudFront: Increased errors' });
    },
  );

  it('of AWS leaves out what is resolved or of other regions', async () => {
    const events = [
      event({ status: '0' }),
      event({ service: 'ec2-me-south-1', region_name: 'Bahrain' }),
    ];
    expect((await page('aws', utf16(events, true))).state).toBe('none');
    const near = event({ service: 's3-ap-northeast-2', region_name: 'Seoul', status: '1' });
    expect((await page('aws', utf16([...events, near], false))).state).toBe('minor');
  });

  const useless: readonly (readonly [string, VendorReply])[] = [
    ['500', { status: 500 }],
    ['HTML', { body: '<html>all is well' }],
    ['cut JSON', { body: '[{"status":' }],
    ['another form', { body: { fine: true } }],
    ['a dropped connection', { drop: true }],
    ['no answer', { hang: true }],
  ];
  const formats: readonly Format[] = ['statuspage', 'slack', 'aws'];
  it.each(
    formats.flatMap((format) => useless.map(([name, reply]) => [format, name, reply] as const)),
  )('of the form %s that answers %s tells nothing', async (format, _name, reply) => {
    const found = await page(format, reply);
    expect(found.state).toBe('unknown');
    expect(isCleanLine(found.detail)).toBe(true);
  });
});

describe('the fallback', () => {
  async function fallback(reply: VendorReply, path?: string) {
    const server = await vendorServer({ 'GET /flags.json': reply });
    const check = { url: `${server.url}/flags.json`, keyword: 'On', ...(path ? { path } : {}) };
    return reads().fallback(check, reach);
  }

  it('is active where the value at the path holds the keyword, in any case', async () => {
    const body = { avatars: { fallback: 'on' }, other: 'off' };
    expect((await fallback({ body }, 'avatars.fallback')).state).toBe('active');
    expect((await fallback({ body }, 'other')).state).toBe('inactive');
  });

  it('is looked for in the whole answer where there is no path', async () => {
    expect((await fallback({ body: 'fallback=on' })).state).toBe('active');
    expect((await fallback({ body: 'fallback=no' })).state).toBe('inactive');
  });

  it.each<readonly [string, VendorReply]>([
    ['500', { status: 500 }],
    ['HTML', { body: '<html>on' }],
    ['no such field', { body: {} }],
    ['a dropped connection', { drop: true }],
  ])('is not known after %s', async (_name, reply) => {
    const found = await fallback(reply, 'avatars.fallback');
    expect(found.state).toBe('unknown');
    expect(isCleanLine(found.detail)).toBe(true);
  });
});
