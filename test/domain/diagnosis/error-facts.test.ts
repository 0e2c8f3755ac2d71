import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type {
  ClientShare,
  DependencyState,
  DeployTie,
} from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  badDeploy,
  browser,
  correlation,
  deployed,
  down,
  onset,
  rate,
  riddle,
  service,
  tie,
  type,
  users,
  without,
} from './collected.ts';
import { facts } from './said.ts';

const minute = 60_000;
const withServices = (...dependencies: DependencyState[]): Collected => ({
  ...badDeploy,
  dependencies: answer({ dependencies }),
});

describe('the service in trouble', () => {
  const minor = service({ name: 'Mapbox', statusPage: 'minor' });
  const slow = service({ name: 'Mapbox', probe: 'slow' });

  it('is the one that most events name, however deep another is in it', () => {
    const named = { ...minor, errorShare: 0.9 };
    for (const both of [[down(0.1), named] as const, [named, down(0.1)] as const]) {
      expect(facts(withServices(...both))).toMatchObject({
        service: { name: 'Mapbox' },
        serviceShare: 0.9,
      });
    }
  });

  it('is the one in the deepest trouble where nobody counted the events', () => {
    const unnamed = { ...slow, errorShare: null };
    expect(facts(withServices(unnamed, down(null)))).toMatchObject({
      service: { name: 'DiceBear' },
      serviceShare: null,
    });
  });

  it('is none where none is in trouble, configured, or known', () => {
    expect(facts(withServices(service({ errorShare: 0.9 }))).service).toBeNull();
    expect(
      facts({ ...badDeploy, dependencies: answer<never>(null, 'no-data') }).service,
    ).toBeNull();
    expect(facts(without(badDeploy, 'dependencies')).service).toBeNull();
  });
});

describe('what the deploy alone explains', () => {
  const shareOf = (collected: Collected) => facts(collected).deployShare;

  it('is what it brought, where no service is in trouble', () => {
    expect(shareOf(badDeploy)).toBe(0.97);
    expect(shareOf(withServices(service({ errorShare: 0.5 })))).toBe(0.97);
    expect(shareOf(withServices(service({ errorShare: null })))).toBe(0.97);
    expect(shareOf({ ...badDeploy, dependencies: answer<never>(null, 'no-data') })).toBe(0.97);
  });

  it('is less what names services in trouble, all of them together', () => {
    expect(shareOf(withServices(down(0.5)))).toBe(0.5);
    expect(shareOf(withServices(down(0.25), { ...down(0.5), name: 'Mapbox' }))).toBe(0.25);
    expect(shareOf(withServices(down(0.75), { ...down(0.5), name: 'Mapbox' }))).toBe(0);
    expect(shareOf(withServices(down(0.01)))).toBe(0.97);
  });

  it('is not known where one of these is not', () => {
    expect(shareOf(withServices(down(null)))).toBeNull();
    expect(shareOf(without(badDeploy, 'dependencies'))).toBeNull();
    expect(shareOf(without(badDeploy, 'correlation'))).toBeNull();
    const unknown = { correlation: answer(correlation({ newInSuspect: null })) };
    expect(shareOf({ ...badDeploy, ...unknown })).toBeNull();
  });

  describe('beside a service that is slow, and has been asked by all versions', () => {
    const slow = service({ probe: 'slow', errorShare: 0.5 });
    const atOnce = (suspect: Partial<DeployTie>, lift = 40, one = slow) =>
      shareOf({
        ...withServices(one),
        correlation: answer(correlation({ suspect: tie({ gap: 0, ...suspect }), lift })),
      });

    it('is all that came at once with the version, and that it alone has', () => {
      expect(atOnce({})).toBe(0.97);
    });

    it.each<[string, Parameters<typeof atOnce>]>([
      ['it came later', [{ gap: 2 * minute }]],
      ['other versions have it too', [{}, 9]],
      ['the service is down', [{}, 40, { ...slow, probe: 'down' }]],
      ['its status page tells of trouble', [{}, 40, { ...slow, statusPage: 'minor' }]],
      ['its status page alone does', [{}, 40, { ...slow, probe: 'up', statusPage: 'minor' }]],
    ])('is the rest where %s', (_what, known) => {
      expect(atOnce(...known)).toBe(0.5);
    });
  });
});

describe('what the popularity of a client does not explain', () => {
  const shareOf = (change: Partial<ClientShare>) => {
    const split = browser['browser-split']?.value;
    const standsOut = split?.standsOut;
    if (!split || !standsOut) throw new Error('no client');
    const one = { ...standsOut, errorShare: 0.75, sessionShare: 0.5, ...change };
    return facts({ ...riddle, 'browser-split': answer({ ...split, standsOut: one }) }).clientShare;
  };

  it.each<[Partial<ClientShare>, number | null]>([
    [{}, 0.5],
    [{ errorShare: 1 }, 1],
    [{ errorShare: 0.4 }, 0],
    [{ sessionShare: 0 }, 0.75],
    [{ sessionShare: null }, null],
    [{ sessionShare: 1 }, null],
  ])('with %j is %s of the errors', (change, share) => {
    expect(shareOf(change)).toBe(share);
  });

  it('is not known where no client stands out', () => {
    expect(facts(riddle)).toMatchObject({ client: null, clientShare: null });
  });
});

