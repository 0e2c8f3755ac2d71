import { findSameWrite } from '../../src/actions/protocol/same-write.ts';
import { type FakeWrite, fakePlan, fakeWrite } from './action.ts';
import { fakeClock } from './clock.ts';
import { fakeContext } from './context.ts';
import { memoryJournal } from './journal.ts';

export interface PastWrite {
  readonly id?: string;
  /** How long ago its intent was written down, milliseconds. */
  readonly ago?: number;
  readonly intent?: Readonly<Record<string, unknown>>;
  /** The lines after the intent. */
  readonly lines?: readonly PastLine[];
  /** A living process writes it. */
  readonly driven?: boolean;
}

type PastLine = readonly [kind: string, fields: Readonly<Record<string, unknown>>];

export const writer = 'minji@desk';
export const writeId = '20261123T025900Z-rollback-production';

const now = Date.parse('2026-11-23T03:00:00Z');

/** A state folder that holds these writes, newest first, at 03:00. `reads`: the records that were read. */
export function pastWrites(...writes: readonly PastWrite[]) {
  const clock = fakeClock(now);
  const memory = memoryJournal(() => clock.now());
  const reads: string[] = [];
  for (const { id = writeId, ago = 60_000, intent, lines = [] } of writes) {
    const at = new Date(now - ago).toISOString();
    const rollback = { action: 'rollback', environment: 'production', key: 'key-1', ...intent };
    const all: readonly PastLine[] = [['intent', rollback], ...lines];
    const entries = all.map(([kind, fields], before) => ({
      ...{ seq: before + 1, at, eventAt: at, actor: writer, prev: '', ...fields, kind },
    }));
    memory.records.set(id, entries);
  }
  const driven = new Set(writes.filter((each) => each.driven).map(({ id = writeId }) => id));
  const journal = {
    ...memory,
    read: async (record: string) => {
      reads.push(record);
      const reading = await memory.read(record);
      return driven.has(record) ? { ...reading, driver: { pid: 4711, host: 'desk' } } : reading;
    },
  };
  const controller = new AbortController();
  const context = fakeContext({ clock, journal, signal: controller.signal });
  /** What is found of a rollback with the key `key-1`, where the `known` records were there before. */
  const find = (overrides: Partial<FakeWrite> = {}, known: readonly string[] = []) =>
    findSameWrite(fakeWrite(overrides).action, fakePlan, context, new Set(known));
  return { context, controller, find, journal, reads };
}
