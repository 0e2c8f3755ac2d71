import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { deployTimeline } from '../../../src/domain/deploys/timeline.ts';

const minute = 60_000;

function deploy(runId: number, version: string | null, parts: Partial<Deploy> = {}): Deploy {
  const at = parts.at ?? runId * 100 * minute;
  return {
    runId,
    version,
    environment: 'production',
    actor: 'minji-kim',
    at,
    endedAt: at + 4 * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
    ...parts,
  };
}

/** The rows by run, newest first as they are given. */
const told = (...deploys: readonly Deploy[]) => deployTimeline(deploys.toReversed()).toReversed();

describe('what was live when', () => {
  it('is each version from the end of its run to the end of the next', () => {
    const [first, second] = told(deploy(1, 'v1.2.2'), deploy(2, 'v1.2.3'));
    expect(first?.live).toEqual({ from: 104 * minute, to: 204 * minute });
    expect(second?.live).toEqual({ from: 204 * minute, to: null });
  });

  it.each(['failure', 'cancelled', null])('is never one that ended in %s', (conclusion) => {
    const endedAt = conclusion === null ? null : 204 * minute;
    const [first, second] = told(deploy(1, 'v1.2.2'), deploy(2, 'v1.2.3', { conclusion, endedAt }));
    expect(second?.live).toBeNull();
    expect(first?.live?.to).toBeNull();
  });

  it('is not told of two that ran at the same time, and what was before ends there', () => {
    const beside = { at: 202 * minute, endedAt: 206 * minute };
    const rows = told(deploy(1, 'v1.2.1'), deploy(2, 'v1.2.2'), deploy(3, 'v1.2.3', beside));
    expect(rows.map(({ live }) => live)).toEqual([
      { from: 104 * minute, to: 204 * minute },
      null,
      null,
    ]);
    expect(rows.map((row) => row.beside)).toEqual([[], ['v1.2.3'], ['v1.2.2']]);
  });

  it('is told where two that overlap bring the same version, or only touch', () => {
    const beside = { at: 202 * minute, endedAt: 206 * minute };
    expect(told(deploy(2, 'v1.2.3'), deploy(3, '1.2.3', beside))[1]?.live).not.toBeNull();
    const after = { at: 204 * minute, endedAt: 206 * minute };
    const touching = told(deploy(2, 'v1.2.2'), deploy(3, 'v1.2.3', after));
    expect(touching.map((row) => row.beside)).toEqual([[], []]);
    expect(touching.every(({ live }) => live !== null)).toBe(true);
  });

  it('leaves one live beside which another failed, and names that', () => {
    const failed = { at: 202 * minute, endedAt: 203 * minute, conclusion: 'failure' };
    const [good, bad] = told(deploy(2, 'v1.2.2'), deploy(3, null, failed));
    expect(good).toMatchObject({ live: { to: null }, beside: ['run 3'] });
    expect(bad).toMatchObject({ live: null, beside: ['v1.2.2'] });
  });
});

describe('the attempts of a run', () => {
  it('are numbered where there are several, and one alone is no second', () => {
    const again = deploy(1, 'v1.2.2', { attempt: 2, at: 300 * minute, endedAt: 304 * minute });
    const rows = told(deploy(1, 'v1.2.2', { conclusion: 'failure' }), deploy(2, 'v1.2.3'), again);
    expect(rows.map(({ attempt, rerun }) => [attempt, rerun])).toEqual([
      [1, true],
      [1, false],
      [2, true],
    ]);
    // It deployed again, after v1.2.3.
    expect(rows[1]?.live?.to).toBe(304 * minute);
  });
});