describe('few people behind many events', () => {
  const few = (people: number, events: number) =>
    facts({
      ...riddle,
      'affected-users': answer(users({ users: people })),
      'error-types': answer({ types: [type()], events, newShare: 1 }),
    }).fewUsers;

  it.each([
    [39, 2_000, true],
    [40, 2_000, false],
    [0, 50, true],
    [0, 49, false],
  ])('%d of them and %d events: %s', (people, events, expected) => {
    expect(few(people, events)).toBe(expected);
  });

  it('are counted by the rate where the types are not known', () => {
    const counted = { ...riddle, 'affected-users': answer(users({ users: 2 })) };
    expect(facts(without(counted, 'error-types')).fewUsers).toBe(true);
    expect(facts(without(counted, 'error-types', 'error-rate')).fewUsers).toBe(false);
  });

  it('are not seen where nobody counted them', () => {
    expect(facts(without(riddle, 'affected-users')).fewUsers).toBe(false);
  });
});

describe('traffic behind the errors', () => {
  const surge = answer(
    rate({ requests: 50_000, usualRequests: 25_000, perMinute: 60, dayAgo: 40 }),
  );
  const of = (newShare: number): Collected => ({
    ...riddle,
    'error-rate': surge,
    'error-types': answer({ types: [type()], events: 2_000, newShare }),
  });

  it('is told as how many times the usual it is', () => {
    expect(facts(of(0.19)).traffic).toBe(2);
  });

  it('explains nothing where a fifth of the errors is new', () => {
    expect(facts(of(0.2)).traffic).toBeNull();
  });

  it('explains nothing where the rate, or what is new, is not known', () => {
    expect(facts(without(of(0), 'error-rate')).traffic).toBeNull();
    expect(facts(without(of(0), 'error-types')).traffic).toBeNull();
  });
});

describe('the deploy with which the errors ended', () => {
  const run = (change: Partial<Deploy> = {}): Deploy => ({
    runId: 9,
    version: 'v1.2.2',
    environment: 'production',
    actor: 'jisoo',
    at: at - 14 * minute,
    endedAt: at - 10 * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
    ...change,
  });
  const endedWith = (endedAt: number | null, deploys: readonly Deploy[], base = badDeploy) =>
    facts({
      ...base,
      'error-onset': answer(onset({ endedAt })),
      'recent-deploys': answer(deployed({ deploys })),
    }).endedWith?.runId ?? null;

  it.each([
    ['as it began', at - 14 * minute, 9],
    ['before it', at - 14 * minute - 1, null],
    ['a quarter of an hour after it', at + 5 * minute, 9],
    ['later', at + 5 * minute + 1, null],
    ['never', null, null],
  ] as const)('is one %s', (_what, ended, runId) => {
    expect(endedWith(ended, [run()])).toBe(runId);
  });

  it('may run still: then its start counts', () => {
    expect(endedWith(at + minute, [run({ endedAt: null })])).toBe(9);
    expect(endedWith(at + minute + 1, [run({ endedAt: null })])).toBeNull();
  });

  it('is none that failed, and not the one that is suspected', () => {
    expect(endedWith(at, [run({ conclusion: 'failure' })])).toBeNull();
    expect(endedWith(at, [run({ runId: 1 })])).toBeNull();
    expect(endedWith(at, [run({ runId: 1 })], riddle)).toBe(1);
  });

  it('is found among others', () => {
    expect(endedWith(at, [run({ runId: 8, conclusion: 'failure' }), run()])).toBe(9);
  });

  it('is none where deploys are not known', () => {
    const ended = { ...badDeploy, 'error-onset': answer(onset({ endedAt: at })) };
    expect(facts(without(ended, 'recent-deploys')).endedWith).toBeNull();
  });
});

describe('the end of the errors', () => {
  const ended = { 'error-onset': answer(onset({ endedAt: at, silentSince: at - minute })) };

  it('and the silence of the source are those of the onset', () => {
    expect(facts({ ...riddle, ...ended })).toMatchObject({ ended: at, silent: at - minute });
    expect(facts(riddle)).toMatchObject({ ended: null, silent: null });
  });
});

it('other versions have as many errors only beside what names the service in trouble', () => {
  const share = (version: string, errors: number) => ({
    version,
    errors,
    errorShare: 0.5,
    sessionShare: 0.5,
  });
  const releases = [share('v1.2.3', 140), share('v1.2.2', 100)];
  const split: Collected = {
    ...badDeploy,
    'release-split': answer({ releases, newTypesByVersion: {} }),
  };
  const vendor = { dependencies: answer({ dependencies: [down(0.5)] }) };
  expect(facts(split).othersToo).toBe(true);
  expect(facts({ ...split, ...vendor }).othersToo).toBe(false);
});

it('nothing is claimed where nothing was asked, or nothing answered', () => {
  const nothing = {
    suspect: null,
    suspectFailed: false,
    shape: null,
    foreignHost: null,
    othersToo: false,
    outlivedBy: null,
    recurring: false,
    deployShare: null,
    service: null,
    serviceShare: null,
    client: null,
    clientShare: null,
    ended: null,
    endedWith: null,
    silent: null,
    fewUsers: false,
    traffic: null,
  };
  expect(facts({})).toMatchObject(nothing);
  const all = Object.keys(badDeploy) as (keyof Collected)[];
  expect(facts(without(badDeploy, ...all))).toMatchObject(nothing);
});
