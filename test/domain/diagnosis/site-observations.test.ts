import { describe, expect, it } from 'vitest';
import { type Observation, observe } from '../../../src/domain/diagnosis/observation.ts';
import {
  isCertain,
  isSiteCause,
  siteAbout,
  siteCauses,
  withSite,
} from '../../../src/domain/diagnosis/site-observations.ts';
import type { SiteUp } from '../../../src/domain/site/findings.ts';
import { answer, at, without } from './collected.ts';
import { ids, said } from './said.ts';
import { certificate, servedDeploy, siteDown, siteUp } from './site-seen.ts';

const text = { en: 'x', ko: 'x' };
const clue = (id: Observation['id'], weight?: number): Observation => {
  const found = observe(id, text);
  return weight === undefined ? found : { ...found, reason: { ...found.reason, weight } };
};

describe('whether the site is up', () => {
  const of = (seen: SiteUp) => withSite({ 'site-up': answer(seen) }, 'UTC', []);

  it('says nothing where it is, or nobody knows', () => {
    expect(of(siteUp())).toEqual([]);
    expect(withSite(without({}, 'site-up'), 'UTC', [])).toEqual([]);
  });

  it('speaks for an outage, and against a false alarm', () => {
    expect(ids(of(siteDown('http_5xx')))).toEqual(['site-down', 'alarm-site-down']);
    expect(ids(of(siteDown('http_5xx', { uptime: null })))).toEqual([
      'site-down',
      'alarm-site-down',
    ]);
  });

  it('speaks louder where UptimeRobot sees it too', () => {
    const clues = of(siteDown('http_5xx', { uptime: { since: at, reason: '503' } }));
    expect(ids(clues)).toEqual(['site-down', 'site-down-outside', 'alarm-site-down']);
    expect(said(clues)).toContain('UptimeRobot sees it down since 03:00 UTC');
  });

  it('speaks of an outage in part where some of it is up', () => {
    const uptime = { since: at, reason: '503' };
    expect(ids(of(siteDown('http_5xx', { state: 'partly', uptime })))).toEqual([
      'site-partly',
      'alarm-site-down',
    ]);
  });

  it('leaves to the certificate what fails by it, if only one monitor does', () => {
    expect(ids(of(siteDown('tls_expired')))).toEqual(['alarm-site-down']);
    const [failed] = siteDown('tls_expired').monitors;
    const [other] = siteDown('http_5xx').monitors;
    if (!failed || !other) throw new Error('no monitor');
    expect(ids(of(siteDown('http_5xx', { monitors: [other, failed] })))).toEqual([
      'alarm-site-down',
    ]);
    // One that is up has no say, whatever its reason.
    const warned = { ...failed, state: 'up' } as const;
    expect(ids(of(siteDown('http_5xx', { monitors: [other, warned] })))).toContain('site-down');
  });
});

describe('the certificate', () => {
  const of = (state: ReturnType<typeof certificate>['state'], ...others: Observation[]) =>
    ids(withSite({ certificate: answer(certificate({ state })) }, 'UTC', others));

  it('says nothing where it holds', () => {
    expect(of('valid')).toEqual([]);
  });

  it.each(['expired', 'invalid'] as const)('that is %s is the cause, whatever else is', (state) => {
    expect(of(state, clue('deploy-tied', 90))).toEqual([
      'certificate-invalid',
      'alarm-certificate',
      'deploy-tied',
    ]);
  });

  it('that ends soon may be the cause where no other has points enough', () => {
    expect(of('expiring')).toEqual(['certificate-expiring', 'alarm-certificate']);
    expect(of('expiring', clue('deploy-tied', 44))).toContain('certificate-expiring');
    expect(of('expiring', clue('deploy-tied', 45))).not.toContain('certificate-expiring');
    expect(of('expiring', clue('deploy-tied', 25), clue('deploy-lift', 20))).not.toContain(
      'certificate-expiring',
    );
    expect(of('expiring', clue('deploy-tied', 30), clue('service-down', 30))).toContain(
      'certificate-expiring',
    );
  });

  it('that ends soon may be it beside a false alarm, or a cause that is not seen', () => {
    expect(of('expiring', clue('alarm-ended', 90), clue('unseen-always', 90))).toContain(
      'certificate-expiring',
    );
  });

  it('that ends soon is not it where the site is down', () => {
    const down = { 'site-up': answer(siteDown('http_5xx')) };
    const soon = { certificate: answer(certificate({ state: 'expiring' })) };
    expect(ids(withSite({ ...down, ...soon }, 'UTC', []))).toEqual([
      'alarm-certificate',
      'site-down',
      'alarm-site-down',
    ]);
  });
});

describe('what is served', () => {
  const of = (state: ReturnType<typeof servedDeploy>['state'], ...others: Observation[]) =>
    ids(withSite({ 'served-deploy': answer(servedDeploy({ state })) }, 'UTC', others));

  it.each(['served', 'settling'] as const)('says nothing where the state is %s', (state) => {
    expect(of(state)).toEqual([]);
  });

  it('is the cause where it is not what was deployed', () => {
    expect(of('not-served')).toEqual(['deploy-not-served', 'alarm-not-served']);
  });

  it('speaks against a false alarm alone where several versions are served', () => {
    expect(of('mixed')).toEqual(['alarm-not-served']);
  });

  it.each([
    ['cache-missing', false],
    ['cache-misses', false],
    ['cache-stale', true],
  ] as const)('is a cause of its own beside %s: %s', (id, own) => {
    expect(of('not-served', clue(id)).includes('deploy-not-served')).toBe(own);
  });
});

describe('causes of the site', () => {
  it('stand in a ranking where something was seen of them', () => {
    expect(siteCauses([])).toEqual([]);
    expect(
      siteCauses([clue('deploy-not-served'), clue('site-partly'), clue('deploy-tied')]),
    ).toEqual(['site-down', 'not-served']);
  });

  it('are told from others', () => {
    expect(['site-down', 'certificate', 'not-served'].every(isSiteCause)).toBe(true);
    expect(['recent-deployment', 'false-alarm', 'a hunch'].some(isSiteCause)).toBe(false);
  });

  it.each([
    ['site-down', 'site-down', true],
    ['certificate-invalid', 'certificate', true],
    ['deploy-not-served', 'not-served', true],
    ['site-partly', 'site-down', false],
    ['certificate-expiring', 'certificate', false],
    ['site-down', 'certificate', false],
    ['deploy-tied', 'recent-deployment', false],
  ] as const)('%s proves %s: %s', (id, hypothesis, expected) => {
    expect(isCertain(hypothesis, [clue('unseen-always'), clue(id)])).toBe(expected);
  });

  it('are about a host, or about the version that was deployed', () => {
    const collected = {
      'site-up': answer(siteDown('http_5xx')),
      certificate: answer(certificate()),
      'served-deploy': answer(servedDeploy()),
    };
    expect(siteAbout(collected, 'certificate')).toBe('talkstudio.app');
    expect(siteAbout(collected, 'not-served')).toBe('v1.2.3');
    expect(siteAbout(collected, 'site-down')).toBeNull();
    expect(siteAbout({}, 'certificate')).toBeNull();
    expect(siteAbout({}, 'not-served')).toBeNull();
  });
});
