import { describe, expect, it } from 'vitest';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import { diagnoseSite } from '../../../src/domain/diagnosis/site.ts';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { CertificateSeen, ServedDeploy, SiteUp } from '../../../src/domain/site/findings.ts';
import { answer, at, badDeploy, cache, pageSpeed, recovered, slow, without } from './collected.ts';

const seen = (change: Partial<SiteUp> = {}): SiteUp => ({
  state: 'up',
  monitors: [{ name: 'Production', state: 'up', reason: null, detail: '200' }],
  layer: null,
  uptime: { since: null, reason: '' },
  controlHosts: [],
  ...change,
});
const holds = (change: Partial<CertificateSeen> = {}): CertificateSeen => ({
  host: 'talkstudio.app',
  issuer: 'CA',
  validTo: at + 20 * 86_400_000,
  daysLeft: 20,
  state: 'valid',
  detail: '',
  ...change,
});
const serves = (change: Partial<ServedDeploy> = {}): ServedDeploy => ({
  state: 'served',
  served: ['v1.2.3'],
  deployed: 'v1.2.3',
  deployedAt: at - 3_600_000,
  cached: true,
  ...change,
});
const failing = (reason: 'http_5xx' | 'tls_expired' | 'dns_not_found') =>
  answer(
    seen({
      state: 'down',
      monitors: [{ name: 'Production', state: 'down', reason, detail: reason }],
      layer: reason === 'http_5xx' ? 'origin' : reason === 'tls_expired' ? 'tls' : 'dns',
    }),
  );

const up: Collected = {
  'site-up': answer(seen(), 'ok'),
  certificate: answer(holds(), 'ok'),
  'served-deploy': answer(serves(), 'ok'),
};
const fast: Collected = { ...slow, 'page-speed': answer(pageSpeed(1_500), 'ok') };

/** What each runbook says of nothing at all, and of the site beside it. */
const runbooks = [
  ['High Error Rate', (site: Collected) => diagnoseErrors({ ...recovered, ...site }, [])],
  ['Performance Degradation', (site: Collected) => diagnoseSpeed({ ...fast, ...site }, [])],
  ['Service Down', (site: Collected) => diagnoseSite(site, [])],
] as const;

describe.each(runbooks)('%s, where nothing else is wrong', (_, diagnosed) => {
  it('names a false alarm while the site is up, its certificate holds and its deploy is served', () => {
    expect(diagnosed(up)).toMatchObject({ recommended: 'false-alarm', causes: [] });
  });

  it.each(['http_5xx', 'dns_not_found'] as const)('escalates a site that is down by %s', (by) => {
    const found = diagnosed({ ...up, 'site-up': failing(by) });
    expect(found).toMatchObject({
      recommended: 'site-down',
      causes: ['site-down'],
      standing: 'clear',
      response: { kind: 'escalate' },
    });
    const where = by === 'http_5xx' ? 'the origin or the CDN' : 'DNS';
    expect(found.why.map(({ en }) => en)).toContain(`where it fails: ${where}`);
  });

  it('renews a certificate that has expired, and does not call that an outage of its own', () => {
    const expired = answer(holds({ state: 'expired', daysLeft: -1, validTo: at - 86_400_000 }));
    const found = diagnosed({ ...up, 'site-up': failing('tls_expired'), certificate: expired });
    expect(found).toMatchObject({
      recommended: 'certificate',
      response: { kind: 'renew', host: 'talkstudio.app' },
    });
    expect(found.ranked.find((one) => one.hypothesis === 'site-down')?.score ?? 0).toBe(0);
  });

  it('renews one that ends soon', () => {
    const soon = answer(holds({ state: 'expiring', daysLeft: 3 }), 'warn');
    expect(diagnosed({ ...up, certificate: soon })).toMatchObject({
      recommended: 'certificate',
      response: { kind: 'renew' },
    });
  });

  it('invalidates where the last deploy is not served; without a CDN it is deployed again', () => {
    const lost = (cached: boolean) => ({
      ...up,
      'served-deploy': answer(serves({ state: 'not-served', served: ['v1.2.2'], cached })),
    });
    expect(diagnosed(lost(true))).toMatchObject({
      recommended: 'not-served',
      response: { kind: 'invalidate', paths: ['/*'] },
    });
    expect(diagnosed(lost(false)).response).toEqual({ kind: 'redeploy', version: 'v1.2.3' });
  });

  it('deploys again what something else was written over, as no copy of before is in the way', () => {
    const strange = serves({ state: 'not-served', served: ['v1.2.4'], fromElsewhere: true });
    const found = diagnosed({ ...up, 'served-deploy': answer(strange) });
    expect(found).toMatchObject({
      recommended: 'not-served',
      response: { kind: 'redeploy', version: 'v1.2.3' },
    });
    expect(found.why.map(({ en }) => en).join()).toContain('look which run wrote v1.2.4 here');
  });

  it('says neither that nothing is wrong nor that it is down where one monitor only is', () => {
    const partly = answer(seen({ ...failing('http_5xx').value, state: 'partly' }), 'warn');
    expect(diagnosed({ ...up, 'site-up': partly })).toMatchObject({
      recommended: 'cause-not-seen',
      response: { kind: 'look-further' },
    });
  });

  it.each([
    [
      'a quarter of the usual requests are missing',
      { requests: 750, usual: 1_000, fell: 0 },
      'cause-not-seen',
    ],
    ['a tenth is, as on other days', { requests: 900, usual: 1_000, fell: 0 }, 'false-alarm'],
    ['it is not known how many are usual', null, 'false-alarm'],
  ])('of a site that is up here, where %s', (_, visitors, recommended) => {
    const site = { ...up, 'site-up': answer(seen({ visitors }), 'ok') };
    expect(diagnosed(site).recommended).toBe(recommended);
  });

  it('says neither while nobody knows whether it is up', () => {
    const found = diagnosed(without(up, 'site-up'));
    expect(found.recommended).toBe('cause-not-seen');
    expect(found.unseen.map(({ evidence }) => evidence)).toContain('site-up');
  });

  it('does not name a deploy that has just been made', () => {
    const settling = serves({ state: 'settling', served: ['v1.2.2'] });
    const found = diagnosed({ ...up, 'served-deploy': answer(settling, 'ok') });
    expect(found.recommended).toBe('false-alarm');
  });
});

