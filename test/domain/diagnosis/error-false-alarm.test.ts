import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { errorAlarmClues } from '../../../src/domain/diagnosis/error-false-alarm.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  bot,
  deployed,
  down,
  onset,
  rate,
  riddle,
  service,
  type,
  users,
  without,
  withTypes,
} from './collected.ts';
import { facts, ids, said, saidInKorean, unasked } from './said.ts';

const minute = 60_000;
const of = (change: Collected, base = riddle) => errorAlarmClues(facts({ ...base, ...change }));

describe('a rate over its limit', () => {
  it('says that the alarm is real, and that it lasts', () => {
    expect(ids(of({}))).toEqual(['alarm-real']);
    expect(said(of({}))).toBe('the error rate is 8.0 %, and it lasts');
    expect(saidInKorean(of({}))).toBe('오류율 8.0 %, 지속 중입니다');
  });

  it('says so of errors that ended, as it is over its limit still', () => {
    const clues = of({ 'error-onset': answer(onset({ endedAt: at - 8 * minute }), 'warn') });
    expect(ids(clues)).toEqual(['alarm-ended', 'alarm-real']);
    expect(said(clues)).toContain('and still over its limit');
  });

  it('is told in errors a minute where nobody counted the requests', () => {
    const uncounted = rate({ rate: null, requests: null, perMinute: 67 });
    expect(said(of({ 'error-rate': answer(uncounted) }))).toContain('67.0/min');
  });

  it('says nothing of a program’s errors, which are as many as it likes', () => {
    expect(ids(errorAlarmClues(facts(bot)))).toEqual(['alarm-few-users']);
  });
});

describe('a rate within its limit', () => {
  const calm = answer(rate({ rate: 0.2 }), 'ok');

  it('speaks for a false alarm', () => {
    const clues = of({ 'error-rate': calm });
    expect(ids(clues)).toEqual(['alarm-rate-fine']);
    expect(said(clues)).toBe('the error rate is within its limit: 0.2 %');
  });

  it('says nothing of a source that is silent', () => {
    const silent = answer(onset({ silentSince: at - 7 * minute }), 'warn');
    expect(ids(of({ 'error-rate': calm, 'error-onset': silent }))).toEqual(['alarm-silent']);
  });

  it('is neither where it is near its limit', () => {
    expect(of({ 'error-rate': answer(rate(), 'warn') })).toEqual([]);
  });

  it('says nothing where it is not known', () => {
    expect(errorAlarmClues(facts(without(riddle, 'error-rate')))).toEqual([]);
  });
});

describe('the end of the errors', () => {
  const calm = { 'error-rate': answer(rate(), 'warn') };
  const ended = answer(onset({ endedAt: at - 8 * minute }), 'warn');
  const cure: Deploy = {
    runId: 9,
    version: 'v1.2.2',
    environment: 'production',
    actor: 'jisoo',
    at: at - 13 * minute,
    endedAt: at - 9 * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
  };

  it('by themselves speaks for a false alarm', () => {
    const clues = of({ ...calm, 'error-onset': ended });
    expect(ids(clues)).toEqual(['alarm-ended']);
    expect(said(clues)).toBe('the errors ended by themselves at 02:52 UTC');
  });

  it('with a deploy does not', () => {
    const withCure = answer(deployed({ deploys: [cure] }), 'ok');
    expect(of({ ...calm, 'error-onset': ended, 'recent-deploys': withCure })).toEqual([]);
  });

  it('is not claimed of a source that is silent, and that is said', () => {
    const silent = answer(onset({ endedAt: at - 8 * minute, silentSince: at - 7 * minute }));
    const clues = of({ ...calm, 'error-onset': silent });
    expect(ids(clues)).toEqual(['alarm-silent']);
    expect(said(clues)).toContain('since 02:53 UTC no event of any type has come');
  });
});

