import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import type { DeployTie } from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  badDeploy,
  correlation,
  deployed,
  down,
  onset,
  rate,
  split,
  tie,
  type,
  withTypes,
} from './collected.ts';

const minute = 60_000;
const diagnosed = (change: Collected) => diagnoseErrors({ ...badDeploy, ...change }, []);
const tied = (suspect: Partial<DeployTie>, more: Parameters<typeof correlation>[0] = {}) => ({
  correlation: answer(correlation({ suspect: tie(suspect), lift: null, ...more })),
});

describe('the gap between deploy and errors', () => {
  it('of none speaks for the deploy, even with types that are old', () => {
    const found = diagnosed(tied({ gap: 0 }, { newInSuspect: 0.02, lift: 30 }));
    expect(found.response).toMatchObject({ kind: 'rollback', version: 'v1.2.2' });
    expect(diagnosed(tied({ gap: 4 * minute }, { newInSuspect: 0.02, lift: 30 })).causes).toEqual(
      [],
    );
  });

  it('of a quarter of an hour, and then all at once, is a tie', () => {
    expect(diagnosed(tied({ gap: 14 * minute })).response.kind).toBe('look-further');
    expect(diagnosed(tied({ gap: 14 * minute }, { lift: 60 })).response.kind).toBe('rollback');
  });

  it('says nothing where the errors rose by degrees', () => {
    const change = {
      ...tied({ gap: 14 * minute }),
      'error-onset': answer(onset({ gradual: true })),
    };
    expect(diagnosed(change).response.kind).toBe('rollback');
  });

  it('does not matter for types that are its own', () => {
    const change = tied({ gap: 60 * minute, tied: false });
    const gradual = { ...change, 'error-onset': answer(onset({ gradual: true })) };
    expect(diagnosed(gradual).response).toMatchObject({ kind: 'rollback', version: 'v1.2.2' });
  });
});

describe('an onset that other errors hide', () => {
  const amid = (ownGap: number) =>
    diagnosed(tied({ gap: -90 * minute, tied: false, ownGap }, { newInSuspect: 0.5 }));

  it('is that of the new type: as the deploy went live', () => {
    const found = amid(minute);
    expect(found.response).toMatchObject({ kind: 'rollback', version: 'v1.2.2' });
  });

  it('is not where the new type came later, for all that is known of half of the errors', () => {
    expect(amid(11 * minute).causes).toEqual([]);
    expect(amid(-11 * minute).causes).toEqual([]);
  });
});

describe('no rollback is recommended', () => {
  const foreignHost = { host: 'js.pay.example', share: 0.99 };

  it('where nearly all errors name a host of others, which is said', () => {
    const found = diagnosed(tied({}, { foreignHost }));
    expect(found).toMatchObject({ recommended: 'cause-not-seen', causes: [] });
    expect(found.why.map(({ en }) => en).join()).toContain('js.pay.example');
  });

  it('unless the version alone has them, in minutes in which others are used too', () => {
    expect(diagnosed(tied({}, { foreignHost, lift: 60 })).response.kind).toBe('rollback');
  });

  it('where the same minutes of an earlier day were as bad', () => {
    const change = { ...tied({}), 'error-rate': answer(rate({ dayAgo: 60 })) };
    expect(diagnosed(change).response.kind).toBe('look-further');
    const usual = { ...tied({}), 'error-rate': answer(rate({ dayAgo: 6 })) };
    expect(diagnosed(usual).response.kind).toBe('rollback');
  });

  describe('where the other versions have as many errors a session', () => {
    const share = (version: string, errors: number, sessionShare: number) => ({
      version,
      errors,
      errorShare: errors / 1500,
      sessionShare,
    });
    const split = (own: number, others: number, sessionShare: number) => ({
      'release-split': answer({
        releases: [
          share('v1.2.3', own, sessionShare),
          share('v1.2.2', others, 1 - sessionShare),
          share('none', 200, 0),
        ],
        newTypesByVersion: {},
      }),
    });
    const response = (parts: Collected) => diagnosed({ ...tied({}), ...parts }).response.kind;

    it('but not where they have fewer, or nobody uses them', () => {
      expect(response(split(900, 600, 0.6))).not.toBe('rollback');
      expect(response(split(900, 300, 0.6))).toBe('rollback');
      expect(response(split(1490, 10, 0.995))).toBe('rollback');
      expect(response(split(1500, 0, 1))).toBe('rollback');
    });

    it('and not for the part that names a dependency in trouble, which all have alike', () => {
      const vendor = { dependencies: answer({ dependencies: [down(0.5)] }) };
      const found = (own: number, others: number) =>
        diagnosed({ ...tied({}, { newInSuspect: 0.5 }), ...vendor, ...split(own, others, 0.6) });
      expect(found(950, 450).causes).toContain('recent-deployment');
      expect(found(850, 600).causes).not.toContain('recent-deployment');
    });
  });
});

