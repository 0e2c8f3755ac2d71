import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { alertKey } from '../../../src/domain/notification/alert-identity.ts';
import { incidentsIn } from '../../../src/evidence/oncall/shift-incidents.ts';
import { actionsIn, alertsIn, lastRecorded } from '../../../src/evidence/oncall/shift-journal.ts';
import type { JournalReading } from '../../../src/ports/journal.ts';
import { refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const window = { from: now - 7 * day, to: now, which: 'this-shift' } as const;
const home = mkdtempSync(join(tmpdir(), 'tsops-shift-'));
afterAll(() => rmSync(home, { recursive: true }));

const iso = (t: number) => new Date(t).toISOString();
const stamp = (t: number) => iso(t).replace(/[-:]|\.\d+/g, '');
const line = (kind: string, ago: number, fields: object = {}): PastLine => [
  kind,
  { at: iso(now - ago), eventAt: iso(now - ago), ...fields },
];
const started = (ago: number, title = 'Login fails'): PastLine =>
  line('started', ago, { title, severity: 'P1', environment: 'production' });
const incident = (ago: number, name = 'x') => `${stamp(now - ago)}-incident-${name}`;

type Records = Readonly<Record<string, readonly PastLine[]>>;
function contextOf(records: Records, more: Readonly<Record<string, Partial<JournalReading>>> = {}) {
  const journal = journalOf(records, more);
  const config = resolveConfig({});
  return { ...fakeContext({ config, clock: stillClock(), host: { cwd: home } }), journal };
}

describe('when anything was recorded last', () => {
  const last = (records: Records) => lastRecorded(contextOf(records));

  it('is the time of the last line of any record of two weeks', async () => {
    const records = {
      [incident(day)]: [started(day), line('note', hour)],
      [`${stamp(now - 2 * day)}-rollback-x`]: [line('intent', 2 * day), line('outcome', minute)],
    };
    expect(await last(records)).toBe(now - minute);
    expect(await last({})).toBeNull();
  });

  it('is not the handing over itself', async () => {
    const handing = ['handoff', 'accepted', 'report', 'shared'].map((kind) => line(kind, minute));
    expect(await last({ [incident(day)]: [started(day), ...handing] })).toBe(now - day);
    expect(await last({ [incident(day)]: handing })).toBeNull();
  });

  it.each([
    [14 * day, true],
    [14 * day + 1000, false],
  ])('is told by a record of %i ms ago: %s', async (ago, told) => {
    expect((await last({ [incident(ago)]: [line('note', hour)] })) !== null).toBe(told);
  });

  it('is told by the record of notifications, however old', async () => {
    const id = `${stamp(now - 90 * day)}-alert-notifications`;
    expect(await last({ [id]: [line('decided', hour)] })).toBe(now - hour);
  });

  it('is told by those that can be read, and null where the list cannot', async () => {
    const context = contextOf({
      [incident(day, 'a')]: [line('note', hour)],
      [incident(2 * day)]: [],
    });
    const read = (id: string) => (id.endsWith('-x') ? refusing()() : context.journal.read(id));
    const journal = { ...context.journal, read };
    expect(await lastRecorded({ ...context, journal })).toBe(now - hour);
    const list = { ...context.journal, list: refusing() };
    expect(await lastRecorded({ ...context, journal: list })).toBeNull();
  });
});

describe('what was done', () => {
  const intent = (ago: number) =>
    line('intent', ago, { action: 'rollback', environment: 'production', key: 'k' });

  it('is the actions of the window, of records that may belong to it, but incidents', async () => {
    const [within, before, long] = [day, 7 * day + hour, 8 * day + hour].map(
      (ago) => [`${stamp(now - ago)}-rollback-production`, [intent(ago)]] as const,
    );
    const records = Object.fromEntries([within, before, long].map((each) => each ?? []));
    const context = contextOf({ ...records, [incident(day)]: [started(day)] });
    const found = await actionsIn(context, window);
    expect(found).toMatchObject({
      verdict: 'ok',
      window,
      value: [{ action: 'rollback', at: now - day, actor: 'mina@desk' }],
    });
    expect(context.journal.reads).toHaveLength(2);
  });

  it('is not known where a record cannot be read', async () => {
    const context = contextOf({ [`${stamp(now)}-rollback-x`]: [intent(0)] });
    const journal = { ...context.journal, read: refusing('EACCES') };
    expect(await actionsIn({ ...context, journal }, window)).toMatchObject({ verdict: 'unknown' });
  });
});

describe('which alerts fired', () => {
  const identity = { rule: 'Down', environment: 'production', labels: {} };
  const event = (kind: string, ago: number, parts: object = {}) => ({
    ...identity,
    key: alertKey(identity),
    kind,
    t: now - ago,
    since: now - ago,
    suppressed: null,
    ...parts,
  });
  const decided = (ago: number, ...events: readonly object[]) =>
    line('decided', ago, { events, deliveries: [] });
  const id = `${stamp(now - 30 * day)}-alert-notifications`;

  it('is told of the window, and what still fires, with who watches', async () => {
    const lines = [decided(hour, event('firing', hour)), decided(minute, event('repeat', minute))];
    const driver = { pid: 7, host: 'desk' };
    const { verdict, value } = await alertsIn(
      contextOf({ [id]: lines }, { [id]: { driver } }),
      window,
    );
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      rules: [{ rule: 'Down' }],
      noData: [],
      firing: [{ rule: 'Down', to: null }],
      waiting: [],
      watched: true,
      recordedAt: now - minute,
    });
    const over = [...lines, decided(30_000, event('resolved', 30_000))];
    const ended = await alertsIn(contextOf({ [id]: over }), window);
    expect(ended.value).toMatchObject({ firing: [], watched: false, rules: [{ rule: 'Down' }] });
  });

  it('is told of spells without data apart', async () => {
    const lines = [decided(hour, event('no-data', hour))];
    const { value } = await alertsIn(contextOf({ [id]: lines }), window);
    expect(value).toMatchObject({ firing: [], noData: [{ kind: 'no-data' }] });
    const before = [
      decided(9 * day, event('no-data', 9 * day)),
      decided(8 * day, event('data-back', 8 * day)),
    ];
    expect((await alertsIn(contextOf({ [id]: before }), window)).value?.noData).toEqual([]);
  });

  it('is told with what waits to be sent, and how far it came', async () => {
    const delivery = (name: string) => ({
      id: name,
      rule: 'Down',
      channel: name,
      at: now - hour,
      content: { via: 'slack' },
    });
    const deliveries = ['waits', 'goes', 'went'].map(delivery);
    const lines = [
      line('decided', hour, { events: [event('firing', hour)], deliveries }),
      line('sending', hour, { delivery: 'goes' }),
      line('sent', hour, { delivery: 'went' }),
    ];
    const { value } = await alertsIn(contextOf({ [id]: lines }), window);
    expect(value?.waiting).toEqual([
      { channel: 'waits', rule: 'Down', at: now - hour, state: 'waiting' },
      { channel: 'goes', rule: 'Down', at: now - hour, state: 'sending' },
    ]);
  });

  it('is no data where none was ever recorded, and null where nothing was written', async () => {
    expect(await alertsIn(contextOf({}), window)).toMatchObject({
      verdict: 'no-data',
      value: null,
    });
    expect((await alertsIn(contextOf({ [id]: [] }), window)).value?.recordedAt).toBeNull();
  });
});

