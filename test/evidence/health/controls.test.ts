import { describe, expect, it } from 'vitest';
import type { Hop, Measurement, ProbeTarget } from '../../../src/domain/health/probe.ts';
import { createControls } from '../../../src/evidence/health/controls.ts';
import type { Site } from '../../../src/ports/site.ts';
import { recorded } from '../../support/ask.ts';
import { measurement } from '../../support/fake-site.ts';
import { target } from '../../support/probe-servers.ts';

const url = 'https://site.test/';
const [far, other, local] = [
  { host: 'far.test', port: 443 },
  { host: 'other.test', port: 853 },
  { host: '127.0.0.1', port: 8 },
];
const { signal } = new AbortController();

function site(given: Partial<Site> = {}) {
  return recorded<Site>({
    reach: async ({ host }) => ({
      reached: host === 'far.test',
      resolved: host === 'far.test',
      tookMs: 20,
    }),
    probe: async ({ url: address }) => measurement({}, address),
    ...given,
  });
}

const hopped = (parts: Partial<Hop>, address = url): Measurement => {
  const measured = measurement({ reason: 'timeout_connect' }, address);
  return { ...measured, hops: measured.hops.map((hop) => ({ ...hop, ...parts })) };
};

describe('whether our own network works', () => {
  it('is told by one host that answers, of all that are asked', async () => {
    const asked = site();
    const controls = createControls(asked, [far, other]);
    expect(controls.asked()).toEqual([]);
    expect(await controls.check(hopped({}))).toEqual({ reached: true, resolved: true });
    expect(asked.calls.map(({ args }) => args)).toEqual([
      [far, 3000],
      [other, 3000],
    ]);
    expect(controls.asked()).toEqual([
      { host: 'far.test:443', reached: true },
      { host: 'other.test:853', reached: false },
    ]);
  });

  it('is told of reaching and of resolving apart', async () => {
    const reach = async () => ({ reached: true, resolved: false, tookMs: 20 });
    const controls = createControls(site({ reach }), [far]);
    expect(await controls.check(hopped({}))).toEqual({ reached: true, resolved: false });
    const no = async () => ({ reached: false, resolved: true, tookMs: 20 });
    expect(await createControls(site({ reach: no }), [far]).check(hopped({}))).toEqual({
      reached: false,
      resolved: true,
    });
  });

  it('is asked once, however many fail; of this machine apart', async () => {
    const asked = site();
    const controls = createControls(asked, [far, local]);
    const here = hopped({ address: '127.0.0.1' });
    await Promise.all([controls.check(hopped({})), controls.check(hopped({}))]);
    expect(asked.calls).toHaveLength(2);
    await Promise.all([controls.check(here), controls.check(here)]);
    expect(asked.calls.slice(2).map(({ args }) => args[0])).toEqual([local]);
  });

  it.each<[string, Measurement]>([
    ['a proxy answered', hopped({ proxy: 'proxy.test:3128' })],
    ['nothing was tried', { ...measurement(), hops: [] }],
    ['a server on this machine is silent, by its address', hopped({ address: '127.0.0.1' })],
    [
      'a server on this machine is silent, by its name',
      hopped({ address: null }, 'http://localhost/'),
    ],
  ])('cannot be told where %s', async (_, measured) => {
    const asked = site();
    expect(await createControls(asked, [far]).check(measured)).toBeNull();
    expect(asked.calls).toEqual([]);
  });

  it('is told of a name that never came to an address', async () => {
    expect(await createControls(site(), [far]).check(hopped({ address: null }))).toMatchObject({
      reached: true,
    });
  });
});