describe('where pages of an older version are still open', () => {
  const share = (version: string, errors: number, sessionShare: number | null) => ({
    version,
    errors,
    errorShare: errors / 2000,
    sessionShare,
  });
  /** Nine minutes after the deploy, all at once, and nearly all of them new. */
  const late = { gap: 9 * minute, liveAt: at - 27 * minute };
  const found = (own: number, old: number, change: Partial<DeployTie> = late, loads = 0) =>
    diagnosed({
      ...tied(change, { newInSuspect: 0.97, lift: null }),
      'release-split': answer({
        releases: [share('v1.2.3', own, 1 - loads), share('v1.2.2', old, loads)],
        newTypesByVersion: {},
      }),
    });

  it('and have the new errors too, they are not laid to the deploy', () => {
    const { recommended, ranked } = found(1700, 300);
    expect(recommended).toBe('cause-not-seen');
    const against = ranked.flatMap((one) => one.against.map(({ text }) => text.en));
    expect(against).toContain('pages of v1.2.2 that are still open have the same errors');
  });

  it.each([
    ['they have no more than the old types', 1950, 50],
    ['hardly anybody else has them: what they ask for was taken away', 300, 1700],
  ])('but they say nothing where %s', (_, own, old) => {
    const against = found(own, old).ranked.flatMap((one) => one.against.map(({ text }) => text.en));
    expect(against.join()).not.toContain('still open');
  });

  it('nor of what came at once as it went live, which may break open pages as well', () => {
    expect(found(1700, 300, { gap: 0 }).causes).toEqual(['recent-deployment']);
  });

  it('nor where pages of that version are loaded too: then they are compared by visits', () => {
    const { ranked } = found(1700, 300, late, 0.4);
    expect(JSON.stringify(ranked)).not.toContain('still open');
  });
});

describe('a run that failed', () => {
  const failed: Deploy = {
    runId: 1,
    version: 'v1.2.3',
    environment: 'production',
    actor: 'minji',
    at: at - 24 * minute,
    endedAt: at - 20 * minute,
    conclusion: 'failure',
    status: 'completed',
    url: '',
  };
  const withRun = (served: string) =>
    diagnosed({ 'recent-deploys': answer(deployed({ served, deploys: [failed] }), 'warn') });

  it('is named, and what was live is deployed once more: no rollback leads there', () => {
    const found = withRun('v1.2.2');
    expect(found).toMatchObject({
      causes: ['recent-deployment'],
      response: { kind: 'look-further' },
    });
    expect(found.why.at(-1)?.en).toContain('deploy v1.2.2 once more');
  });

  it('is rolled back as any other where its version is served', () => {
    expect(withRun('v1.2.3').response).toMatchObject({ kind: 'rollback', version: 'v1.2.2' });
  });
});

