import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';
import { bundleVerdict } from '../../../src/domain/speed/bundle-rules.ts';
import { cacheVerdict } from '../../../src/domain/speed/cache-rules.ts';
import { imagesVerdict } from '../../../src/domain/speed/image-rules.ts';
import { resourcesVerdict } from '../../../src/domain/speed/resource-rules.ts';
import { answer, bundle, cache, images, loading, slow } from './collected.ts';

/** Answers as the collectors judge them. */
const judged = fc
  .record({
    total: fc.integer({ min: 300_000, max: 1_500_000 }),
    hitRatio: fc.option(fc.integer({ min: 60, max: 100 })),
    latency: fc.option(fc.integer({ min: 50, max: 2_000 })),
    missing: fc.boolean(),
    bytes: fc.integer({ min: 1_000, max: 2_000_000 }),
    blocks: fc.boolean(),
  })
  .map((f): Collected => {
    const code = bundle(f.total);
    const gone = f.missing ? ['/assets/a.js'] : [];
    const state = cache({ hitRatio: f.hitRatio, originLatency: f.latency, missing: gone });
    const pictures = images(f.bytes);
    const tags = loading(f.blocks);
    return {
      ...slow,
      bundle: answer(code, bundleVerdict(code)),
      'cache-state': answer(state, cacheVerdict(state)),
      images: answer(pictures, imagesVerdict(pictures)),
      'resource-loading': answer(tags, resourcesVerdict(tags)),
    };
  });

const causes = ['cache', 'origin', 'bundle-growth', 'resource-loading', 'images'];
const ids = ['bundle', 'cache-state', 'images', 'resource-loading'] as const;

function reasonsOf(collected: Collected, id: EvidenceId, side: 'for' | 'against') {
  return diagnoseSpeed(collected, [])
    .ranked.filter(({ hypothesis }) => causes.includes(hypothesis))
    .flatMap((one) => one[side])
    .filter(({ evidence }) => evidence === id);
}

describe('what a reason says follows from the verdict of its evidence:', () => {
  it('bad speaks for a cause, and acquits none', () => {
    fc.assert(
      fc.property(judged, (some) => {
        for (const id of ids.filter((one) => some[one]?.verdict === 'bad')) {
          expect(reasonsOf(some, id, 'against')).toEqual([]);
          expect(reasonsOf(some, id, 'for').length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('warn of the bundle and of the cache acquits nobody either, ok does', () => {
    fc.assert(
      fc.property(judged, (some) => {
        for (const id of ['bundle', 'cache-state'] as const) {
          const isOk = some[id]?.verdict === 'ok';
          expect(reasonsOf(some, id, 'against').length > 0).toBe(isOk);
        }
      }),
    );
  });
});

describe('scripts and styles', () => {
  const grew = (total: number) => {
    const value = bundle(total);
    return diagnoseSpeed({ ...slow, bundle: answer(value, bundleVerdict(value)) }, []);
  };

  it('that grew by two fifths are the cause, by a tenth they are no more than a hint', () => {
    expect(grew(560_000).recommended).toBe('bundle-growth');
    expect(grew(390_000).recommended).toBe('cause-not-seen');
    const hint = grew(390_000).ranked.find(({ hypothesis }) => hypothesis === 'bundle-growth');
    expect([hint?.for.length, hint?.against.length]).toEqual([1, 0]);
  });
});

describe('the origin', () => {
  const of = (originLatency: number, hitRatio = 94) => {
    const value = cache({ originLatency, hitRatio });
    return diagnoseSpeed({ ...slow, 'cache-state': answer(value, cacheVerdict(value)) }, []);
  };

  it('that is slow behind an edge that keeps its copies is the cause', () => {
    const found = of(1_900);
    expect(found).toMatchObject({ recommended: 'origin', response: { kind: 'look-further' } });
    expect(found.why.at(-1)?.en).toContain('status page');
  });

  it('that is slow where the edge keeps little is met for that reason', () => {
    expect(of(1_900, 22).recommended).toBe('cache');
  });

  it('that is a little slow, or quick, is not named', () => {
    for (const latency of [120, 700]) expect(of(latency).recommended).toBe('cause-not-seen');
  });
});
