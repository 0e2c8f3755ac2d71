import { describe, expect, it } from 'vitest';
import { decideEvents, type NoticeState } from '../../../src/domain/notification/decide.ts';
import { applyLine, ledgerOf } from '../../../src/domain/notification/ledger.ts';
import type { Silence } from '../../../src/domain/notification/silence.ts';
import { minute, silence, standing, start, transition } from './support.ts';

type Round = readonly [minutes: number, standings: readonly NoticeState[]];

/** What each round decides, told events without a mark and kept ones with their reason's first words. */
function decided(silences: readonly Silence[], rounds: readonly Round[]): string[][] {
  const ledger = ledgerOf([]);
  let seenUntil: number | undefined;
  return rounds.map(([minutes, standings]) => {
    const now = start + minutes * minute;
    const events = decideEvents(ledger, standings, {
      seenUntil,
      now,
      silences,
      repeatEvery: 240 * minute,
    }).map(({ event }) => event);
    applyLine(ledger, { kind: 'decided', events, deliveries: [] });
    seenUntil = now;
    return events.map(({ rule, kind, suppressed }) => {
      const kept = suppressed === null ? '' : ` (${suppressed.split(' ').slice(0, 3).join(' ')})`;
      return `${rule} ${kind}${kept}`;
    });
  });
}

const rate = (firing: boolean, at: number, more: object = {}): Round => [
  at,
  [standing('High Error Rate', firing, at, more)],
];
const kept = 'High Error Rate firing (silenced by s1)';
const told = 'High Error Rate firing';
const untold = 'High Error Rate resolved (nobody was told)';
const over = 'High Error Rate resolved';

describe('a silence', () => {
  it('records what fires and tells nobody, until it ends: then what still fires is told', () => {
    const rounds = [rate(true, 1), rate(true, 2), rate(true, 5), rate(true, 6)];
    expect(decided([silence('High Error Rate', 0, 5)], rounds)).toEqual([[kept], [], [told], []]);
  });

  it('that ended keeps to itself what was over by then', () => {
    const rounds = [rate(true, 1), rate(false, 3), rate(false, 6)];
    expect(decided([silence('High Error Rate', 0, 5)], rounds)).toEqual([[kept], [untold], []]);
  });

  it('lets it be told that something is over that people were told of', () => {
    const rounds = [rate(true, 0), rate(true, 2), rate(false, 3)];
    expect(decided([silence('High Error Rate', 1, 5)], rounds)).toEqual([[told], [], [over]]);
  });

  it('keeps the repetition quiet, which is told once it ends', () => {
    const rounds = [rate(true, 0), rate(true, 250), rate(true, 301), rate(true, 302)];
    expect(decided([silence('High Error Rate', 1, 300)], rounds)).toEqual([
      [told],
      [],
      ['High Error Rate repeat'],
      [],
    ]);
  });

  it('matches the rule, the environment and the labels that it names, and nothing else', () => {
    const other = silence('Error Spike', 0, 9);
    const staging = silence('High Error Rate', 0, 9, {
      targets: [{ rule: 'High Error Rate', environment: 'staging' }],
    });
    const labelled = silence('High Error Rate', 0, 9, { labels: { region: 'eu' } });
    expect(decided([other, staging, labelled], [rate(true, 1)])).toEqual([[told]]);
    const eu = rate(true, 1, { labels: { env: 'production', region: 'eu' } });
    expect(decided([labelled], [eu])).toEqual([[kept]]);
  });

  it('keeps the notice of missing data quiet, and it is told once the silence ends', () => {
    const gone = (at: number) => rate(false, at, { value: null, good: false, noDataSince: start });
    expect(
      decided([silence('High Error Rate', 0, 5)], [gone(1), gone(2), gone(5), gone(6)]),
    ).toEqual([['High Error Rate no-data (silenced by s1)'], [], ['High Error Rate no-data'], []]);
  });

  it('is not undone by a P1: what it names stays quiet after the P1 too', () => {
    const both = (at: number, down: boolean): Round => [
      at,
      [standing('Service Down', down, at), standing('High Error Rate', true, at)],
    ];
    expect(
      decided([silence('High Error Rate', 0, 5)], [both(1, true), both(2, false), both(5, false)]),
    ).toEqual([['Service Down firing', kept], ['Service Down resolved'], [told]]);
  });
});

