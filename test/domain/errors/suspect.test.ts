import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { ErrorType } from '../../../src/domain/errors/findings.ts';
import { type SuspectRun, suspectAmong } from '../../../src/domain/errors/suspect.ts';
import { at, tie, type } from '../diagnosis/collected.ts';

const minute = 60_000;

/** A run of four minutes that ended so many minutes ago. */
function run(
  version: string,
  ago: number,
  more: Partial<SuspectRun> & { tied?: boolean } = {},
): SuspectRun {
  const endedAt = at - ago * minute;
  const deploy: Deploy = {
    runId: ago,
    version,
    environment: 'production',
    actor: 'minji',
    at: endedAt - 4 * minute,
    endedAt,
    conclusion: 'success',
    status: 'completed',
    url: '',
  };
  const { tied = false, ...rest } = more;
  return {
    deploy,
    tie: tie({ version, runId: ago, liveAt: endedAt, tied }),
    wentLive: true,
    ...rest,
  };
}

function suspected(runs: readonly SuspectRun[], ...types: ErrorType[]) {
  const events = types.reduce((sum, one) => sum + one.events, 0);
  const found = suspectAmong(runs, { types: { types, events, newShare: 1 }, split: null });
  return found === null ? null : found.run.tie.version;
}

const seen = (ago: number, firstVersion: string | null, events = 100) =>
  type({ firstSeen: at - ago * minute, firstVersion, events });

describe('a run is suspected of what is new with it', () => {
  it('however long after it the errors began, where its release has them', () => {
    expect(suspected([run('v1.2.3', 90)], seen(20, 'v1.2.3'))).toBe('v1.2.3');
  });

  it('but not of what another release was the first to have', () => {
    expect(suspected([run('v1.2.3', 90)], seen(20, 'v1.2.2'))).toBeNull();
  });

  it('of events without a release, and of old tabs, where they came with the run', () => {
    expect(suspected([run('v1.2.3', 20)], seen(10, null))).toBe('v1.2.3');
    expect(suspected([run('v1.2.3', 20)], seen(18, 'v1.2.2'))).toBe('v1.2.3');
  });

  it('not where they came before it, or long after', () => {
    expect(suspected([run('v1.2.3', 20)], seen(25, null))).toBeNull();
    expect(suspected([run('v1.2.3', 60)], seen(10, null))).toBeNull();
    expect(suspected([run('v1.2.3', 20)], seen(10, 'v1.2.2'))).toBeNull();
  });

  it('also where it failed, if they came in its minutes', () => {
    const failed = run('v1.2.3', 20, { wentLive: false });
    expect(suspected([failed], seen(19, 'v1.2.2'))).toBe('v1.2.3');
    expect(suspected([failed], seen(9, 'v1.2.2'))).toBeNull();
    expect(suspected([run('v1.2.3', 20, { wentLive: false, tied: true })])).toBeNull();
  });

  it('and began with the weightiest that is its own, not with what names a dependency in trouble', () => {
    const types = [seen(19, 'v1.2.3', 900), seen(12, 'v1.2.3', 300)];
    const known = { types: { types, events: 1200, newShare: 1 }, split: null };
    const isExcused = ({ events }: ErrorType) => events === 900;
    const runs = [run('v1.2.3', 20)];
    expect(suspectAmong(runs, { ...known, isExcused })?.firstSeen).toBe(at - 12 * minute);
    expect(suspectAmong(runs, known)?.firstSeen).toBe(at - 19 * minute);
  });

  it('of several it is the one that brought most', () => {
    const runs = [run('v1.2.4', 15, { tied: true }), run('v1.2.3', 20)];
    expect(suspected(runs, seen(18, 'v1.2.3', 90), seen(14, 'v1.2.4', 10))).toBe('v1.2.3');
    expect(suspected(runs, seen(18, 'v1.2.3', 10), seen(14, 'v1.2.4', 90))).toBe('v1.2.4');
  });

  it('not of a small part of them', () => {
    const old = type({ isNew: false, events: 900 });
    expect(suspected([run('v1.2.3', 90)], seen(20, 'v1.2.3', 100), old)).toBeNull();
  });

  it('and the first of two runs of one version brought it', () => {
    const again = [run('v1.2.3', 10), run('v1.2.3', 60)];
    const types = { types: [seen(55, 'v1.2.3')], events: 100, newShare: 1 };
    expect(suspectAmong(again, { types, split: null })?.run).toBe(again[1]);
  });
});

