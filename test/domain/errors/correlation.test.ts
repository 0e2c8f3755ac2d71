import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { correlate } from '../../../src/domain/errors/correlation.ts';
import type { ErrorOnset, ErrorType, ReleaseSplit } from '../../../src/domain/errors/findings.ts';

const minute = 60_000;
const now = Date.parse('2026-11-23T03:00:00Z');
const since = now - 24 * 60 * minute;

/** A run of four minutes that ended so many minutes ago. */
function deploy(version: string | null, ago: number, more: Partial<Deploy> = {}): Deploy {
  const endedAt = now - ago * minute;
  return {
    runId: ago,
    version,
    environment: 'production',
    actor: 'minji',
    at: endedAt - 4 * minute,
    endedAt,
    conclusion: 'success',
    status: 'completed',
    url: 'https://github.test/run',
    ...more,
  };
}

/** Errors since so many minutes ago, known to within `unsure` minutes. */
function onset(ago: number | null, unsure = 1): ErrorOnset {
  const at = ago === null ? null : now - ago * minute;
  return {
    at,
    between: at === null ? null : { from: at - unsure * minute, to: at + unsure * minute },
    confidence: 1,
    before: 0.5,
    since: 40,
    endedAt: null,
    gradual: false,
    from: since,
    counts: [],
  };
}

function type(firstVersion: string | null, more: Partial<ErrorType> = {}): ErrorType {
  return {
    id: '1',
    shortId: 'WEB-1',
    title: 'TypeError',
    culprit: '',
    url: '',
    level: 'error',
    events: 100,
    users: 50,
    usualPerMinute: 0,
    isNew: true,
    unhandled: true,
    firstSeen: now - 20 * minute,
    firstVersion,
    ...more,
  };
}

interface Case {
  readonly ago: number | null;
  readonly deploys: readonly Deploy[];
  readonly unsure?: number;
  readonly served?: string;
  readonly tags?: readonly string[] | null;
  readonly types?: readonly ErrorType[] | null;
  readonly isExcused?: (type: ErrorType) => boolean;
  readonly split?: ReleaseSplit | null;
}

function correlated({
  ago,
  deploys,
  unsure,
  served = 'v1.2.3',
  tags = null,
  types = [],
  split = null,
  ...excuse
}: Case) {
  const events = (types ?? []).reduce((sum, one) => sum + one.events, 0);
  return correlate(
    {
      onset: onset(ago, unsure),
      recent: { deploys, served, builtAt: null, tags },
      split,
      types: types && { types, events, newShare: 1 },
      ...excuse,
    },
    since,
  );
}

const usual = [deploy('v1.2.3', 20), deploy('v1.2.2', 6000), deploy('v1.2.1', 12_000)];

describe('a deploy is tied to the errors', () => {
  it.each([
    [20, true, 'the moment it went live'],
    [18, true, 'two minutes after'],
    [22, true, 'two minutes before its run ended, with its files live'],
    [2, true, 'eighteen minutes after'],
    [27, false, 'before its run began'],
    [90, false, 'an hour before'],
  ])('that began %i minutes ago: %s (%s)', (ago, tied) => {
    const { suspect, deploys } = correlated({ ago, deploys: usual });
    expect(suspect?.version ?? null).toBe(tied ? 'v1.2.3' : null);
    expect(deploys[0]?.gap).toBe((20 - ago) * minute);
  });

  it('not where they began much later', () => {
    const { suspect } = correlated({
      ago: 60,
      deploys: [deploy('v1.2.3', 120), deploy('v1.2.2', 6000)],
    });
    expect(suspect).toBeNull();
  });

  it('not where they may have begun before it as well', () => {
    expect(correlated({ ago: 19, unsure: 12, deploys: usual }).suspect).toBeNull();
  });

  it('not where nothing rose', () => {
    const { suspect, lastGood, deploys } = correlated({ ago: null, deploys: usual });
    expect([suspect, lastGood]).toEqual([null, null]);
    expect(deploys.map(({ version, tied }) => [version, tied])).toEqual([['v1.2.3', false]]);
  });

  it('and it is the nearest one before, of several', () => {
    const deploys = [deploy('v1.2.3', 10), deploy('v1.2.2', 25), deploy('v1.2.1', 6000)];
    expect(correlated({ ago: 24, deploys }).suspect?.version).toBe('v1.2.2');
    expect(correlated({ ago: 9, deploys }).suspect?.version).toBe('v1.2.3');
  });

  it('also where its run failed, if its version is served all the same', () => {
    const deploys = [deploy('v1.2.3', 20, { conclusion: 'failure' }), deploy('v1.2.2', 6000)];
    expect(correlated({ ago: 19, deploys }).suspect?.version).toBe('v1.2.3');
    expect(correlated({ ago: 19, deploys, served: 'v1.2.2' }).suspect).toBeNull();
  });

  it('of a run that failed and one that succeeded, it is the one that succeeded', () => {
    const failed = deploy('v1.2.3', 34, { conclusion: 'failure' });
    const deploys = [deploy('v1.2.3', 20), failed, deploy('v1.2.2', 6000)];
    const { suspect, deploys: ties } = correlated({ ago: 19, deploys });
    expect(suspect?.gap).toBe(minute);
    expect(ties).toHaveLength(1);
  });

  it('not while its run goes on', () => {
    const deploys = [
      deploy('v1.2.3', 1, { endedAt: null, conclusion: null }),
      deploy('v1.2.2', 6000),
    ];
    expect(correlated({ ago: 1, deploys }).suspect).toBeNull();
  });
});