describe('the incidents of a shift', () => {
  it('are those of the window and those that are open, oldest first', async () => {
    const records = {
      [incident(2 * hour, 'new')]: [started(2 * hour, 'New')],
      [incident(2 * day, 'over')]: [started(2 * day, 'Over'), line('resolved', day)],
    };
    const { verdict, value, window: told } = await incidentsIn(contextOf(records), window);
    expect([verdict, told]).toEqual(['warn', window]);
    expect(value?.open.map(({ title }) => title)).toEqual(['New']);
    expect(value?.ofShift.map(({ title }) => title)).toEqual(['Over', 'New']);
    expect(value?.unread).toEqual([]);
  });

  it('are read only where they may still be open; one from before is none of the shift', async () => {
    const records = {
      [incident(10 * day, 'open')]: [started(10 * day, 'Open')],
      [incident(21 * day, 'long')]: [started(21 * day)],
      [incident(22 * day, 'gone')]: [started(22 * day)],
      [`${stamp(now)}-rollback-x`]: [line('intent', hour)],
    };
    const context = contextOf(records);
    const { value } = await incidentsIn(context, window);
    expect(value?.open.map(({ title }) => title)).toEqual(['Open']);
    expect([value?.ofShift, value?.unread]).toEqual([[], []]);
    const own = new Set(context.journal.reads.filter((id) => id.includes('incident')));
    expect([...own]).toEqual([incident(21 * day, 'long'), incident(10 * day, 'open')]);
  });

  it('are ok where none is open, and a warning where one cannot be read', async () => {
    const over = [started(2 * day), line('resolved', day)];
    const calm = await incidentsIn(contextOf({ [incident(2 * day)]: over }), window);
    expect(calm.verdict).toBe('ok');
    const damaged = await incidentsIn(contextOf({ [incident(day)]: [line('note', day)] }), window);
    expect(damaged).toMatchObject({ verdict: 'warn', value: { unread: [incident(day)] } });
  });

  it('that nobody resolved for two weeks are forgotten', async () => {
    const open = async (ago: number) => {
      const found = await incidentsIn(contextOf({ [incident(ago)]: [started(ago)] }), window);
      return found.value?.open.length;
    };
    expect(await open(14 * day - 1000)).toBe(1);
    expect(await open(14 * day)).toBe(0);
    expect(await open(22 * day)).toBe(0);
  });

  it('have the report that was written last, with what is left to do in it', async () => {
    const id = incident(2 * day);
    const reported = async (text: string | null) => {
      const file = text === null ? 'none.md' : 'report.md';
      if (text !== null) writeFileSync(join(home, file), text);
      const lines = [
        started(2 * day),
        line('report', day, { file: 'old.md' }),
        line('report', day, { file }),
      ];
      const { value } = await incidentsIn(contextOf({ [id]: lines }), window);
      return value?.ofShift[0]?.report;
    };
    expect(await reported(null)).toEqual({ file: 'none.md', todo: null });
    const own = `<!-- tsops:report ${id} -->\n`;
    expect(await reported(`${own}TODO one, TODO two, TODOS`)).toEqual({
      file: 'report.md',
      todo: 2,
    });
    expect(await reported(own)).toEqual({ file: 'report.md', todo: 0 });
    expect(await reported(`somebody else's`)).toEqual({ file: 'report.md', todo: null });
    const { value } = await incidentsIn(contextOf({ [id]: [started(2 * day)] }), window);
    expect(value?.ofShift[0]?.report).toBeNull();
  });
});