describe('a silenced P1', () => {
  const both = (at: number): Round => [
    at,
    [standing('Service Down', true, at), standing('High Error Rate', true, at)],
  ];

  it('keeps nobody quiet where nobody was told of it: a silence hides what it names', () => {
    expect(decided([silence('Service Down', 0, 5)], [both(1)])).toEqual([
      ['Service Down firing (silenced by s1)', told],
    ]);
  });

  it('goes on keeping the rest quiet where people know of it', () => {
    expect(decided([silence('Service Down', 1, 5)], [both(0), both(2)])).toEqual([
      ['Service Down firing', 'High Error Rate firing (inhibited by Service)'],
      [],
    ]);
  });
});

describe('a laptop that slept through a silence', () => {
  const slept = (firing: boolean, ...transitions: ReturnType<typeof transition>[]): Round =>
    rate(firing, 60, { transitions });

  it('tells nothing of what fired within it and is over', () => {
    const missed = slept(false, transition('firing', 10), transition('inactive', 20));
    expect(decided([silence('High Error Rate', 5, 30)], [rate(false, 0), missed])).toEqual([
      [],
      [kept, untold],
    ]);
  });

  it('tells what fired within it and fires still, once', () => {
    const rounds = [rate(false, 0), slept(true, transition('firing', 10)), rate(true, 61)];
    expect(decided([silence('High Error Rate', 5, 30)], rounds)).toEqual([[], [told], []]);
  });

  it('tells what fired and ended before it, as if it had been awake', () => {
    const missed = slept(false, transition('firing', 2), transition('inactive', 4));
    expect(decided([silence('High Error Rate', 5, 30)], [rate(false, 0), missed])).toEqual([
      [],
      [told, over],
    ]);
  });

  it('tells nothing of the past while a silence lasts', () => {
    const missed = slept(false, transition('firing', 2), transition('inactive', 4));
    expect(decided([silence('High Error Rate', 5, 90)], [rate(false, 0), missed])).toEqual([
      [],
      [kept, untold],
    ]);
  });
});

describe('a silence until resolved', () => {
  const until = silence('High Error Rate', 0, 100, { untilResolved: true });

  it('ends at the first resolved of what it matches: the next firing is told', () => {
    const rounds = [rate(true, 1), rate(false, 3), rate(true, 5)];
    expect(decided([until], rounds)).toEqual([[kept], [untold], [told]]);
  });

  it('ends for all that it matches', () => {
    const two = {
      ...until,
      targets: ['High Error Rate', 'Error Spike'].map((rule) => ({
        rule,
        environment: 'production',
      })),
    };
    const both = (at: number, spike: boolean): Round => [
      at,
      [standing('High Error Rate', true, at), standing('Error Spike', spike, at)],
    ];
    expect(decided([two], [both(1, true), both(2, false)])).toEqual([
      [kept, 'Error Spike firing (silenced by s1)'],
      [told, 'Error Spike resolved (nobody was told)'],
    ]);
  });

  it('ends at its cap where nothing is resolved', () => {
    expect(decided([until], [rate(true, 1), rate(true, 99), rate(true, 100)])).toEqual([
      [kept],
      [],
      [told],
    ]);
  });

  it('does not end at a resolved of before it', () => {
    const later = silence('High Error Rate', 3, 100, { untilResolved: true });
    const rounds = [rate(true, 1), rate(false, 2), rate(true, 4)];
    expect(decided([later], rounds)).toEqual([[told], [over], [kept]]);
  });
});