describe('the release that a type was first seen in', () => {
  it('is the run’s also where the clock of the tracker is half an hour behind', () => {
    // The run began 94 minutes ago.
    expect(suspected([run('v1.2.3', 90)], seen(124, 'v1.2.3'))).toBe('v1.2.3');
    expect(suspected([run('v1.2.3', 90)], seen(124.1, 'v1.2.3'))).toBeNull();
  });

  it('is enough where it is not known when the type was first seen', () => {
    const unseen = type({ firstSeen: null, firstVersion: 'v1.2.3', events: 100 });
    expect(suspected([run('v1.2.3', 90)], unseen)).toBe('v1.2.3');
    const nothing = type({ firstSeen: null, firstVersion: null, events: 100 });
    expect(suspected([run('v1.2.3', 90)], nothing)).toBeNull();
  });

  it('is the first of its runs that went live, not one that failed before', () => {
    const runs = [run('v1.2.3', 20), run('v1.2.3', 60, { wentLive: false })];
    expect(suspected(runs, seen(10, 'v1.2.3'))).toBe('v1.2.3');
    const again = [run('v1.2.3', 10), run('v1.2.3', 30)];
    const types = { types: [seen(25, 'v1.2.3')], events: 100, newShare: 1 };
    expect(suspectAmong(again, { types, split: null })?.run).toBe(again[1]);
  });

  it('is not that of whichever run came before it', () => {
    const runs = [run('v1.2.4', 90), run('v1.2.3', 300)];
    expect(suspected(runs, seen(20, 'v1.2.4'))).toBe('v1.2.4');
    expect(suspected(runs, seen(20, 'v1.2.3'))).toBe('v1.2.3');
  });
});

describe('the moment at which a type came', () => {
  // The run went on from 64 to 60 minutes ago.
  const [runs, live] = [[run('v1.2.3', 60)], 60];

  it('is the run’s up to half an hour after it, five minutes where it has another release', () => {
    expect(suspected(runs, seen(live - 30, null))).toBe('v1.2.3');
    expect(suspected(runs, seen(live - 30.1, null))).toBeNull();
    expect(suspected(runs, seen(live - 5, 'v1.2.2'))).toBe('v1.2.3');
    expect(suspected(runs, seen(live - 5.1, 'v1.2.2'))).toBeNull();
    // What is no version says nothing of a release.
    expect(suspected(runs, seen(live - 30, 'main'))).toBe('v1.2.3');
  });

  it('is the run’s from its first second on, and not before', () => {
    expect(suspected(runs, seen(live + 4, null))).toBe('v1.2.3');
    expect(suspected(runs, seen(live + 4.1, null))).toBeNull();
  });

  it('is that of the newest run that had begun', () => {
    const two = [run('v1.2.4', 10), run('v1.2.3', 20)];
    expect(suspected(two, seen(8, null))).toBe('v1.2.4');
    expect(suspected(two, seen(14, null))).toBe('v1.2.4');
    expect(suspected(two, seen(15, null))).toBe('v1.2.3');
  });
});

