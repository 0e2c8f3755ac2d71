import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { deploymentClues } from '../../../src/domain/diagnosis/deployment.ts';
import type { DeployTie } from '../../../src/domain/errors/findings.ts';
import { answer, at, correlation, deployed, onset, riddle, tie, without } from './collected.ts';
import { facts, ids, said } from './said.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('errors that no deploy is suspected of', () => {
  const none = 'no deploy went live shortly before the errors began';
  const of = (gaps: readonly (number | null)[], began: number | null = at - 18 * minute) => {
    const deploys = gaps.map((gap, i): DeployTie => tie({ version: `v${i}`, gap, tied: false }));
    const found = { ...correlation({ suspect: null }), deploys };
    const clues = deploymentClues(
      facts({
        ...riddle,
        correlation: answer(found),
        'error-onset': answer(onset({ at: began })),
      }),
    );
    expect(ids(clues)).toEqual(['deploy-not-tied']);
    return said(clues);
  };

  it('began before a deploy, which clears it', () => {
    expect(of([-25 * minute])).toBe('the errors began 25 min before v0 went live');
  });

  it('are told of the newest deploy that came after they began', () => {
    expect(of([null, hour, -25 * minute, -40 * minute])).toContain('before v2 went live');
  });

  it('came long after the last deploy, or with none in sight', () => {
    expect(of([hour])).toBe(none);
    expect(of([0])).toBe(none);
    expect(of([null])).toBe(none);
    expect(of([])).toBe(none);
  });

  it('have no beginning that could lie before a deploy', () => {
    expect(of([-25 * minute], null)).toBe(none);
    const deploys = [tie({ gap: -25 * minute, tied: false })];
    const known = {
      ...riddle,
      correlation: answer({ ...correlation({ suspect: null }), deploys }),
    };
    expect(said(deploymentClues(facts(without(known, 'error-onset'))))).toBe(none);
  });
});

describe('where it is not known how the errors lie to deploys', () => {
  const run = (change: Partial<Deploy> = {}): Deploy => ({
    runId: 7,
    version: 'v1.2.3',
    environment: 'production',
    actor: 'minji',
    at: at - hour,
    endedAt: at - 20 * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
    ...change,
  });
  const of = (deploys: readonly Deploy[], window: { from: number; to: number } | null = null) => {
    const recent = { ...answer(deployed({ deploys }), 'ok'), observedAt: at, window };
    const unknown = without(riddle, 'correlation');
    return deploymentClues(facts({ ...unknown, 'recent-deploys': recent }));
  };

  it('a deploy of the last hour is a hint', () => {
    const clues = of([run()]);
    expect(ids(clues)).toEqual(['deploy-recent']);
    expect(said(clues)).toBe(
      'v1.2.3 went live at 02:40 UTC; how the errors lie to it is not known',
    );
  });

  it('an hour is counted to the end of the window, or to when it was asked', () => {
    expect(of([run({ endedAt: at - hour })])).toHaveLength(1);
    expect(of([run({ endedAt: at - hour - 1 })])).toEqual([]);
    const earlier = { from: at - 2 * hour, to: at - minute };
    expect(of([run({ endedAt: at - hour - 1 })], earlier)).toHaveLength(1);
  });

  it('a run is called by its number where it names no version', () => {
    expect(said(of([run({ version: null })]))).toContain('run 7 went live');
  });

  it('a run that failed went live with nothing: the one before it counts', () => {
    expect(of([run({ conclusion: 'failure' })])).toEqual([]);
    const clues = of([run({ conclusion: 'failure', version: 'v9' }), run()]);
    expect(said(clues)).toContain('v1.2.3 went live');
  });

  it('a deploy of which nobody knows when it ended is no hint', () => {
    expect(of([run({ endedAt: null })])).toEqual([]);
  });

  it('no deploy is a hint where none is known', () => {
    expect(of([])).toEqual([]);
    expect(deploymentClues(facts(without(riddle, 'correlation', 'recent-deploys')))).toEqual([]);
    expect(deploymentClues(facts({}))).toEqual([]);
  });
});
