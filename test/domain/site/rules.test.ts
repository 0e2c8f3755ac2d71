import { describe, expect, it } from 'vitest';
import type { ProbeReason } from '../../../src/domain/health/probe-reason.ts';
import { reasons } from '../../../src/domain/health/probe-reason.ts';
import {
  certificateSeen,
  certificateVerdict,
  worstCertificate,
} from '../../../src/domain/site/certificate-rules.ts';
import type { CertificateSeen, MonitorSeen, SiteUp } from '../../../src/domain/site/findings.ts';
import { layerOf, siteState, siteVerdict } from '../../../src/domain/site/up-rules.ts';

const monitor = (state: MonitorSeen['state'], name: string = state): MonitorSeen => ({
  name,
  state,
  reason: state === 'down' ? 'http_5xx' : null,
  detail: '',
});
const [up, down, unknown] = [monitor('up'), monitor('down'), monitor('unknown')];
const fine = { since: null, reason: '' };
const outage = { since: 1, reason: 'HTTP 503' };

describe('whether a site is up', () => {
  it.each<[string, MonitorSeen[], SiteUp['uptime'], ReturnType<typeof siteState>]>([
    ['every monitor is up', [up, up], fine, 'up'],
    ['every monitor is up and UptimeRobot was not asked', [up], null, 'up'],
    ['every monitor is down', [down, down], fine, 'down'],
    ['one is down and the other not known', [down, unknown], null, 'down'],
    ['nothing is known here, and UptimeRobot sees it down', [unknown], outage, 'down'],
    ['one monitor only is down', [down, up], fine, 'partly'],
    ['it is up here, and down for UptimeRobot', [up], outage, 'partly'],
    ['nobody could tell', [unknown], fine, null],
    ['nobody was asked', [], null, null],
  ])('is told where %s', (_, monitors, uptime, state) => {
    expect(siteState({ monitors, uptime })).toBe(state);
  });

  it('is bad when down, worth a look in part or with a monitor not known, else ok', () => {
    const verdict = (state: SiteUp['state'], ...monitors: MonitorSeen[]) =>
      siteVerdict({ state, monitors, layer: null, uptime: fine, controlHosts: [] });
    expect(verdict('down', down)).toBe('bad');
    expect(verdict('partly', down, up)).toBe('warn');
    expect(verdict('up', up, unknown)).toBe('warn');
    expect(verdict('up', up)).toBe('ok');
  });

  it.each<[ProbeReason, ReturnType<typeof layerOf>]>([
    ['dns_not_found', 'dns'],
    ['timeout_dns', 'dns'],
    ['connection_refused', 'connection'],
    ['timeout_connect', 'connection'],
    ['tls_expired', 'tls'],
    ['timeout_tls', 'tls'],
    ['http_5xx', 'origin'],
    ['timeout_response', 'origin'],
    ['http_4xx', 'page'],
    ['keyword_missing', 'page'],
  ])('fails by %s at the layer %s', (reason, layer) => {
    expect(Object.keys(reasons)).toContain(reason);
    expect(layerOf(reason)).toBe(layer);
  });
});

const certificate = (
  state: CertificateSeen['state'],
  daysLeft: number | null,
): CertificateSeen => ({
  host: 'shop.test',
  issuer: 'CA',
  validTo: 1,
  daysLeft,
  state,
  detail: '',
});

const health = (daysLeft: number, reason: ProbeReason | null = null) => {
  const shown = { validTo: '2026-12-13T00:00:00Z', issuer: 'CA', daysLeft };
  const hop = { url: 'https://shop.test/', certificate: shown };
  const attempts = [{ hops: [hop] }];
  const monitor = { url: 'https://shop.test/', reason, findings: [], attempts };
  const asked = monitor as unknown as Parameters<typeof certificateSeen>[0];
  return certificateSeen(asked, { certWarnDays: 14 });
};

describe('a certificate', () => {
  it('ends soon within the days that its monitor allows, and not in twenty', () => {
    const states = [20, 14, 13, 0].map((days) => health(days)?.state);
    expect(states).toEqual(['valid', 'valid', 'expiring', 'expiring']);
  });

  it('has expired, or does not hold, by what the connection says', () => {
    expect(health(-1, 'tls_expired')).toMatchObject({ state: 'expired', host: 'shop.test' });
    expect(health(90, 'tls_hostname')?.state).toBe('invalid');
    expect(health(90, 'http_5xx')?.state).toBe('valid');
  });

  it('is bad where it does not hold, worth a look where it ends soon, else ok', () => {
    const verdicts = (['expired', 'invalid', 'expiring', 'valid'] as const).map((state) =>
      certificateVerdict(certificate(state, 5)),
    );
    expect(verdicts).toEqual(['bad', 'bad', 'warn', 'ok']);
  });

  it('of several is the one that matters first', () => {
    const all = [certificate('valid', 90), certificate('expiring', 9), certificate('expiring', 3)];
    expect(worstCertificate(all)?.daysLeft).toBe(3);
    expect(worstCertificate([...all, certificate('expired', -1)])?.state).toBe('expired');
    expect(worstCertificate([])).toBeNull();
  });
});