describe('how much a run brought', () => {
  const known = (...types: ErrorType[]) => {
    const events = types.reduce((sum, one) => sum + one.events, 0);
    return { types: { types, events, newShare: 1 }, split: null };
  };

  it('is enough from a fifth of the events on', () => {
    const rest = (events: number) => type({ isNew: false, events });
    expect(suspected([run('v1.2.3', 90)], seen(20, 'v1.2.3', 20), rest(80))).toBe('v1.2.3');
    expect(suspected([run('v1.2.3', 90)], seen(20, 'v1.2.3', 19), rest(81))).toBeNull();
  });

  it('counts the types of its release that are not listed', () => {
    const types = [seen(18, 'v1.2.3', 60), seen(12, 'v1.2.3', 40), type({ isNew: false })];
    const split = { releases: [], newTypesByVersion: { 'v1.2.2': 7, '1.2.3': 150 } };
    const all = { types, events: 200, newShare: 1 };
    expect(suspectAmong([run('v1.2.3', 20)], { types: all, split })?.brought).toBe(0.75);
    const others = { ...split, newTypesByVersion: { 'v1.2.2': 7 } };
    expect(suspectAmong([run('v1.2.3', 20)], { types: all, split: others })?.brought).toBe(0.5);
  });

  it('is the same for two: then it is the one that the time points to', () => {
    const runs = [run('v1.2.4', 60), run('v1.2.3', 90, { tied: true })];
    expect(suspected(runs, seen(40, 'v1.2.4', 50), seen(70, 'v1.2.3', 50))).toBe('v1.2.3');
  });

  it('began with the weightiest, in whatever order they are listed', () => {
    const types = known(seen(3, 'v1.2.3', 10), seen(18, 'v1.2.3', 90), seen(9, 'v1.2.3', 20));
    expect(suspectAmong([run('v1.2.3', 20)], types)?.firstSeen).toBe(at - 18 * minute);
  });

  it('is nothing where nothing is new, and not known where types or events are not', () => {
    const runs = [run('v1.2.3', 20, { tied: true })];
    expect(suspectAmong(runs, known(type({ isNew: false })))).toEqual({
      run: runs[0],
      brought: 0,
      firstSeen: null,
    });
    for (const types of [null, { types: [], events: 0, newShare: 0 }]) {
      expect(suspectAmong(runs, { types, split: null })).toEqual({
        run: runs[0],
        brought: null,
        firstSeen: null,
      });
    }
  });

  it('is nothing where the only new type has no event in the window', () => {
    const types = known(seen(18, 'v1.2.3', 0), type({ isNew: false, events: 100 }));
    expect(suspectAmong([run('v1.2.3', 20, { tied: true })], types)?.brought).toBe(0);
  });
});

describe('what names a dependency in trouble', () => {
  const isExcused = ({ culprit }: ErrorType) => culprit.includes('avatars');
  const avatars = type({ ...seen(55, 'v1.2.2', 600), culprit: 'src/avatars/fetch.ts in fetch' });
  const runs = [run('v1.2.3', 20, { tied: true }), run('v1.2.2', 300)];
  const among = (...types: ErrorType[]) => {
    const events = types.reduce((sum, one) => sum + one.events, 0);
    const found = { types: { types, events, newShare: 1 }, split: null };
    return suspectAmong(runs, { ...found, isExcused });
  };

  it('is no run’s doing: suspected is the run that brought the rest', () => {
    const both = [avatars, seen(18, 'v1.2.3', 400)];
    expect(suspected(runs, ...both)).toBe('v1.2.2');
    expect(among(...both)).toMatchObject({ run: runs[0], brought: 0.4 });
  });

  it('leaves the run that the time points to, and what is new with it', () => {
    const own = type({ ...avatars, firstVersion: 'v1.2.3', firstSeen: at - 18 * minute });
    expect(among(own)).toMatchObject({ run: runs[0], brought: 1 });
  });
});

describe('a version that was live before', () => {
  it('brings nothing by its release when it is deployed once more', () => {
    expect(suspected([run('v1.2.2', 600, { again: true })], seen(500, 'v1.2.2'))).toBeNull();
    expect(suspected([run('v1.2.2', 600)], seen(500, 'v1.2.2'))).toBe('v1.2.2');
  });
});

it('when the weightiest type came is told', () => {
  const types = [seen(18, 'v1.2.3', 90), seen(3, 'v1.2.3', 10)];
  const found = suspectAmong([run('v1.2.3', 20)], {
    types: { types, events: 100, newShare: 1 },
    split: null,
  });
  expect(found?.firstSeen).toBe(at - 18 * minute);
});