describe('the time in which a deploy may have caused errors', () => {
  const tied = (deploys: readonly Deploy[], ago: number, unsure = 1) =>
    correlated({ ago, unsure, deploys }).deploys[0]?.tied;

  it('begins with its run where that was short', () => {
    expect(tied(usual, 23, 1)).toBe(true);
    expect(tied(usual, 23, 1.5)).toBe(false);
  });

  it('begins five minutes before its end where the run was long', () => {
    const long = [deploy('v1.2.3', 20, { at: now - 50 * minute })];
    expect(tied(long, 24, 1)).toBe(true);
    expect(tied(long, 24, 1.1)).toBe(false);
  });

  it('ends half an hour after it', () => {
    const deploys = [deploy('v1.2.3', 60)];
    expect(tied(deploys, 29, 1)).toBe(true);
    expect(tied(deploys, 28.9, 1)).toBe(false);
  });
});

describe('the deploys that are told', () => {
  it('are those since the history of the errors begins', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 24 * 60), deploy('v1.2.1', 1441)];
    const found = correlated({ ago: 19, deploys }).deploys;
    expect(found.map(({ version }) => version)).toEqual(['v1.2.3', 'v1.2.2']);
  });

  it('have a name also where their run has none', () => {
    expect(correlated({ ago: 19, deploys: [deploy(null, 20)] }).deploys).toMatchObject([
      { version: 'unnamed', actor: 'minji', gap: minute },
    ]);
  });

  it('have no gap where nothing rose', () => {
    expect(correlated({ ago: null, deploys: usual }).deploys[0]?.gap).toBeNull();
  });

  it('begin with a run that failed and is the suspect: the errors came in its minutes', () => {
    const failed = deploy('v1.2.4', 20, { conclusion: 'failure' });
    const found = correlated({
      ago: 22,
      deploys: [failed, deploy('v1.2.3', 300)],
      types: [type(null, { firstSeen: now - 21 * minute })],
    });
    expect(found.deploys.map(({ version }) => version)).toEqual(['v1.2.4', 'v1.2.3']);
    expect(found.suspect?.version).toBe('v1.2.4');
  });
});