describe('who answers in place of a site', () => {
  const untrusted = (address: string, issuer: string): Measurement => {
    const measured = measurement({ reason: 'tls_untrusted' }, address);
    const certificate = { issuer } as Hop['certificate'];
    return { ...measured, hops: measured.hops.map((hop) => ({ ...hop, certificate })) };
  };
  const asTarget = (changes: Partial<ProbeTarget> = {}) =>
    target(url, {
      keyword: 'TalkStudio',
      method: 'HEAD',
      headers: { 'x-pass': 'secret' },
      ...changes,
    });

  it('is shown by control hosts that are asked as the site is, without what is only for the site', async () => {
    const asked = site({ probe: async ({ url: address }) => untrusted(address, 'A gateway') });
    const controls = createControls(asked, [far, other, local]);
    const found = await controls.lookBeside(untrusted(url, 'A gateway'), asTarget(), signal);
    expect(found).toEqual({ intercepted: expect.stringContaining('A gateway'), clockWrong: false });
    const targets = asked.calls.map(({ args }) => args[0] as ProbeTarget);
    expect(targets).toMatchObject([
      { url, headers: { 'x-pass': 'secret' }, keyword: 'TalkStudio', method: 'HEAD' },
      { url: 'https://far.test/', name: 'https://far.test/', headers: {}, keyword: null },
      { url: 'https://other.test:853/', method: 'GET' },
      { url: 'https://127.0.0.1:8/' },
    ]);
    expect(asked.calls[1]?.args[1]).toMatchObject({ signal });
  });

  it('is nobody where a control host shows another', async () => {
    const probe: Site['probe'] = async ({ url: address }) => untrusted(address, address);
    const controls = createControls(site({ probe }), [far]);
    const found = await controls.lookBeside(untrusted(url, url), asTarget(), signal);
    expect(found).toEqual({ intercepted: null, clockWrong: false });
  });

  it('is nobody, but our clock, where no certificate is in its time', async () => {
    const probe: Site['probe'] = async ({ url: address }) => {
      const measured = untrusted(address, 'An authority');
      return { ...measured, failure: { reason: 'tls_expired', detail: 'expired' } };
    };
    const controls = createControls(site({ probe }), [far]);
    const found = await controls.lookBeside(hopped({}), asTarget(), signal);
    expect(found).toEqual({ intercepted: null, clockWrong: true });
  });

  it('is told by the page that a control host gives too', async () => {
    const probe: Site['probe'] = async ({ url: address }, options) => {
      options?.onPage?.('<h1>Log in to the network of this hotel</h1>');
      return measurement({ status: 403 }, address);
    };
    const controls = createControls(site({ probe }), [{ host: 'far.test', port: 443 }]);
    const plain = 'http://site.test/';
    const shown = measurement({ status: 403 }, plain);
    const found = await controls.lookBeside(shown, target(plain), signal);
    expect(found.intercepted).toContain('far.test');
  });

  it.each([
    [{ host: 'far.test', port: 443 }, 'http://far.test/'],
    [{ host: 'far.test', port: 80 }, 'http://far.test/'],
    [{ host: 'far.test', port: 8080 }, 'http://far.test:8080/'],
    [{ host: '2001:db8::1', port: 443 }, 'http://[2001:db8::1]/'],
  ])('is asked of %j over the scheme of the site as %s', async (host, address) => {
    const asked = site();
    const plain = 'http://site.test/';
    await createControls(asked, [host]).lookBeside(measurement({}, plain), target(plain), signal);
    expect(asked.calls[1]?.args[0]).toMatchObject({ url: address });
  });

  it.each([
    [10_000, 5000],
    [1200, 1200],
  ])('is looked for within five seconds: of %i ms, %i', async (timeout, most) => {
    const asked = site();
    await createControls(asked, [far]).lookBeside(hopped({}), asTarget({ timeout }), signal);
    expect(asked.calls.map(({ args }) => (args[0] as ProbeTarget).timeout)).toEqual([most, most]);
  });

  it('lists the control hosts that were asked, those that are listed already once', async () => {
    const probe: Site['probe'] = async ({ url: address }) => {
      const silent = measurement({ reason: 'timeout_connect' }, address);
      const hops = silent.hops.map((hop) => ({ ...hop, connectMs: null }));
      return address.includes('other') ? { ...silent, hops } : measurement({}, address);
    };
    const controls = createControls(site({ probe }), [far, other]);
    await controls.lookBeside(hopped({}), asTarget(), signal);
    await controls.lookBeside(hopped({}), asTarget(), signal);
    expect(controls.asked()).toEqual([
      { host: 'far.test:443', reached: true },
      { host: 'other.test:853', reached: false },
    ]);
  });

  it.each<[string, Measurement]>([
    ['on this machine', hopped({ address: '127.0.0.1' })],
    ['on this machine by name', hopped({ address: null }, 'https://localhost/')],
    ['that was never tried', { ...measurement(), hops: [] }],
  ])('of a server %s is told by hosts on this machine alone', async (_, measured) => {
    const beyond = site();
    const found = await createControls(beyond, [far]).lookBeside(measured, asTarget(), signal);
    expect(found).toEqual({ intercepted: null, clockWrong: false });
    expect(beyond.calls).toEqual([]);
    const beside = site();
    await createControls(beside, [far, local]).lookBeside(measured, asTarget(), signal);
    const asked = beside.calls.map(({ args }) => (args[0] as ProbeTarget).url);
    expect(asked).toEqual([url, 'https://127.0.0.1:8/']);
  });

  it('behind a proxy on this machine is told by all: the proxy is asked for them too', async () => {
    const asked = site();
    const measured = hopped({ proxy: 'localhost:3128', address: '127.0.0.1' });
    await createControls(asked, [far]).lookBeside(measured, asTarget(), signal);
    expect(asked.calls).toHaveLength(2);
  });
});
