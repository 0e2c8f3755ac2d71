import { describe, expect, it } from 'vitest';
import {
  type DrillLine,
  type DrillTruth,
  scoreDrill,
  type VendorWrite,
} from '../../../src/domain/drill/score.ts';

const start = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const truth = (change: Partial<DrillTruth> = {}): DrillTruth => ({
  recommended: ['recent-deployment'],
  tellable: true,
  rollback: 'v1.2.2',
  invalidation: false,
  ...change,
});
const line = (minutes: number, kind: string, fields: object = {}): DrillLine => ({
  kind,
  eventAt: new Date(start + minutes * minute).toISOString(),
  ...fields,
});
const decision = (minutes: number, hypothesis: string) => line(minutes, 'decision', { hypothesis });
const deploy = (minutes: number, target: string): VendorWrite => ({
  at: start + minutes * minute,
  kind: 'deploy',
  target,
});
const recovery = (minutes: number, recovered: boolean) => line(minutes, 'recovery', { recovered });
const started = line(0, 'started');
const walk = [started, decision(2, 'recent-deployment'), recovery(8, true)];

describe('a drill', () => {
  it('that is walked well has every point', () => {
    expect(scoreDrill(truth(), walk, [deploy(4, 'v1.2.2')])).toMatchObject({
      points: 100,
      toHypothesis: 2 * minute,
      toMitigation: 8 * minute,
      verdict: {
        en: 'The right conclusion after 2m; mitigated after 8m',
        ko: '2분 만에 올바른 결론, 8분 만에 완화',
      },
    });
  });

  it('counts from the first right decision, after a wrong one', () => {
    const lines = [started, decision(1, 'client'), decision(5, 'recent-deployment')];
    expect(scoreDrill(truth(), lines, []).toHypothesis).toBe(5 * minute);
  });

  it('counts an answer that is as fair', () => {
    const lines = [started, decision(1, 'client')];
    expect(scoreDrill(truth({ fair: [['client']] }), lines, []).toHypothesis).toBe(minute);
    expect(scoreDrill(truth({ fair: [['cache']] }), lines, []).toHypothesis).toBeNull();
  });

  it('without the right hypothesis loses its points', () => {
    const score = scoreDrill(truth(), [started, decision(1, 'client')], []);
    expect(score).toMatchObject({ points: 30, toHypothesis: null, toMitigation: null });
    expect(score.verdict.en).toBe('The cause was not found; not mitigated');
  });

  it('is not mitigated by a write that was only begun, or failed', () => {
    const lines = walk.slice(0, 2);
    const begun = scoreDrill(truth(), lines, [{ ...deploy(4, 'v1.2.2'), served: false }]);
    expect(begun.toMitigation).toBeNull();
    expect(begun.parts.find(({ what }) => what === 'mitigation')?.points).toBe(0);
    const served = scoreDrill(truth(), lines, [{ ...deploy(4, 'v1.2.2'), served: true }]);
    expect(served.toMitigation).toBe(4 * minute);
  });

  it('is mitigated when the errors fell, and not by a write that did not help', () => {
    const writes = [deploy(4, 'v1.2.2')];
    expect(scoreDrill(truth(), walk.slice(0, 2), writes).toMitigation).toBe(4 * minute);
    const lines = [...walk.slice(0, 2), recovery(9, false)];
    expect(scoreDrill(truth(), lines, writes).toMitigation).toBeNull();
  });

  it('that takes longer than the response time has half of the points for it', () => {
    const lines = [...walk.slice(0, 2), recovery(16, true)];
    expect(scoreDrill(truth(), lines, [deploy(4, 'v1.2.2')]).points).toBe(85);
  });

  it('names a rollback to a version that is bad too as wrong', () => {
    const writes = [deploy(3, 'v1.2.2'), deploy(6, 'v1.2.1')];
    const score = scoreDrill(truth({ rollback: 'v1.2.1' }), walk, writes);
    expect(score.writes.map(({ judged }) => judged)).toEqual(['wrong', 'right']);
    expect(score.verdict.en).toContain('wrong: deploy v1.2.2');
    expect(score.verdict.ko).toContain('잘못된 변경: 배포 v1.2.2');
    expect(score.points).toBe(80);
  });

  it('names a rollback of an innocent deploy, and a repeat, as needless', () => {
    const innocent = truth({ recommended: ['external-service'], rollback: null });
    expect(scoreDrill(innocent, [started], [deploy(3, 'v1.2.2')]).writes[0]?.judged).toBe(
      'needless',
    );
    const twice = scoreDrill(truth(), walk, [deploy(5, 'v1.2.2'), deploy(4, 'v1.2.2')]);
    expect(twice.writes.map(({ judged }) => judged)).toEqual(['right', 'needless']);
  });

  it('has nothing to mitigate where no write helps', () => {
    const client = truth({ recommended: ['client'], rollback: null });
    const score = scoreDrill(client, [started, decision(3, 'client')], []);
    expect(score).toMatchObject({ points: 100, mitigationDue: false, toMitigation: null });
    expect(score.verdict.en).toContain('nothing had to be written');
  });

  it('counts an invalidation as right only where it repairs', () => {
    const write: VendorWrite = { at: start + minute, kind: 'invalidation', target: '/*' };
    const stale = truth({ recommended: ['cache'], rollback: null, invalidation: true });
    const lines = [started, decision(1, 'cache')];
    expect(scoreDrill(stale, lines, [write])).toMatchObject({ points: 100, mitigationDue: true });
    const cold = { ...stale, invalidation: false };
    expect(scoreDrill(cold, lines, [write]).writes[0]?.judged).toBe('needless');
  });

  it('that cannot be told is right to say so', () => {
    const hidden = truth({ recommended: ['cause-not-seen'], tellable: false, rollback: null });
    const lines = [started, decision(4, 'cause-not-seen')];
    expect(scoreDrill(hidden, lines, [])).toMatchObject({ points: 100, toHypothesis: 4 * minute });
  });

  it('lists skipped checks with their reasons, and takes points for them', () => {
    const skipped = line(1, 'skipped', { step: 'browsers', reason: 'in a hurry' });
    const score = scoreDrill(truth(), [started, skipped, ...walk.slice(1)], [deploy(4, 'v1.2.2')]);
    expect(score.skipped).toEqual([{ step: 'browsers', reason: 'in a hurry' }]);
    expect(score.points).toBe(95);
  });
});
