import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/sandbox/check-scenario.ts';
import { servedAt } from '../../src/sandbox/world/edge.ts';
import { groupsOf } from '../../src/sandbox/world/error-groups.ts';
import { lifetime, tally } from '../../src/sandbox/world/errors.ts';
import { createWorld, type World } from '../../src/sandbox/world/model.ts';
import { jobState, runState, stepState } from '../../src/sandbox/world/run-state.ts';
import { runsOf } from '../../src/sandbox/world/runs.ts';
import { split } from '../../src/sandbox/world/traffic.ts';
import { fakeClock } from '../support/clock.ts';
import { shipped } from '../support/shipped.ts';

const badDeploy = shipped('bad-deploy');
const calm = shipped('calm');

const START = Date.parse('2026-11-23T03:00:00Z');

function dispatched(world: World, version = 'v1.2.2'): void {
  world.record({
    kind: 'dispatch',
    at: world.now(),
    ref: 'main',
    inputs: { version },
    actor: 'me',
  });
}

const RANK = { queued: 0, pending: 0, waiting: 1, in_progress: 1, completed: 2 };

describe('a run of the deploy workflow', () => {
  const worlds = fc.record({
    pace: fc.constantFrom(0, 0.1, 1, 3),
    approvedAfter: fc.constantFrom(undefined, '0s', '7s'),
    outcome: fc.constantFrom('success' as const, 'failure' as const),
    version: fc.constantFrom('v1.2.2', 'v9.9.9'),
    cancelAfter: fc.constantFrom(undefined, 500, 4_000),
  });

  it('never goes back to an earlier state, and nothing goes on once it has ended', () => {
    fc.assert(
      fc.property(worlds, ({ pace, approvedAfter, outcome, version, cancelAfter }) => {
        const approval = approvedAfter === undefined ? {} : { approval: true, approvedAfter };
        const scenario = checkScenario({ ...calm, pace, workflow: { outcome, ...approval } }, 'x');
        const clock = fakeClock(START);
        const world = createWorld(scenario, 1, clock);
        dispatched(world, version);
        let rank = 0;
        for (let at = 0; at <= 40_000; at += 500) {
          clock.advance(500);
          const run = runsOf(world).at(-1);
          if (!run) throw new Error('no run');
          if (at === cancelAfter) {
            world.record({ kind: 'cancel', at: world.now(), runId: run.id });
            continue;
          }
          const state = runState(run, world.now());
          const next = RANK[state.status];
          expect(next).toBeGreaterThanOrEqual(rank);
          rank = next;
          const parts = run.plan.jobs.flatMap((job) => [
            jobState(run, job, world.now()),
            ...job.steps.map((step) => stepState(run, step, world.now())),
          ]);
          const active = parts.filter((part) => part.status !== 'completed').length;
          if (state.status === 'completed') expect(active).toBe(0);
          for (const { startedAt, completedAt } of parts) {
            if (startedAt !== null && completedAt !== null) {
              expect(completedAt).toBeGreaterThanOrEqual(startedAt);
            }
          }
        }
        expect(rank).toBe(2);
        const served = servedAt(world, 'production', '/', world.now()).version;
        const last = runsOf(world).at(-1);
        if (!last) throw new Error('no run');
        const succeeded = runState(last, world.now()).conclusion === 'success';
        const steps = last.plan.jobs.flatMap((job) => job.steps);
        const conclusions = steps.map((step) => stepState(last, step, world.now()).conclusion);
        if (succeeded) expect(new Set(conclusions)).toEqual(new Set(['success']));
        expect(conclusions.filter((one) => one === 'failure').length).toBeLessThanOrEqual(1);
        expect(served).toBe(succeeded ? 'v1.2.2' : 'v1.2.3');
      }),
      { numRuns: 40 },
    );
  });
});

describe('the world', () => {
  const scenario = checkScenario(badDeploy, 'bad-deploy');
  const counts = (seed: number) => {
    const world = createWorld(scenario, seed, { now: () => START });
    return groupsOf(world).map((group) => lifetime(world, group).count);
  };

  it('is the same for the same seed, and another for another', () => {
    expect(counts(1)).toEqual(counts(1));
    expect(counts(1)).not.toEqual(counts(2));
  });

  it('counts the same events however a stretch of time is cut', () => {
    const clock = fakeClock(START);
    const world = createWorld(scenario, 1, clock);
    clock.advance(600_000);
    const minute = 60_000;
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 9 }), fc.integer({ min: -60, max: 9 }), (a, b) => {
        const [from, cut] = [Math.min(a, b), Math.max(a, b)];
        for (const group of groupsOf(world)) {
          const count = (x: number, y: number) =>
            tally(world, group, START + x * minute, START + y * minute).count;
          expect(count(from, cut) + count(cut, 10)).toBe(count(from, 10));
        }
      }),
    );
  });
});

describe('a number split by weights', () => {
  it('adds up to itself, no part more than one from its share', () => {
    const weights = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      {
        minKeys: 1,
        maxKeys: 8,
      },
    );
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), weights, (total, given) => {
        const parts = split(total, given);
        expect(parts.reduce((sum, [, n]) => sum + n, 0)).toBe(total);
        const all = Object.values(given).reduce((sum, n) => sum + n, 0);
        for (const [name, n] of parts) {
          expect(Math.abs(n - (total * (given[name] ?? 0)) / all)).toBeLessThan(1.001);
        }
      }),
    );
  });
});
