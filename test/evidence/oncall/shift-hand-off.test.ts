import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { PagedSpan } from '../../../src/domain/oncall/paged.ts';
import { collectShift } from '../../../src/evidence/oncall/shift-hand-off.ts';
import type { DeployRun } from '../../../src/ports/deploys.ts';
import type { OnCallService } from '../../../src/ports/on-call.ts';
import { recorded, refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';
import { run } from '../../support/github.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

/** Monday noon in Seoul: the shift began at nine. */
const now = Date.parse('2026-11-23T03:00:00Z');
const [hour, day] = [3_600_000, 86_400_000];
const began = Date.parse('2026-11-23T00:00:00Z');

const rotating = {
  environments: { production: { url: 'https://site.test' }, staging: { url: 'https://s.test' } },
  contacts: [{ name: 'Minji', role: 'engineer' }],
  oncall: { start: '2026-11-02', primary: ['Minji', 'Jisoo'] },
};

interface Given {
  readonly config?: object;
  readonly onCalls?: OnCallService['onCalls'];
  readonly records?: Readonly<Record<string, readonly PastLine[]>>;
  readonly runs?: readonly DeployRun[];
  readonly wanted?: { readonly since?: number; readonly until?: number };
}

async function collected(given: Given = {}) {
  const { onCalls = async () => null, records = {}, runs = [], wanted = {} } = given;
  const onCall = recorded<OnCallService>({ onCalls });
  const reads: unknown[][] = [];
  const clock = stillClock();
  const context = fakeContext({
    clock,
    config: resolveConfig((given.config ?? rotating) as never),
    journal: journalOf(records),
    services: {
      onCall: async () => onCall,
      pages: async () => null,
      deploys: async () =>
        ({
          runs: async (...args: unknown[]) => {
            reads.push(args);
            return runs;
          },
        }) as never,
    },
  });
  return { facts: await collectShift(context, wanted), onCall, reads, clock };
}

describe('a hand-off', () => {
  it('tells who hands over to whom, when, and by whose word', async () => {
    const { facts, onCall } = await collected();
    const { handOver, window } = facts;
    expect(window.to === began || window.from === began).toBe(true);
    expect(handOver.value).toMatchObject({ source: 'config', differs: false, gap: null });
    const people = [handOver.value?.from?.name, handOver.value?.to?.name];
    expect(people.toSorted()).toEqual(['Jisoo', 'Minji']);
    expect(handOver.value?.at).toBe(window.to === began ? began : began + 7 * day);
    // Two whole shifts before, and the next one after.
    expect(onCall.calls[0]?.args[0]).toEqual({ since: now - 22 * day, until: now + 15 * day });
    expect(facts).toMatchObject({
      service: 'TalkStudio',
      environment: 'production',
      zone: 'Asia/Seoul',
      machine: 'tester@desk',
      now,
      drill: false,
    });
  });

  it('looks back from what is asked for', async () => {
    const wanted = { since: now - 30 * day, until: now - 20 * day };
    const { onCall, facts } = await collected({ wanted });
    expect(onCall.calls[0]?.args[0]).toEqual({ since: now - 52 * day, until: now + 15 * day });
    expect(facts.window).toEqual({ from: wanted.since, to: wanted.until, which: 'as-asked' });
  });

  it('tells where the pager says another, and why it could not be asked', async () => {
    const span: PagedSpan = { person: 'Dana', level: 1, from: null, to: null, schedule: null };
    const other = await collected({ onCalls: async () => [span] });
    expect(other.facts.handOver.value).toMatchObject({ source: 'PagerDuty', differs: true });
    // Of the shift that comes, not of the one that ends.
    const then = other.facts.handOver.value?.at ?? 0;
    const until = await collected({ onCalls: async () => [{ ...span, to: then }] });
    expect(until.facts.handOver.value).toMatchObject({ source: 'PagerDuty', differs: true });
    const next = (await collected()).facts.handOver.value?.to?.name ?? '';
    const right = [
      { ...span, to: then },
      { ...span, person: next, from: then },
    ];
    const fitting = await collected({ onCalls: async () => right });
    expect(fitting.facts.handOver.value).toMatchObject({ differs: false });
    const refused = await collected({ onCalls: refusing('no scope') });
    expect(refused.facts.handOver.value).toMatchObject({ source: 'config', gap: 'no scope' });
  });

  it('does not know who, where nobody is set, and tells the rest', async () => {
    const { facts } = await collected({ config: {} });
    expect(facts.handOver).toMatchObject({ verdict: 'unknown', value: null });
    expect(facts.window).toEqual({ from: now - 7 * day, to: now, which: 'last-week' });
    expect(facts.coming).toBeNull();
    expect(facts.incidents.verdict).toBe('ok');
    expect(facts.openPages.verdict).toBe('no-data');
    expect(facts.alerts.verdict).toBe('no-data');
  });

  it('tells what comes within a week of the hand-over', async () => {
    const { facts } = await collected();
    expect(facts.coming).toEqual([]);
    const until = Math.max(now, facts.handOver.value?.at ?? now) + 7 * day;
    const overridden = async (from: number) => {
      const wall = (t: number) => new Date(t + 9 * hour).toISOString().slice(0, 16);
      const override = { person: 'Dana', from: wall(from), to: wall(from + hour) };
      const config = { ...rotating, oncall: { ...rotating.oncall, overrides: [override] } };
      return (await collected({ config })).facts.coming?.length;
    };
    expect(await overridden(until - 60_000)).toBe(1);
    expect(await overridden(until)).toBe(0);
    expect(await overridden(now - hour + 60_000)).toBe(1);
    expect(await overridden(now - hour)).toBe(0);
  });

  it('gives each source its time', async () => {
    const { clock } = await collected();
    expect(new Set(clock.sleeps)).toEqual(new Set([8000, 16_000]));
  });
});

describe('what was deployed on the shift', () => {
  const at = (t: number, title = 'Deploy v1.2.3 to production') =>
    run(Math.round(t / 1000) % 100_000, title, { createdAt: t, startedAt: t });
  const wanted = { since: now - 3 * day, until: now };
  const deployed = async (...runs: readonly DeployRun[]) => {
    const { facts, reads } = await collected({ runs, wanted });
    return { deploys: facts.deploys, reads };
  };

  it('is the runs to the environment within its window', async () => {
    const { deploys, reads } = await deployed(
      at(now - hour),
      at(now - 2 * hour, 'Deploy v1.2.3 to staging'),
      at(now - 3 * day),
      at(now - 3 * day - 1),
      at(now),
    );
    expect(deploys).toMatchObject({ verdict: 'ok' });
    expect(deploys.value?.map((each) => each.at)).toEqual([now - hour, now - 3 * day]);
    expect(reads).toMatchObject([[{ limit: 100 }, { patience: 4000 }]]);
  });

  it('may be more than was read, which is a warning', async () => {
    const many = (length: number, last: number) =>
      Array.from({ length }, (_, i) => at(i === length - 1 ? last : now - hour - i));
    const verdict = async (...runs: readonly DeployRun[]) =>
      (await deployed(...runs)).deploys.verdict;
    expect(await verdict(...many(100, now - 3 * day + 1))).toBe('warn');
    expect(await verdict(...many(100, now - 3 * day))).toBe('ok');
    expect(await verdict(...many(99, now - 3 * day + 1))).toBe('ok');
    expect(await verdict()).toBe('ok');
  });
});

describe('what is silenced, and who was paged by hand', () => {
  const iso = (t: number) => new Date(t).toISOString();
  const stamp = (t: number) => iso(t).replace(/[-:]|\.\d+/g, '');

  it('is the silences in force', async () => {
    const silence = (id: string, until: number): PastLine => [
      'silenced',
      { id, targets: [], labels: {}, from: now - hour, until, untilResolved: false },
    ];
    const lines = [silence('s1', now + hour), silence('s2', now)];
    const { facts } = await collected({ records: { '1-alert-silences': lines } });
    expect(facts.silences.value?.map(({ id }) => id)).toEqual(['s1']);
    expect(facts.silences.verdict).toBe('ok');
  });

  it('is counted with the pages, unless nobody was', async () => {
    const paged = (state: string): Readonly<Record<string, readonly PastLine[]>> => ({
      [`${stamp(now - hour)}-page-x`]: [
        ['intent', { action: 'page', key: 'k', at: iso(now - hour), eventAt: iso(now - hour) }],
        ['outcome', { state, at: iso(now - hour), eventAt: iso(now - hour) }],
      ],
    });
    const wanted = { since: now - day, until: now };
    const pages = async (state: string) =>
      (await collected({ records: paged(state), wanted })).facts.pages.length;
    expect(await pages('done')).toBe(1);
    expect(await pages('unknown')).toBe(1);
    expect(await pages('not-done')).toBe(0);
  });
});
