import { describe, expect, it } from 'vitest';
import { clientClues } from '../../../src/domain/diagnosis/client.ts';
import type { BrowserSplit, ClientShare } from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  badDeploy,
  bot,
  browser,
  correlation,
  onset,
  riddle,
  split,
  tie,
  without,
} from './collected.ts';
import { facts, ids, said, saidInKorean } from './said.ts';

const minute = 60_000;
const hour = 60 * minute;
const of = (collected: Collected) => clientClues(facts(collected));
const safari = (change: Partial<ClientShare> = {}): ClientShare => ({
  kind: 'browser',
  name: 'Safari',
  errors: 1940,
  errorShare: 0.97,
  sessionShare: 0.24,
  lift: 4,
  ...change,
});
const splitOf = (clients: readonly ClientShare[], standsOut: ClientShare | null) => ({
  'browser-split': answer<BrowserSplit>({ clients, standsOut, expectedFrom: 'page loads' }),
});

describe('where no client stands out', () => {
  it('clients are cleared', () => {
    expect(ids(of(riddle))).toEqual(['client-none']);
  });

  it('they are cleared by one of them whose share of the sessions is known', () => {
    const clients = [safari({ sessionShare: null }), safari({ name: 'Chrome' })];
    expect(ids(of({ ...riddle, ...splitOf(clients, null) }))).toEqual(['client-none']);
  });

  it('they are not cleared where nobody knows how common each is', () => {
    const clients = [safari({ sessionShare: null }), safari({ sessionShare: null })];
    expect(of({ ...riddle, ...splitOf(clients, null) })).toEqual([]);
  });

  it('they are not cleared where their errors are not known', () => {
    expect(of(without(riddle, 'browser-split'))).toEqual([]);
  });
});

describe('a client that stands out', () => {
  it('speaks for itself, by its share and by what is beyond its popularity', () => {
    const clues = of(browser);
    expect(ids(clues)).toEqual(['client-stands-out', 'client-excess']);
    expect(said(clues)).toBe(
      'Safari: 97 % of the errors, 24 % of the sessions\n' +
        '96 % of the errors are more than its popularity explains',
    );
    expect(saidInKorean(clues)).toContain('Safari: 오류의 97 %, 세션의 24 %');
  });

  it('speaks by its share alone where nobody knows how common it is', () => {
    const one = safari({ sessionShare: null });
    const clues = of({ ...riddle, ...splitOf([one], one) });
    expect(ids(clues)).toEqual(['client-stands-out']);
    expect(said(clues)).toBe('Safari: 97 % of the errors');
    expect(saidInKorean(clues)).toBe('Safari: 오류의 97 %');
  });

  it('weighs more, the more of the errors its popularity does not explain', () => {
    const excess = (sessionShare: number) => {
      const one = safari({ sessionShare });
      const clues = of({ ...riddle, ...splitOf([one], one) });
      return clues.find(({ id }) => id === 'client-excess')?.reason.weight ?? 0;
    };
    expect(excess(0.1)).toBeGreaterThan(excess(0.9));
  });

  it('speaks less where the errors ended, or hardly anybody is behind them', () => {
    const ended = {
      ...browser,
      'error-onset': answer(onset({ endedAt: at - 8 * minute }), 'warn'),
    };
    expect(ids(of(ended)).slice(2)).toEqual(['client-ended']);
    expect(said(of(ended))).toContain('the errors ended at 02:52');
    expect(ids(of(bot)).slice(2)).toEqual(['client-few-users']);
  });
});

describe('errors of one client that are new with a deploy', () => {
  const named = (change: Collected) =>
    ids(of({ ...badDeploy, 'browser-split': answer(split('Safari')), ...change })).includes(
      'client-with-deploy',
    );
  const tied = (suspect: Parameters<typeof tie>[0], newInSuspect = 0.97) =>
    ({ correlation: answer(correlation({ suspect: tie(suspect), newInSuspect })) }) as Collected;

  it('are the deploy’s', () => {
    expect(named({})).toBe(true);
  });

  it('are so from half of the events on', () => {
    expect(named(tied({}, 0.5))).toBe(true);
    expect(named(tied({}, 0.49))).toBe(false);
  });

  it('are the client’s where they came to it alone, long after the deploy', () => {
    expect(named(tied({ tied: false, gap: 31 * minute }))).toBe(false);
    expect(named(tied({ tied: false, gap: 30 * minute }))).toBe(true);
  });

  it('are no news where the version had been live for hours', () => {
    const half = safari({ errorShare: 0.7, sessionShare: 0.24 });
    const change = splitOf([half], half);
    expect(named({ ...change, ...tied({ tied: false, gap: 6 * hour - 1 }) })).toBe(true);
    expect(named({ ...change, ...tied({ tied: false, gap: 6 * hour }) })).toBe(false);
  });

  it('are the client’s where no deploy is suspected, or it is not known what one brought', () => {
    expect(named({ correlation: riddle.correlation } as Collected)).toBe(false);
    expect(named(without({}, 'dependencies'))).toBe(false);
  });
});
