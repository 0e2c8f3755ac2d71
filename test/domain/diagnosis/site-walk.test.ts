import { describe, expect, it } from 'vitest';
import { diagnoseSite } from '../../../src/domain/diagnosis/site.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, at } from './collected.ts';
import { certificate, servedDeploy, siteDown, siteUp } from './site-seen.ts';

const up: Collected = {
  'site-up': answer(siteUp(), 'ok'),
  certificate: answer(certificate(), 'ok'),
  'served-deploy': answer(servedDeploy(), 'ok'),
};
const lost = answer(servedDeploy({ state: 'not-served', served: ['v1.2.2'] }));
const diagnosed = (change: Collected) => diagnoseSite({ ...up, ...change }, []);
const ranked = (change: Collected, hypothesis: string) =>
  diagnosed(change).ranked.find((one) => one.hypothesis === hypothesis);

describe('a walk about a service that is down', () => {
  it('ranks each cause of the site, a false alarm, and a cause that is not seen', () => {
    const all = diagnosed({}).ranked.map(({ hypothesis }) => hypothesis);
    expect(all.toSorted()).toEqual([
      'cause-not-seen',
      'certificate',
      'false-alarm',
      'not-served',
      'site-down',
    ]);
  });

  it('says why it may be a false alarm, and that there may be another cause', () => {
    expect(ranked({}, 'false-alarm')?.for).toHaveLength(1);
    expect(ranked({ 'site-up': answer(siteDown('http_5xx')) }, 'false-alarm')?.for).toEqual([]);
    for (const seen of [siteUp(), siteDown('http_5xx')]) {
      const reasons = ranked({ 'site-up': answer(seen) }, 'cause-not-seen')?.for;
      expect(reasons?.map(({ text }) => text.en)).toEqual([
        'there are causes that tsops does not check',
      ]);
    }
  });

  it('says what each is about', () => {
    expect(ranked({ 'served-deploy': lost }, 'not-served')?.about).toBe('v1.2.3');
    expect(ranked({}, 'certificate')?.about).toBe('talkstudio.app');
    expect(ranked({}, 'site-down')?.about).toBeNull();
  });

  it('names one cause of two: what comes before all else', () => {
    const found = diagnosed({ 'site-up': answer(siteDown('http_5xx')), 'served-deploy': lost });
    expect(found).toMatchObject({ standing: 'clear', causes: ['site-down'] });
  });

  it('gives its times in the zone that it is told', () => {
    const down = answer(siteDown('http_5xx', { uptime: { since: at, reason: '503' } }));
    const said = (zone?: string) =>
      diagnoseSite({ ...up, 'site-up': down }, [], zone)
        .why.map(({ en }) => en)
        .join();
    expect(said()).toContain('03:00 UTC');
    expect(said('Asia/Seoul')).toContain('12:00');
  });

  it('names no false alarm by hand while nobody knows whether it is up', () => {
    const mark = { hypothesis: 'false-alarm', change: 'supported', reason: 'I see it' } as const;
    const marks = [mark, mark];
    const unknown = { 'site-up': { ...answer<never>(null, 'unknown') } };
    expect(diagnoseSite({ ...up, ...unknown }, marks).recommended).toBe('cause-not-seen');
    expect(diagnoseSite(up, marks).recommended).toBe('false-alarm');
  });
});
