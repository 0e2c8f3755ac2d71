import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEvents, type NoticeState } from '../../../src/domain/notification/decide.ts';
import type { AlertEvent } from '../../../src/domain/notification/delivery.ts';
import { type LedgerLine, ledgerOf } from '../../../src/domain/notification/ledger.ts';
import { endedByResolved, type Silence } from '../../../src/domain/notification/silence.ts';
import { minute, silence, standing, start, transition } from './support.ts';

const names = ['Service Down', 'High Error Rate', 'Error Spike'];
const length = 40;

interface Course {
  /** Whether each alert fires at each minute. */
  readonly firing: readonly (readonly boolean[])[];
  /** Minutes at which the watch looks; between them it sleeps. */
  readonly looks: readonly number[];
  readonly silences: readonly Silence[];
}

const silences = fc
  .array(
    fc.record({
      targets: fc.subarray(names, { minLength: 1 }),
      from: fc.integer({ min: 0, max: length }),
      long: fc.integer({ min: 1, max: 25 }),
      untilResolved: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(({ targets, from, long, untilResolved }, index) => ({
      ...silence('', from, from + long, { id: `s${index + 1}`, untilResolved }),
      targets: targets.map((rule) => ({ rule, environment: 'production' })),
    })),
  );

const courses: fc.Arbitrary<Course> = fc.record({
  firing: fc.tuple(
    ...names.map(() => fc.array(fc.boolean(), { minLength: length, maxLength: length })),
  ),
  looks: fc
    .uniqueArray(fc.integer({ min: 1, max: length - 1 }), { minLength: 2, maxLength: 25 })
    .map((all) => all.toSorted((a, b) => a - b)),
  silences,
});

interface Round {
  readonly at: number;
  readonly events: readonly AlertEvent[];
  /** What deciding the same once more finds. */
  readonly again: readonly AlertEvent[];
  /** Rules that are silenced at the end of it. */
  readonly quiet: ReadonlySet<string>;
}

function standsAt(name: string, firing: readonly boolean[], at: number): NoticeState {
  const changes = Array.from({ length: at }, (_, index) => index + 1).filter(
    (index) => firing[index] !== firing[index - 1],
  );
  const transitions = changes.map((index) =>
    transition(firing[index] === true ? 'firing' : 'inactive', index),
  );
  return standing(name, firing[at] === true, at, { transitions });
}

/** Plays a course to a watch that is started anew at each look: all that it knows is on disk. */
function played({ firing, looks, silences: all }: Course): readonly Round[] {
  const lines: LedgerLine[] = [];
  return looks.map((at): Round => {
    const now = start + at * minute;
    const standings = names.map((name, index) => standsAt(name, firing[index] ?? [], at));
    const added = all.filter(({ from }) => from <= now);
    const decide = (): readonly AlertEvent[] => {
      const ledger = ledgerOf(JSON.parse(JSON.stringify(lines)));
      const round = { seenUntil: ledger.at, now, silences: added, repeatEvery: 240 * minute };
      return decideEvents(ledger, standings, round).map(({ event }) => event);
    };
    const events = decide();
    lines.push({ kind: 'decided', events, deliveries: [] });
    const inForce = endedByResolved(added, ledgerOf(lines).resolutions).filter(
      ({ until }) => now < until,
    );
    const quiet = new Set(inForce.flatMap(({ targets }) => targets.map(({ rule }) => rule)));
    return { at, events, again: decide(), quiet };
  });
}

type Check = (rounds: readonly Round[], course: Course) => void;

function holds(check: Check): void {
  fc.assert(
    fc.property(courses, (course) => check(played(course), course)),
    { numRuns: 300 },
  );
}

const toldOf = (events: readonly AlertEvent[], name: string) =>
  events.filter(({ rule, suppressed }) => rule === name && suppressed === null);

/** For each rule, after each round: whether the last thing that people were told is that it fires. */
function eachRound(
  rounds: readonly Round[],
  visit: (name: string, round: Round, believed: boolean, rank: number) => void,
): void {
  for (const [rank, name] of names.entries()) {
    let believed = false;
    for (const round of rounds) {
      const last = toldOf(round.events, name).at(-1);
      if (last !== undefined) believed = last.kind !== 'resolved';
      visit(name, round, believed, rank);
    }
  }
}

describe('whatever fires, sleeps and is silenced', () => {
  it('what people were told of begins and ends in turn, and nothing is told twice', () => {
    holds((rounds) => {
      for (const name of names) {
        const kinds = rounds.flatMap(({ events }) => toldOf(events, name)).map(({ kind }) => kind);
        const turns = kinds.map((_, index) => (index % 2 === 0 ? 'firing' : 'resolved'));
        expect(kinds).toEqual(turns);
      }
    });
  });

  it('no resolved is lost: nobody believes that something fires which is over', () => {
    holds((rounds, { firing }) => {
      eachRound(rounds, (_, { at }, believed, rank) => {
        if (believed) expect(firing[rank]?.[at]).toBe(true);
      });
    });
  });

  it('people know of everything that fires and that nothing keeps quiet', () => {
    holds((rounds, { firing }) => {
      const knownP1 = new Map<number, boolean>();
      eachRound(rounds, (name, { at, quiet }, believed, rank) => {
        if (rank === 0) knownP1.set(at, believed);
        const inhibited = rank > 0 && firing[0]?.[at] === true && knownP1.get(at) === true;
        if (firing[rank]?.[at] === true && !quiet.has(name) && !inhibited) {
          expect(believed).toBe(true);
        }
      });
    });
  });

  it('nothing begins for anybody while it is silenced', () => {
    holds((rounds) => {
      for (const { events, quiet } of rounds) {
        const begun = events.filter(({ kind, suppressed }) => kind === 'firing' && !suppressed);
        expect(begun.filter(({ rule }) => quiet.has(rule))).toEqual([]);
      }
    });
  });

  it('the same evaluation once more tells nothing, whatever was silenced in it', () => {
    holds((rounds) => {
      expect(rounds.flatMap(({ again }) => again)).toEqual([]);
    });
  });
});