describe('what else is wrong', () => {
  it('is named beside a certificate that ends soon', () => {
    const soon = answer(holds({ state: 'expiring', daysLeft: 3 }), 'warn');
    const found = diagnoseErrors({ ...badDeploy, ...up, certificate: soon }, []);
    expect(found.recommended).toBe('recent-deployment');
  });

  it('comes after a site that is down', () => {
    const found = diagnoseErrors({ ...badDeploy, ...up, 'site-up': failing('http_5xx') }, []);
    expect(found).toMatchObject({ recommended: 'site-down', response: { kind: 'escalate' } });
  });

  it('is the cache, where it shows more than a stale page', () => {
    const stale = { serves: 'v1.2.2', deployed: 'v1.2.3' };
    const lost = answer(serves({ state: 'not-served', served: ['v1.2.2'] }));
    const state = answer(cache({ stale, missing: ['https://x.test/a.js'] }));
    const found = diagnoseSpeed(
      { ...slow, ...up, 'served-deploy': lost, 'cache-state': state },
      [],
    );
    expect(found).toMatchObject({ recommended: 'cache', response: { kind: 'invalidate' } });
  });
});

describe('Service Down, where the CDN could not tell of the visitors', () => {
  const told = seen({ visitors: { requests: 1_000, usual: 1_000, fell: 0.05 } });
  const unknown = seen({ visitors: null, visitorsUnknown: true });

  it('has no false alarm that is proven', () => {
    const found = diagnoseSite({ ...up, 'site-up': answer(unknown, 'ok') }, []);
    expect(found.recommended).not.toBe('false-alarm');
    const against = found.ranked.flatMap((one) => one.against.map(({ text }) => text.en));
    expect(against).toContain('whether people come as usual could not be asked');
  });

  it.each([
    ['it told that they come as usual', told],
    ['there is none that could tell', seen({ visitors: null })],
  ])('has one where %s', (_why, site) => {
    expect(diagnoseSite({ ...up, 'site-up': answer(site, 'ok') }, []).recommended).toBe(
      'false-alarm',
    );
  });
});

describe('Service Down, where a fifth of the visitors went at once', () => {
  const site = {
    ...up,
    'site-up': answer(seen({ visitors: { requests: 1_000, usual: 1_000, fell: 0.26 } }), 'ok'),
  };

  it('names no false alarm, as they may be those who do not get in', () => {
    const found = diagnoseSite(site, []);
    expect(found).toMatchObject({ recommended: 'cause-not-seen', causes: [] });
    const against = found.ranked.flatMap((one) => one.against.map(({ text }) => text.en));
    expect(against.join()).toContain('26 % of the requests went within five minutes');
  });

  it('which tells the other runbooks nothing: what asks again and again goes so as well', () => {
    expect(diagnoseErrors({ ...recovered, ...site }, []).recommended).toBe('false-alarm');
  });
});