describe('errors without a beginning', () => {
  const flat = (usualHour: boolean) => answer(onset({ at: null, between: null, usualHour }), 'ok');

  it('speak for a false alarm', () => {
    const change = { 'error-rate': answer(rate(), 'warn'), 'error-onset': flat(false) };
    expect(ids(of(change))).toEqual(['alarm-no-onset']);
  });

  it('of every day at this hour speak for it within their limit alone', () => {
    const calm = answer(rate({ rate: 0.2 }), 'ok');
    const within = of({ 'error-rate': calm, 'error-onset': flat(true) });
    expect(ids(within)).toEqual(['alarm-usual-hour', 'alarm-rate-fine']);
    expect(of({ 'error-rate': answer(rate(), 'warn'), 'error-onset': flat(true) })).toEqual([]);
    expect(of({ 'error-onset': flat(true) }, unasked(riddle, 'error-rate'))).toEqual([]);
  });

  it('say nothing where it is not known when they began', () => {
    const calm = { 'error-rate': answer(rate(), 'warn') };
    expect(of(calm, without(riddle, 'error-onset'))).toEqual([]);
  });
});

describe('few people behind many events', () => {
  it('are a program, which is told with their number', () => {
    expect(said(errorAlarmClues(facts(bot)))).toContain('2 user(s) behind all of the events');
  });

  it('are not seen where there are many, or nobody counted', () => {
    const calm = { 'error-rate': answer(rate(), 'warn') };
    expect(of({ ...calm, 'affected-users': answer(users()) })).toEqual([]);
    expect(of(calm, without(riddle, 'affected-users'))).toEqual([]);
  });
});

describe('events below the level of an error', () => {
  const calm = { 'error-rate': answer(rate(), 'warn') };
  const levels = (...events: [string, number][]) =>
    of(calm, withTypes(riddle, ...events.map(([level, count]) => type({ level, events: count }))));

  it('speak for a false alarm from four in five on', () => {
    const clues = levels(['warning', 500], ['info', 300], ['error', 150], ['fatal', 50]);
    expect(ids(clues)).toEqual(['alarm-warnings']);
    expect(said(clues)).toBe('80 % of the events are warnings or below');
  });

  it('say nothing where errors are more than one in five, or all of them', () => {
    expect(levels(['warning', 799], ['error', 201])).toEqual([]);
    expect(levels(['warning', 799], ['fatal', 201])).toEqual([]);
    expect(levels(['error', 1000])).toEqual([]);
  });

  it('say nothing where there are none, or nobody counted', () => {
    expect(levels()).toEqual([]);
    expect(of(calm, without(riddle, 'error-types'))).toEqual([]);
  });
});

describe('a service of others', () => {
  const calm = { 'error-rate': answer(rate(), 'warn') };
  const withService = (one: ReturnType<typeof service>, verdict: 'bad' | 'warn' = 'bad') =>
    of({ ...calm, dependencies: answer({ dependencies: [one] }, verdict) });

  it('that is down speaks against a false alarm', () => {
    const clues = withService(down(0));
    expect(ids(clues)).toEqual(['alarm-service-down']);
    expect(said(clues)).toBe('DiceBear does not answer our probe');
  });

  it('says nothing where it is slow only, or its outage is judged as none', () => {
    expect(withService(service({ probe: 'slow' }))).toEqual([]);
    expect(withService(down(0), 'warn')).toEqual([]);
  });
});

describe('a surge of traffic', () => {
  const surge = answer(
    rate({ requests: 50_000, usualRequests: 25_000, perMinute: 60, dayAgo: 40 }),
    'warn',
  );
  const old = (newShare: number) => answer({ types: [type()], events: 2_000, newShare });

  it('explains errors that are as few a request as ever', () => {
    const clues = of({ 'error-rate': surge, 'error-types': old(0.1) });
    expect(ids(clues)).toEqual(['alarm-traffic']);
    expect(said(clues)).toContain('2.0 times the requests of the same minutes yesterday');
  });

  it('does not explain errors that are new', () => {
    expect(of({ 'error-rate': surge, 'error-types': old(0.9) })).toEqual([]);
  });
});
