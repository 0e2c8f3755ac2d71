import { describe, expect, it } from 'vitest';
import { externalServiceClues } from '../../../src/domain/diagnosis/external-service.ts';
import type { DependencyState } from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, at, down, onset, riddle, service, without } from './collected.ts';
import { facts, ids, said, saidInKorean } from './said.ts';

const minute = 60_000;
const of = (...dependencies: DependencyState[]) =>
  externalServiceClues(facts({ ...riddle, dependencies: answer({ dependencies }) }));
const silent = { statusPage: null, errorShare: null } as const;

describe('services of others are cleared', () => {
  it('where each of them answers', () => {
    expect(ids(of(service(), service({ name: 'Mapbox' })))).toEqual(['service-up']);
  });

  it('not where one of them could not be probed', () => {
    expect(of(service(), service({ name: 'Mapbox', probe: 'unknown' }))).toEqual([]);
  });

  it('not where nobody knows of them, or none is configured', () => {
    expect(externalServiceClues(facts(without(riddle, 'dependencies')))).toEqual([]);
    const none: Collected = { ...riddle, dependencies: answer<never>(null, 'no-data') };
    expect(externalServiceClues(facts(none))).toEqual([]);
  });
});

describe('a service in trouble', () => {
  it('that does not answer is told with what our probe was answered', () => {
    const clues = of(service({ ...silent, probe: 'down', probeDetail: 'HTTP 503 after 0.2 s' }));
    expect(ids(clues)).toEqual(['service-down']);
    expect(said(clues)).toBe('DiceBear does not answer our probe (HTTP 503 after 0.2 s)');
    expect(saidInKorean(clues)).toBe(
      'DiceBear 점검 실패 (HTTP 503 after 0.2 s): 정상 응답이 없습니다',
    );
  });

  it('that does not answer is told by its name alone where nothing came', () => {
    const clues = of(service({ ...silent, probe: 'down' }));
    expect(said(clues)).toBe('DiceBear does not answer our probe');
    expect(saidInKorean(clues)).toBe('DiceBear 점검 실패: 정상 응답이 없습니다');
  });

  it('that is slow is told so', () => {
    const clues = of(service({ ...silent, probe: 'slow', probeDetail: '4.2 s' }));
    expect(ids(clues)).toEqual(['service-slow']);
    expect(said(clues)).toBe('DiceBear answers slowly (4.2 s)');
  });

  it('whose status page says so is told, though our probe is answered', () => {
    const clues = of(service({ statusPage: 'minor', errorShare: null }));
    expect(ids(clues)).toEqual(['service-says-so']);
    expect(said(clues)).toBe('the status page of DiceBear says minor');
    const detailed = of(service({ statusPage: 'major', statusDetail: 'API', errorShare: null }));
    expect(said(detailed)).toBe('the status page of DiceBear says major: API');
  });

  it.each(['none', 'unknown', null] as const)('is not announced by a page of %s', (statusPage) => {
    expect(ids(of(service({ probe: 'down', errorShare: null, statusPage })))).toEqual([
      'service-down',
    ]);
  });

  it('of which the errors ended is told so', () => {
    const dependencies = answer({ dependencies: [service({ ...silent, probe: 'down' })] });
    const ended = answer(onset({ endedAt: at - 8 * minute }), 'warn');
    const clues = externalServiceClues(facts({ ...riddle, dependencies, 'error-onset': ended }));
    expect(ids(clues)).toEqual(['service-down', 'service-ended']);
    expect(said(clues)).toContain('the errors ended at 02:52');
  });
});

describe('events that name a service in trouble', () => {
  it.each([
    [0.96, 'service-named'],
    [0.1, 'service-named'],
    [0.099, 'service-not-named'],
    [0, 'service-not-named'],
  ])('%d of all: %s', (share, id) => {
    expect(ids(of(down(share)))).toEqual(['service-down', 'service-says-so', id]);
  });

  it('are told with their share', () => {
    expect(said(of(down(0.96)))).toContain('96 % of the events name DiceBear');
  });

  it('say nothing where nobody counted them', () => {
    expect(ids(of(down(null)))).toEqual(['service-down', 'service-says-so']);
  });

  it('weigh more, the more they are', () => {
    const weight = (share: number) => of(down(share)).at(-1)?.reason.weight ?? 0;
    expect(weight(0.9)).toBeGreaterThan(weight(0.2));
    expect(weight(0.2)).toBeGreaterThan(0);
    expect(weight(0.05)).toBeLessThan(0);
  });
});