describe('the suspect', () => {
  it('is none where nothing rose, whatever is new', () => {
    expect(correlated({ ago: null, deploys: usual, types: [type('v1.2.3')] }).suspect).toBeNull();
  });

  it('tells how long after it the weightiest type came that it brought', () => {
    const types = [type('v1.2.3', { firstSeen: now - 18 * minute })];
    expect(correlated({ ago: 19, deploys: usual, types }).suspect?.ownGap).toBe(2 * minute);
    expect(correlated({ ago: 19, deploys: usual }).suspect?.ownGap).toBeNull();
  });

  it('is found by the time alone where types are not known', () => {
    const found = correlated({ ago: 19, deploys: usual, types: null });
    expect(found).toMatchObject({ newInSuspect: null, lift: null, lastGood: 'v1.2.2' });
  });

  it('is no version by what is new in it, where that was live before the history begins', () => {
    const types = [type('v1.2.2', { firstSeen: now - 10 * minute })];
    const suspect = (...older: Deploy[]) =>
      correlated({ ago: 95, types, deploys: [deploy('v1.2.2', 20), ...older] }).suspect?.version;
    expect(suspect(deploy('v1.2.3', 300), deploy('v1.2.2', 6000))).toBeUndefined();
    // Neither a failed run put it live, nor is one of the history from before it.
    expect(suspect(deploy('v1.2.2', 6000, { conclusion: 'failure' }))).toBe('v1.2.2');
    expect(suspect(deploy('v1.2.1', 6000))).toBe('v1.2.2');
  });
});

describe('a version to go back to', () => {
  it('is none that failed, is on its way, or has no name', () => {
    const last = deploy('v1.2.1', 6000);
    const good = (between: Deploy, served = 'v1.2.3') =>
      correlated({ ago: 19, served, deploys: [deploy('v1.2.3', 20), between, last] }).lastGood;
    expect(good(deploy('v1.2.2', 100, { conclusion: 'failure' }))).toBe('v1.2.1');
    expect(good(deploy(null, 100))).toBe('v1.2.1');
    const running = { endedAt: null, conclusion: null };
    expect(good(deploy('v1.2.2', 0, running), 'v1.2.2')).toBe('v1.2.1');
  });

  it('is not one that brought a tenth of the errors in its first half hour', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 300), deploy('v1.2.1', 12_000)];
    const good = (more: Partial<ErrorType>, others: Partial<ErrorType> = {}) =>
      correlated({
        ago: 19,
        deploys,
        types: [
          type('v1.2.2', { firstSeen: now - 295 * minute, events: 10, ...more }),
          type('v1.2.3', { events: 90, ...others }),
        ],
      }).lastGood;
    expect(good({})).toBe('v1.2.1');
    expect(good({ events: 9 })).toBe('v1.2.2');
    expect(good({ level: 'fatal' })).toBe('v1.2.1');
    expect(good({ events: 90, level: 'warning' })).toBe('v1.2.2');
    expect(good({ events: 90, isNew: false })).toBe('v1.2.2');
    expect(good({}, { level: 'info', events: 900 })).toBe('v1.2.1');
    expect(good({ firstSeen: now - 270 * minute })).toBe('v1.2.1');
    expect(good({ firstSeen: now - 270 * minute + 1 })).toBe('v1.2.2');
    expect(good({ firstSeen: null })).toBe('v1.2.1');
  });

  it('is not spoiled by what names a dependency in trouble', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 300), deploy('v1.2.1', 12_000)];
    const excused = type('v1.2.2', { firstSeen: now - 295 * minute, culprit: 'avatars' });
    const types = [excused, type('v1.2.3')];
    const isExcused = ({ culprit }: ErrorType) => culprit === 'avatars';
    expect(correlated({ ago: 19, deploys, types }).lastGood).toBe('v1.2.1');
    expect(correlated({ ago: 19, deploys, types, isExcused }).lastGood).toBe('v1.2.2');
  });

  it('may have been followed by another build of it, which is no way back', () => {
    const deploys = [deploy('v1.2.4', 20), deploy('v1.2.3+9', 3000), deploy('v1.2.3+8', 6000)];
    const tags = ['v1.2.4', 'v1.2.3+8'];
    expect(correlated({ ago: 19, served: 'v1.2.4', deploys, tags }).lastGood).toBe('v1.2.3+8');
  });

  it('is the one that was live before the suspect', () => {
    expect(correlated({ ago: 19, deploys: usual }).lastGood).toBe('v1.2.2');
  });

  it('is not one that brought a part of the errors: that is bad too', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 300), deploy('v1.2.1', 12_000)];
    const types = [type('v1.2.2', { firstSeen: now - 295 * minute }), type('v1.2.3')];
    expect(correlated({ ago: 19, deploys, types }).lastGood).toBe('v1.2.1');
  });

  it('is not spoiled by what was first seen in it days after it went live', () => {
    const types = [type('v1.2.2'), type('v1.2.3')];
    expect(correlated({ ago: 19, deploys: usual, types }).lastGood).toBe('v1.2.2');
  });

  it('is not spoiled by a rare error that it brought', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 300), deploy('v1.2.1', 12_000)];
    const types = [type('v1.2.2', { firstSeen: now - 295 * minute, events: 5 }), type('v1.2.3')];
    expect(correlated({ ago: 19, deploys, types }).lastGood).toBe('v1.2.2');
  });

  it('may have errors of its own that are old, or no more than warnings', () => {
    const types = [type('v1.2.2', { isNew: false }), type('v1.2.2', { level: 'warning' })];
    expect(correlated({ ago: 19, deploys: usual, types }).lastGood).toBe('v1.2.2');
  });

  it('of errors that began two deploys ago lies before that deploy', () => {
    const deploys = [deploy('v1.2.3', 20), deploy('v1.2.2', 180), deploy('v1.2.1', 6000)];
    const found = correlated({ ago: 179, deploys, types: [type('v1.2.2')] });
    expect([found.suspect?.version, found.lastGood]).toEqual(['v1.2.2', 'v1.2.1']);
  });

  it('has a tag', () => {
    expect(correlated({ ago: 19, deploys: usual, tags: ['v1.2.3', 'v1.2.1'] }).lastGood).toBe(
      'v1.2.1',
    );
  });

  it('was not itself rolled back', () => {
    const deploys = [
      deploy('v1.2.4', 20),
      deploy('v1.2.2', 3000),
      deploy('v1.2.3', 3010),
      deploy('v1.2.2', 6000),
    ];
    expect(correlated({ ago: 19, deploys }).lastGood).toBe('v1.2.2');
    const after = [deploy('v1.2.5', 20), deploy('v1.2.1', 3000), deploy('v1.2.3', 3010)];
    expect(correlated({ ago: 19, deploys: after, tags: ['v1.2.3', 'v1.2.5'] }).lastGood).toBeNull();
  });

  it('is not known where nothing else was ever live', () => {
    expect(correlated({ ago: 19, deploys: [deploy('v1.2.3', 20)] }).lastGood).toBeNull();
    const again = [deploy('v1.2.3', 20), deploy('v1.2.3', 3000)];
    expect(correlated({ ago: 19, deploys: again }).lastGood).toBeNull();
  });
});

