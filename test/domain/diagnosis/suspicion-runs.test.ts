import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { hasFailed, outlivedBy } from '../../../src/domain/diagnosis/suspicion.ts';
import type { DeployTie, ReleaseShare } from '../../../src/domain/errors/findings.ts';
import { answer, at, deployed, riddle, tie, without } from './collected.ts';

const minute = 60_000;
const hour = 60 * minute;
const run = (change: Partial<Deploy> = {}): Deploy => ({
  runId: 1,
  version: 'v1.2.3',
  environment: 'production',
  actor: 'minji',
  at: at - 40 * minute,
  endedAt: at - 36 * minute,
  conclusion: 'success',
  status: 'completed',
  url: '',
  ...change,
});

describe('a version that was replaced', () => {
  const share = (version: string, errors: number): ReleaseShare => ({
    version,
    errors,
    errorShare: 0,
    sessionShare: null,
  });
  interface Case {
    readonly suspect?: DeployTie | null;
    readonly served?: string | null;
    readonly replaced?: Partial<Deploy>;
    readonly own?: number;
    readonly left?: number;
  }
  const older = { runId: 5, version: 'v1.2.2', endedAt: at - 15 * minute };
  const of = ({ served = 'v1.2.2', replaced = {}, own = 50, left = 50, ...more }: Case = {}) => {
    const suspect = more.suspect === undefined ? tie({ liveAt: at - 90 * minute }) : more.suspect;
    const releases = [share('v1.2.2', own), share('v1.2.3', left), share('none', 500)];
    return outlivedBy(
      {
        ...riddle,
        'recent-deploys': answer(deployed({ served, deploys: [run({ ...older, ...replaced })] })),
        'release-split': answer({ releases, newTypesByVersion: {} }),
      },
      suspect,
    );
  };

  it('is outlived by an older one that has half of their errors, a quarter of an hour later', () => {
    expect(of()).toBe('v1.2.2');
  });

  it.each<[string, Case]>([
    ['the older one has less than half', { own: 49, left: 50 }],
    ['neither has any', { own: 0, left: 0 }],
    ['it was replaced a moment later', { replaced: { endedAt: at - 15 * minute + 1 } }],
    ['the run that replaced it failed', { replaced: { conclusion: 'failure' } }],
    ['it is not known when that ended', { replaced: { endedAt: null } }],
    ['another version was deployed', { replaced: { version: 'v1.2.1' } }],
    ['it went live after that', { suspect: tie({ liveAt: at - 15 * minute + 1 }) }],
    ['it is served itself', { served: 'v1.2.3' }],
    ['a newer one is served', { served: 'v1.2.4', replaced: { version: 'v1.2.4' } }],
    ['it is not known what is served', { served: null }],
    ['no deploy is suspected', { suspect: null }],
    ['versions have no order', { suspect: tie({ version: 'green', liveAt: at - hour }) }],
  ])('is not where %s', (_what, change) => {
    expect(of(change)).toBeNull();
  });

  it('may have gone live as it was replaced, to the millisecond', () => {
    expect(of({ suspect: tie({ liveAt: at - 15 * minute }) })).toBe('v1.2.2');
  });

  it('is not where errors by version, or deploys, are not known', () => {
    expect(outlivedBy(without({}, 'release-split', 'recent-deploys'), tie())).toBeNull();
    const known = {
      'recent-deploys': answer(deployed({ served: 'v1.2.2', deploys: [run(older)] })),
    };
    const suspect = tie({ liveAt: at - 90 * minute });
    expect(outlivedBy(known, suspect)).toBeNull();
    expect(outlivedBy(without(known, 'release-split'), suspect)).toBeNull();
  });

  it('is counted to when it was asked, where no window is known', () => {
    const releases = [share('v1.2.2', 50)];
    const split = { ...answer({ releases, newTypesByVersion: {} }), window: null };
    const recent = answer(deployed({ served: 'v1.2.2', deploys: [run(older)] }));
    const suspect = tie({ liveAt: at - 90 * minute });
    const of = (observedAt: number) =>
      outlivedBy({ 'recent-deploys': recent, 'release-split': { ...split, observedAt } }, suspect);
    expect(of(at)).toBe('v1.2.2');
    expect(of(at - 1)).toBeNull();
  });
});

describe('the run of the suspect failed', () => {
  const failed = (
    change: Partial<Deploy>,
    served: string | null = 'v1.2.2',
    suspect: DeployTie | null = tie(),
  ) =>
    hasFailed(
      { 'recent-deploys': answer(deployed({ served, deploys: [run({ runId: 3 }), run(change)] })) },
      suspect,
    );

  it('where it did, and another version is served', () => {
    expect(failed({ conclusion: 'failure' })).toBe(true);
    expect(failed({ conclusion: 'failure' }, null)).toBe(true);
  });

  it('not where it passed, or its version is served all the same', () => {
    expect(failed({})).toBe(false);
    expect(failed({ conclusion: 'failure' }, 'v1.2.3')).toBe(false);
  });

  it('not where it is another run, or nobody knows of it', () => {
    expect(failed({ conclusion: 'failure', runId: 8 })).toBe(false);
    expect(failed({ conclusion: 'failure' }, 'v1.2.2', null)).toBe(false);
    expect(hasFailed(without({}, 'recent-deploys'), tie())).toBe(false);
  });
});
