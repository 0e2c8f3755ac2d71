import { describe, expect, it } from 'vitest';
import { deploymentClues } from '../../../src/domain/diagnosis/deployment.ts';
import type { ErrorFacts } from '../../../src/domain/diagnosis/error-facts.ts';
import type { Correlation, DeployTie } from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, at, badDeploy, correlation, down, riddle, tie, without } from './collected.ts';
import { facts, ids, said } from './said.ts';

const minute = 60_000;
const hour = 60 * minute;
const tied = (suspect: Partial<DeployTie> = {}, more: Partial<Correlation> = {}): Collected => ({
  ...badDeploy,
  correlation: answer(correlation({ suspect: tie(suspect), lift: null, ...more })),
});
const of = (collected: Collected, known: Partial<ErrorFacts> = {}) =>
  deploymentClues({ ...facts(collected), ...known });

it('a bad deploy is seen by its moment, by what it brought and by how much more it has', () => {
  const clues = of(badDeploy);
  expect(ids(clues)).toEqual(['deploy-tied', 'deploy-brought-new', 'deploy-lift']);
  expect(said(clues)).toBe(
    'the errors began 2 min after v1.2.3 went live\n' +
      '97 % of the events are of types first seen in v1.2.3\n' +
      'v1.2.3 has 40.0 times the errors a session of the other versions',
  );
});

describe('the moment of the errors', () => {
  it.each([
    ['in the same minute', { gap: 30_000 }],
    ['in a minute before, by another clock', { gap: -2 * minute }],
    ['not known', { gap: null }],
  ])('%s is that of the deploy', (_what, suspect) => {
    expect(said(of(tied(suspect)))).toContain('the errors began as v1.2.3 went live');
  });

  it('at once is told so', () => {
    expect(ids(of(tied({ gap: minute })))).toEqual([
      'deploy-tied',
      'deploy-at-once',
      'deploy-brought-new',
    ]);
    expect(ids(of(tied({ gap: minute + 1 })))).not.toContain('deploy-at-once');
  });

  it('long after, and then all at once, speaks against it', () => {
    const clues = of(tied({ gap: 14 * minute }));
    expect(ids(clues)).toContain('deploy-late-sharp');
    expect(said(clues)).toContain('v1.2.3 was live for 14 min without them');
  });

  it('whenever it was, is the deploy’s where their types are its own', () => {
    const untied = { tied: false, gap: hour };
    expect(ids(of(tied(untied)))).toContain('deploy-own-types');
    expect(ids(of(tied({ ...untied, gap: 6 * hour })))).toEqual([
      'deploy-late-sharp',
      'deploy-brought-new',
    ]);
    expect(ids(of(tied({ ...untied, tied: true })))).not.toContain('deploy-own-types');
  });

  it('is that of its weightiest type where other errors hide it', () => {
    const amid = (ownGap: number, isTied = false) =>
      ids(of(tied({ tied: isTied, gap: -hour, ownGap }))).includes('deploy-types-at-once');
    expect(amid(5 * minute)).toBe(true);
    expect(amid(-5 * minute)).toBe(true);
    expect(amid(5 * minute + 1)).toBe(false);
    expect(amid(minute, true)).toBe(false);
  });
});

describe('what the deploy brought', () => {
  const brought = (
    newInSuspect: number,
    suspect: Partial<DeployTie> = {},
    lift: number | null = 40,
  ) => ids(of(tied(suspect, { newInSuspect, lift }))).slice(1);

  it('counts from a fifth of the events on', () => {
    expect(brought(0.2)).toEqual(['deploy-brought-new', 'deploy-lift']);
    expect(brought(0.19)).toEqual(['deploy-brought-nothing']);
  });

  it('weighs more, the more it is', () => {
    const weight = (newInSuspect: number) =>
      of(tied({}, { newInSuspect })).find(({ id }) => id === 'deploy-brought-new')?.reason.weight;
    expect(weight(0.9)).toBeGreaterThan(weight(0.3) ?? Infinity);
  });

  it('need not be new where all began as it went live', () => {
    expect(brought(0.19, { gap: 0 })).toEqual([
      'deploy-at-once',
      'deploy-old-types',
      'deploy-lift',
    ]);
    expect(brought(0.19, { gap: 0 }, null)).toEqual(['deploy-at-once', 'deploy-old-types']);
  });

  it('is a service’s where what is new names that', () => {
    const clues = of({ ...badDeploy, dependencies: answer({ dependencies: [down(0.96)] }) });
    expect(ids(clues)).toEqual(['deploy-tied', 'deploy-overlaid']);
    expect(said(clues)).toContain('names DiceBear (96 % of the events)');
  });

  it('is the deploy’s where a fifth of all is left to it', () => {
    expect(ids(of(badDeploy, { deployShare: 0.2 }))).toContain('deploy-brought-new');
    expect(ids(of(badDeploy, { deployShare: 0.19 }))).toContain('deploy-overlaid');
  });

  it('is not told where nobody knows it', () => {
    const unknown = { correlation: answer(correlation({ newInSuspect: null, lift: null })) };
    expect(ids(of({ ...badDeploy, ...unknown }))).toEqual(['deploy-tied']);
  });

  it('is not told where it is not known which is a service’s', () => {
    expect(ids(of(without(badDeploy, 'dependencies')))).toEqual(['deploy-tied']);
  });
});