describe('how much more the suspect has', () => {
  const split: ReleaseSplit = {
    releases: [
      { version: 'v1.2.3', errors: 90, errorShare: 0.9, sessionShare: 0.5 },
      { version: 'v1.2.2', errors: 10, errorShare: 0.1, sessionShare: 0.5 },
    ],
    newTypesByVersion: { 'v1.2.3': 80 },
  };

  it('is errors a session against those of the others, and its share of new types', () => {
    const found = correlated({ ago: 19, deploys: usual, split, types: [type('v1.2.3')] });
    expect(found.lift).toBeCloseTo(90 / 10.5, 5);
    expect(found.newInSuspect).toBeCloseTo(0.8, 5);
  });

  it('leaves out events without a release, and releases of which no page is loaded', () => {
    const strangers = [
      { version: 'none', errors: 30, errorShare: 0.23, sessionShare: 0 },
      { version: 'v1.2.1', errors: 40, errorShare: 0.3, sessionShare: 0 },
    ];
    const releases = [...split.releases, ...strangers];
    const found = correlated({ ago: 19, deploys: usual, split: { ...split, releases } });
    expect(found.lift).toBeCloseTo(90 / 10.5, 5);
  });

  it('is not known without sessions, or where nobody uses another version', () => {
    for (const sessionShare of [null, 1, 0]) {
      const [own, other] = split.releases;
      if (own === undefined || other === undefined) throw new Error('two releases');
      const releases = [{ ...own, sessionShare }, other];
      expect(
        correlated({ ago: 19, deploys: usual, split: { ...split, releases } }).lift,
      ).toBeNull();
    }
  });
});