describe('one client alone', () => {
  const late = { gap: 300 * minute, tied: false, ownGap: 300 * minute };
  const safari = (suspect: Partial<DeployTie>) =>
    diagnosed({ ...tied(suspect), 'browser-split': answer(split('Safari')) });

  it('is named, and nothing rolled back, where it had none for hours after the deploy', () => {
    expect(safari(late)).toMatchObject({ recommended: 'client' });
  });

  it('is not where they came with the deploy, or all clients have them', () => {
    expect(safari({}).response.kind).toBe('rollback');
    const gradual = { ...tied(late), 'error-onset': answer(onset({ gradual: true })) };
    expect(diagnosed(gradual).response.kind).toBe('rollback');
  });
});

describe('types that came before the deploy', () => {
  it('are not its, though an onset is not known', () => {
    const before = { gap: -600 * minute, tied: false, ownGap: -300 * minute };
    const early = type({ firstSeen: at - 320 * minute });
    const found = diagnoseErrors(withTypes({ ...badDeploy, ...tied(before) }, early), []);
    expect(found.causes).toEqual([]);
  });
});

describe('a deploy that was rolled back', () => {
  const run = (version: string, ago: number): Deploy => ({
    runId: ago,
    version,
    environment: 'production',
    actor: 'minji',
    at: at - (ago + 4) * minute,
    endedAt: at - ago * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
  });
  const share = (version: string, errors: number, sessionShare: number) => ({
    version,
    errors,
    errorShare: errors / 2000,
    sessionShare,
  });
  const replaced = (by: string, ago: number, errorShare: number, nameless = 0) =>
    diagnosed({
      ...tied({ liveAt: at - 90 * minute }),
      'recent-deploys': answer(deployed({ served: by, deploys: [run(by, ago)] }), 'ok'),
      'release-split': answer({
        releases: [
          share(by, 2000 * errorShare, 1),
          share('v1.2.3', 2000 * (1 - errorShare - nameless), 0),
          share('none', 2000 * nameless, 0),
        ],
        newTypesByVersion: {},
      }),
    });

  it('is cleared where the older version has the errors too', () => {
    const found = replaced('v1.2.2', 36, 0.98);
    expect(found).toMatchObject({ recommended: 'cause-not-seen', causes: [] });
    const against = found.ranked.flatMap((one) => one.against.map(({ text }) => text.en));
    expect(against.join()).toContain('its rollback did not end them');
  });

  it('is cleared though old tabs and events without a release have some', () => {
    expect(replaced('v1.2.2', 36, 0.65, 0.2).causes).toEqual([]);
    expect(replaced('v1.2.2', 36, 0.35, 0.2).causes).toEqual(['recent-deployment']);
    expect(replaced('v1.2.2', 36, 0, 1).causes).toEqual(['recent-deployment']);
  });

  it.each([
    ['a newer version has them', 'v1.2.4', 36, 0.98],
    ['it was just rolled back', 'v1.2.2', 6, 0.98],
    ['its own pages have them', 'v1.2.2', 36, 0.3],
  ])('is not where %s', (_why, by, ago, share) => {
    expect(replaced(by, ago, share).causes).toEqual(['recent-deployment']);
  });
});

describe('a migration of stored data', () => {
  const moved = (culprit: string, events = 900) =>
    diagnoseErrors(withTypes(badDeploy, type({ culprit, events }), type({ events: 1000 })), []);

  it('is not rolled back over, though the deploy is named', () => {
    const found = moved('src/store/migrate-idb.ts in move');
    expect(found).toMatchObject({
      causes: ['recent-deployment'],
      response: { kind: 'look-further' },
    });
    expect(found.why.at(-1)?.en).toContain('src/store/migrate-idb.ts');
  });

  it('leaves the rollback where something else broke more, and asks about the data first', () => {
    const found = moved('src/store/migrate-idb.ts in move', 300);
    expect(found.response.kind).toBe('rollback');
    expect(found.why.at(-1)?.en).toMatch(/migrate-idb\.ts.* ask its author/);
  });

  it('is not seen in other errors, or in few', () => {
    for (const found of [
      moved('src/store/open.ts in open'),
      moved('src/store/migrate-idb.ts in move', 40),
    ]) {
      expect(found.response.kind).toBe('rollback');
      expect(found.why.map(({ en }) => en).join()).not.toContain('migration');
    }
  });
});