describe('errors a session of the version against the others', () => {
  const lifted = (lift: number | null) =>
    of(tied({}, { lift })).filter(({ id }) => id === 'deploy-lift');

  it('count from twice as many on', () => {
    expect(lifted(2)).toHaveLength(1);
    expect(lifted(1.99)).toEqual([]);
    expect(lifted(null)).toEqual([]);
  });

  it('are told up to a hundred times', () => {
    expect(said(lifted(100))).toContain('has 100.0 times');
    expect(said(lifted(100.1))).toContain('has >100 times');
  });
});

describe('doubts', () => {
  const untold = { suspectFailed: false, shape: null } as const;

  it('are that the other versions have as many', () => {
    expect(ids(of(badDeploy, { ...untold, othersToo: true }))).toContain('deploy-no-lift');
    expect(ids(of(badDeploy, { ...untold, othersToo: false }))).not.toContain('deploy-no-lift');
  });

  it('are no doubts of what broke open pages of the version before', () => {
    for (const change of [{ shape: 'at-once' }, { suspectFailed: true }] as const) {
      const clues = of(badDeploy, { ...untold, othersToo: true, ...change });
      expect(ids(clues)).not.toContain('deploy-no-lift');
    }
  });

  it('are that the errors name a host of others, or come on other days too', () => {
    const clues = of(badDeploy, { foreignHost: 'js.pay.example', recurring: true });
    expect(ids(clues).slice(1, 3)).toEqual(['deploy-foreign-host', 'deploy-recurring']);
    expect(said(clues)).toContain('nearly all errors name js.pay.example, a third-party host');
  });

  it('are that an older version has them, or one client alone', () => {
    expect(said(of(badDeploy, { outlivedBy: 'v1.2.2' }))).toContain('v1.2.2 replaced v1.2.3');
    const client = { kind: 'browser', name: 'Safari', errors: 9, errorShare: 1 } as const;
    const late = facts(tied({ tied: false, gap: 31 * minute }));
    const safari = { client: { ...client, sessionShare: 0.1, lift: 10 }, clientShare: 0.9 };
    expect(said(deploymentClues({ ...late, ...safari }))).toContain('Safari alone has them');
    expect(ids(deploymentClues({ ...late, ...safari, clientShare: 0.7 }))).not.toContain(
      'deploy-one-client',
    );
  });

  it('are few people behind the events', () => {
    expect(ids(of(badDeploy, { fewUsers: true })).at(-1)).toBe('deploy-few-users');
    expect(ids(of(riddle, { fewUsers: true }))).toEqual(['deploy-not-tied', 'deploy-few-users']);
  });
});

it('a run that failed may be live in part', () => {
  const clues = of(badDeploy, { suspectFailed: true });
  expect(ids(clues)).toContain('deploy-failed-run');
  expect(said(clues)).toContain('the run of v1.2.3 failed');
});

describe('the end of the errors', () => {
  const endedWith = {
    runId: 9,
    version: 'v1.2.2',
    environment: null,
    actor: '',
    at,
    endedAt: at,
    conclusion: 'success',
    status: 'completed',
    url: '',
  };

  it('by themselves speaks against the deploy, with another deploy for it', () => {
    const alone = of(badDeploy, { ended: at });
    expect(ids(alone).at(-1)).toBe('deploy-ended');
    expect(said(alone)).toContain('the errors ended at 03:00 UTC');
    const cured = of(badDeploy, { ended: at, endedWith });
    expect(ids(cured).at(-1)).toBe('deploy-ended-it');
    expect(said(cured)).toContain('the errors ended at 03:00 UTC, as v1.2.2 went live');
    const nameless = of(badDeploy, { ended: at, endedWith: { ...endedWith, version: null } });
    expect(said(nameless)).toContain('as #9 went live');
  });

  it('says nothing where no deploy is suspected', () => {
    expect(ids(of(riddle, { ended: at }))).toEqual(['deploy-not-tied']);
  });
});
