import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { HandMark } from '../../../src/domain/diagnosis/types.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  bundle,
  cache,
  correlation,
  deployed,
  images,
  loading,
  onset,
  pageSpeed,
  rate,
  riddle,
  service,
  slow,
  split,
  tie,
  users,
  without,
} from './collected.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Whatever the collectors may find about errors. */
const errors = fc
  .record({
    tied: fc.boolean(),
    brought: fc.option(share),
    lift: fc.option(fc.double({ min: 0, max: 200, noNaN: true })),
    lastGood: fc.constantFrom('v1.2.2', null),
    probe: fc.constantFrom('up', 'down', 'slow', 'unknown' as const),
    statusPage: fc.constantFrom('none', 'minor', 'major', 'unknown' as const),
    named: fc.option(share),
    standsOut: fc.constantFrom(null, 'Safari', 'HeadlessChrome'),
    people: fc.constantFrom(1, 900),
    ended: fc.boolean(),
    verdict: fc.constantFrom('ok', 'warn', 'bad' as const),
  })
  .map(
    (f): Collected => ({
      ...riddle,
      'error-rate': answer(rate(), f.verdict),
      'error-onset': answer(onset({ endedAt: f.ended ? at - 600_000 : null })),
      'recent-deploys': answer(deployed()),
      correlation: answer(
        f.tied
          ? correlation({ newInSuspect: f.brought, lift: f.lift, lastGood: f.lastGood })
          : correlation({ suspect: null }),
      ),
      'affected-users': answer(users({ users: f.people })),
      'browser-split': answer(split(f.standsOut)),
      dependencies: answer({
        dependencies: [service({ probe: f.probe, statusPage: f.statusPage, errorShare: f.named })],
      }),
    }),
  );

const speed = fc
  .record({
    lcp: fc.constantFrom(1_900, 5_000),
    total: fc.integer({ min: 100_000, max: 5_000_000 }),
    hitRatio: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    bytes: fc.integer({ min: 1_000, max: 9_000_000 }),
    blocks: fc.boolean(),
    stale: fc.boolean(),
  })
  .map(
    (f): Collected => ({
      ...slow,
      'page-speed': answer(pageSpeed(f.lcp)),
      bundle: answer(bundle(f.total)),
      images: answer(images(f.bytes)),
      'resource-loading': answer(loading(f.blocks)),
      'cache-state': answer(
        cache({
          hitRatio: f.hitRatio,
          stale: f.stale ? { serves: 'v1.2.2', deployed: 'v1.2.3' } : null,
        }),
      ),
    }),
  );

const both = [
  ['errors', errors, diagnoseErrors],
  ['speed', speed, diagnoseSpeed],
] as const;

const harmless = ['cause-not-seen', 'false-alarm'];
const idsOf = (collected: Collected) => Object.keys(collected) as EvidenceId[];

describe.each(both)('the diagnosis of %s', (_, collected, diagnose) => {
  it('does not depend on the order in which answers came', () => {
    fc.assert(
      fc.property(collected, fc.infiniteStream(fc.nat()), (some, keys) => {
        const shuffled = Object.entries(some)
          .map((entry) => ({ entry, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(diagnose(Object.fromEntries(shuffled), [])).toEqual(diagnose(some, []));
      }),
    );
  });

  it('makes nobody guilty, and rolls nothing back, because a source is dead', () => {
    fc.assert(
      fc.property(collected, fc.nat(), fc.boolean(), (some, n, unasked) => {
        const ids = idsOf(some);
        const id = ids[n % ids.length] as EvidenceId;
        const { [id]: _gone, ...rest } = some;
        const whole = diagnose(some, []);
        const blind = diagnose(unasked ? rest : without(some, id), []);
        if (blind.response.kind === 'rollback') expect(whole.response).toEqual(blind.response);
        if (whole.recommended === 'false-alarm' || whole.standing === 'thin') {
          expect(harmless).toContain(blind.recommended);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes no point from a source that is dead', () => {
    fc.assert(
      fc.property(collected, fc.subarray(idsOf({ ...riddle, ...slow })), (some, ids) => {
        const dead = ids.filter((id) => id in some);
        const { ranked, unseen } = diagnose(without(some, ...dead), []);
        const counted = ranked.flatMap((one) => [...one.for, ...one.against]);
        const used = counted.map(({ evidence }) => evidence);
        for (const id of dead) expect(used).not.toContain(id);
        expect(unseen.map(({ evidence }) => evidence)).toEqual(dead.toSorted());
      }),
    );
  });

  it('has scores that are the sums of their reasons, the highest first', () => {
    fc.assert(
      fc.property(collected, (some) => {
        const { ranked, margin } = diagnose(some, []);
        for (const one of ranked) {
          const reasons = [...one.for, ...one.against];
          expect(one.score).toBe(reasons.reduce((sum, { weight }) => sum + weight, 0));
          for (const { text } of reasons) expect(text.ko).toMatch(/[가-힣]|LCP|%/);
        }
        const scores = ranked.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(margin).toBe((scores[0] ?? 0) - (scores[1] ?? 0));
      }),
    );
  });

  it('recommends nothing that the engineer ruled out, and names no cause in a tie', () => {
    fc.assert(
      fc.property(collected, (some) => {
        const { recommended } = diagnose(some, []);
        if (recommended === 'cause-not-seen') return;
        const mark: HandMark = { hypothesis: recommended, change: 'ruled-out', reason: 'looked' };
        const after = diagnose(some, [mark]);
        expect(after.recommended).not.toBe(recommended);
        expect(after.causes).not.toContain(recommended);
        if (after.standing === 'tie' || after.standing === 'thin') expect(after.causes).toEqual([]);
      }),
    );
  });

  it('never lowers what the engineer supports', () => {
    fc.assert(
      fc.property(collected, fc.nat(), (some, n) => {
        const plain = diagnose(some, []).ranked;
        const one = plain[n % plain.length];
        if (!one) return;
        const { hypothesis } = one;
        const { ranked } = diagnose(some, [{ hypothesis, change: 'supported', reason: 'seen' }]);
        const place = (list: typeof ranked) => list.findIndex((r) => r.hypothesis === hypothesis);
        expect(place(ranked)).toBeLessThanOrEqual(place(plain));
      }),
    );
  });
});

const scoreOf = (collected: Collected, hypothesis: string) =>
  diagnoseErrors(collected, []).ranked.find((one) => one.hypothesis === hypothesis)?.score ?? 0;

describe('evidence for a cause never lowers it:', () => {
  it('the more events are new with a version, the more points it has', () => {
    fc.assert(
      fc.property(errors, share, share, (some, a, b) => {
        const brought = (newInSuspect: number): Collected => ({
          ...some,
          correlation: answer(correlation({ suspect: tie(), newInSuspect })),
        });
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(scoreOf(brought(more), 'recent-deployment')).toBeGreaterThanOrEqual(
          scoreOf(brought(less), 'recent-deployment'),
        );
      }),
    );
  });

  it('the more events name a service in trouble, the more points it has', () => {
    fc.assert(
      fc.property(errors, share, share, (some, a, b) => {
        const named = (errorShare: number): Collected => ({
          ...some,
          dependencies: answer({ dependencies: [service({ probe: 'down', errorShare })] }),
        });
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(scoreOf(named(more), 'external-service')).toBeGreaterThanOrEqual(
          scoreOf(named(less), 'external-service'),
        );
        expect(scoreOf(named(more), 'recent-deployment')).toBeLessThanOrEqual(
          scoreOf(named(less), 'recent-deployment'),
        );
      }),
    );
  });
});
