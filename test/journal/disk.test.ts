import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TsopsError } from '../../src/contract/errors.ts';
import { stateDirectory } from '../../src/contract/state-directory.ts';
import { createFileJournal } from '../../src/journal/disk.ts';
import type { OpenRecord } from '../../src/ports/journal.ts';
import { fakeClock } from '../support/clock.ts';

let stateDir: string;
const open: OpenRecord[] = [];
const secrets: string[] = [];

beforeEach(() => {
  stateDir = join(mkdtempSync(join(tmpdir(), 'tsops-journal-')), 'state', 'tsops');
});

afterEach(async () => {
  for (const record of open.splice(0)) await record.close();
  secrets.length = 0;
  rmSync(join(stateDir, '..', '..'), { recursive: true });
});

function setUp(start = '2026-11-23T03:15:00Z') {
  const clock = fakeClock(Date.parse(start));
  const journal = createFileJournal({ stateDir, clock, actor: 'kim@desk', secrets });
  const kept = async (opening: Promise<OpenRecord>) => {
    const record = await opening;
    open.push(record);
    return record;
  };
  return {
    clock,
    ...journal,
    start: (topic: string) => kept(journal.start(topic)),
    reopen: (id: string) => kept(journal.reopen(id)),
  };
}

const directoryOf = (id: string) => join(stateDir, 'records', id);
const fileOf = (id: string) => join(directoryOf(id), 'journal.jsonl');
const modeOf = (path: string) => statSync(path).mode & 0o777;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function errorOf(failing: Promise<unknown>): Promise<TsopsError> {
  const thrown = await failing.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof TsopsError) return thrown;
  throw new Error(`expected a TsopsError, got ${String(thrown)}`);
}

describe('where records are kept', () => {
  test('under XDG_STATE_HOME, which must be absolute to count', () => {
    expect(stateDirectory({ XDG_STATE_HOME: '/var/state' }, '/home/kim')).toBe('/var/state/tsops');
    const usual = '/home/kim/.local/state/tsops';
    expect(stateDirectory({}, '/home/kim')).toBe(usual);
    expect(stateDirectory({ XDG_STATE_HOME: '' }, '/home/kim')).toBe(usual);
    expect(stateDirectory({ XDG_STATE_HOME: 'state' }, '/home/kim')).toBe(usual);
  });

  test('only their owner can enter and read them', async () => {
    const record = await setUp().start('rollback');
    await record.append('intent');
    expect(modeOf(join(stateDir, 'records'))).toBe(0o700);
    expect(modeOf(directoryOf(record.id))).toBe(0o700);
    expect(modeOf(fileOf(record.id))).toBe(0o600);
    expect(modeOf(join(directoryOf(record.id), 'lock'))).toBe(0o600);
  });

  test('nothing is made before the first record', async () => {
    expect(await setUp().list()).toEqual([]);
    expect(() => statSync(stateDir)).toThrow('ENOENT');
  });
});

describe('a record', () => {
  test('is named after the time and the topic, numbered where the name is taken', async () => {
    const { start } = setUp();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await start('Rollback  v1.2.2 / ../x')).id);
    expect(ids).toEqual([
      '20261123T031500Z-rollback-v1.2.2-.-x',
      '20261123T031500Z-rollback-v1.2.2-.-x-2',
      '20261123T031500Z-rollback-v1.2.2-.-x-3',
    ]);
  });

  test('of one second and topic is never given to two who start it at once', async () => {
    const { start } = setUp();
    const records = await Promise.all(Array.from({ length: 20 }, () => start('rollback')));
    expect(new Set(records.map(({ id }) => id)).size).toBe(20);
  });

  test('holds one line of JSON per entry, each with the hash of the line before it', async () => {
    const { start, clock } = setUp();
    const record = await start('rollback');
    await record.append('intent', { target: 'v1.2.2', note: 'two\nlines' });
    clock.advance(1_500);
    await record.append('observed', { eventAt: '2026-11-23T12:14:59+09:00' });
    const text = readFileSync(fileOf(record.id), 'utf8');
    const [first, second, ...rest] = text.split('\n');
    expect(rest).toEqual(['']);
    expect(JSON.parse(first ?? '')).toEqual({
      seq: 1,
      at: '2026-11-23T03:15:00.000Z',
      eventAt: '2026-11-23T03:15:00.000Z',
      actor: 'kim@desk',
      kind: 'intent',
      target: 'v1.2.2',
      note: 'two\nlines',
      prev: sha256(''),
    });
    expect(JSON.parse(second ?? '')).toEqual({
      seq: 2,
      at: '2026-11-23T03:15:01.500Z',
      eventAt: '2026-11-23T03:14:59.000Z',
      actor: 'kim@desk',
      kind: 'observed',
      prev: sha256(first ?? ''),
    });
  });

  test('takes nobody’s word for what the journal itself writes', async () => {
    const record = await setUp().start('x');
    const forged = { seq: 9, at: 'x', actor: 'root@prod', kind: 'outcome', prev: 'x', redacted: 7 };
    const entry = await record.append('intent', { ...forged, eventAt: 'not a time' });
    expect(entry).toMatchObject({ seq: 1, actor: 'kim@desk', kind: 'intent', prev: sha256('') });
    expect(entry.eventAt).toBe(entry.at);
    expect(entry).not.toHaveProperty('redacted');
  });

  test('holds what was true when append was called, in the order of the calls', async () => {
    const { start, read } = setUp();
    const record = await start('x');
    const fields = { step: 0 };
    const appends = Array.from({ length: 30 }, (_, step) => {
      fields.step = step;
      return record.append('observed', fields);
    });
    await Promise.all(appends);
    const { entries, notes } = await read(record.id);
    expect(notes).toEqual([]);
    expect(entries.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, step) => step));
  });

  test('goes on with its numbers and its chain after it was opened again', async () => {
    const { start, reopen, read } = setUp();
    const first = await start('x');
    await first.append('intent');
    await first.close();
    const again = await reopen(first.id);
    await again.append('outcome');
    const { entries, notes } = await read(first.id);
    expect(notes).toEqual([]);
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'intent'],
      [2, 'outcome'],
    ]);
  });

  test('takes no entry after it was closed, and finishes those under way before', async () => {
    const { start, read } = setUp();
    const record = await start('x');
    const under = record.append('intent');
    await Promise.all([record.close(), record.close()]);
    await under;
    expect((await errorOf(record.append('outcome'))).kind).toBe('bug');
    expect((await read(record.id)).entries).toHaveLength(1);
    expect(readdirSync(directoryOf(record.id))).toEqual(['journal.jsonl']);
  });

  test('never holds a secret, and says how many were taken out', async () => {
    const { start } = setUp();
    const record = await start('x');
    secrets.push('hunter2hunter2');
    expect((await start('with hunter2hunter2')).id).toMatch(/Z-with-redacted$/);
    const entry = await record.append('intent', {
      reason: 'with hunter2hunter2',
      list: ['ghp_0123456789abcdefghijABCDEFGHIJ456789'],
    });
    expect(entry).toMatchObject({ reason: 'with [redacted]', list: ['[redacted]'], redacted: 2 });
    expect(readFileSync(fileOf(record.id), 'utf8')).not.toMatch(/hunter2|ghp_/);
  });
});

describe('a damaged journal', () => {
  async function written(lines: number) {
    const journal = setUp();
    const record = await journal.start('x');
    for (let n = 0; n < lines; n += 1) await record.append('observed', { n });
    await record.close();
    return { journal, id: record.id, text: readFileSync(fileOf(record.id), 'utf8') };
  }

  test('read with its torn last line left out, and a note; opened again without that line', async () => {
    const { journal, id, text } = await written(3);
    for (let cut = 1; cut < 60; cut += 7) {
      writeFileSync(fileOf(id), text.slice(0, -cut));
      const { entries, notes } = await journal.read(id);
      expect(entries.map(({ n }) => n)).toEqual([0, 1]);
      expect(notes).toEqual([expect.stringMatching(/^the last line was cut short \(\d+ bytes\)/)]);
    }
    const again = await journal.reopen(id);
    await again.append('outcome');
    const healed = await journal.read(id);
    expect(healed.notes).toEqual([]);
    expect(healed.entries.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
      '1 observed',
      '2 observed',
      '3 outcome',
    ]);
  });

  test('a changed, a removed and a broken line each become notes, and the rest is read', async () => {
    const { journal, id, text } = await written(4);
    const lines = text.split('\n');
    const reading = async (changed: readonly string[]) => {
      writeFileSync(fileOf(id), changed.join('\n'));
      const { entries, notes } = await journal.read(id);
      return { n: entries.map(({ n }) => n), notes };
    };
    expect(await reading(lines.map((line) => line.replace('"n":1', '"n":7')))).toEqual({
      n: [0, 7, 2, 3],
      notes: ['line 3 does not continue the line before it'],
    });
    expect(await reading(lines.toSpliced(1, 1))).toEqual({
      n: [0, 2, 3],
      notes: ['line 2 is entry 3, not 2', 'line 2 does not continue the line before it'],
    });
    const broken = await reading(lines.with(1, '{"seq":2'));
    expect(broken.n).toEqual([0, 2, 3]);
    expect(broken.notes[0]).toBe('line 2 is damaged and was left out');
    const bytes = await reading(lines.with(1, 'null').with(2, '[]'));
    expect(bytes.n).toEqual([0, 3]);
  });

  test('of nothing but rubbish says so in a few notes, and is never truncated', async () => {
    const { journal, id } = await written(1);
    const rubbish = '\u0000\u0001 rubbish\n'.repeat(5_000);
    writeFileSync(fileOf(id), rubbish);
    const { entries, notes } = await journal.read(id);
    expect(entries).toEqual([]);
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toBe('4980 more lines like these');
    await (await journal.reopen(id)).append('intent');
    expect(readFileSync(fileOf(id), 'utf8').startsWith(rubbish)).toBe(true);
  });

  test('that was never started has no entries and a note', async () => {
    const { list, read, reopen } = setUp();
    mkdirSync(directoryOf('20261123T031500Z-x'), { recursive: true });
    expect(await list()).toEqual(['20261123T031500Z-x']);
    expect(await read('20261123T031500Z-x')).toMatchObject({
      entries: [],
      notes: ['nothing was written to this record'],
    });
    expect((await (await reopen('20261123T031500Z-x')).append('intent')).seq).toBe(1);
  });
});

describe('what cannot be recorded', () => {
  test('an intent whose record cannot be made says that nothing was done', async () => {
    mkdirSync(join(stateDir, '..'), { recursive: true });
    writeFileSync(stateDir, 'a file where the directory should be');
    const error = await errorOf(setUp().start('rollback'));
    expect(error.kind).toBe('refused');
    expect(error.message).toMatch(
      /^Nothing was done, because the intent could not be recorded in /,
    );
    expect(error.message).toContain(stateDir);
    expect(error.next.join()).toContain('XDG_STATE_HOME');
  });

  test.runIf(process.getuid?.() !== 0)('a directory that may not be written is named', async () => {
    mkdirSync(stateDir, { recursive: true });
    chmodSync(stateDir, 0o500);
    expect((await errorOf(setUp().start('x'))).message).toContain('permission denied (EACCES)');
  });

  test('a record whose file cannot be opened is refused, and its lock given back', async () => {
    const { start, reopen } = setUp();
    const { id, close } = await start('x');
    await close();
    rmSync(fileOf(id), { force: true });
    mkdirSync(fileOf(id));
    for (let times = 0; times < 2; times += 1) {
      expect((await errorOf(reopen(id))).message).toContain('could not be recorded in');
    }
    expect(readdirSync(directoryOf(id))).toEqual(['journal.jsonl']);
  });

  test('an unreadable journal is a failure to answer, not an empty list', async () => {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(join(stateDir, 'records'), '');
    expect((await errorOf(setUp().list())).kind).toBe('unreachable');
  });
});

describe('finding records', () => {
  test('lists newest first and leaves foreign files out', async () => {
    const { start, list, clock } = setUp();
    for (const topic of ['rollback', 'rollback', 'invalidate']) {
      await start(topic);
      if (topic === 'rollback') clock.advance(500);
    }
    writeFileSync(join(stateDir, 'records', '20991231T000000Z-file'), '');
    for (const foreign of ['.DS_Store', 'notes', '20261123-x', '20261123T031500Z-']) {
      mkdirSync(join(stateDir, 'records', foreign));
    }
    expect(await list()).toEqual([
      '20261123T031501Z-invalidate',
      '20261123T031500Z-rollback-2',
      '20261123T031500Z-rollback',
    ]);
  });

  test('an unknown id is a usage error with the nearest ids, and never a path', async () => {
    const { start, read, reopen } = setUp();
    const { id } = await start('rollback-v1.2.2');
    await start('invalidate');
    const error = await errorOf(read('rollback-v1.2.2'));
    expect(error.kind).toBe('usage');
    expect(error.next[0]).toMatch(`the nearest are: ${id}, `);
    mkdirSync(join(stateDir, '20261123T031500Z-outside'));
    for (const wrong of ['', '.', '..', '../20261123T031500Z-outside', `${id}/`, '\u001b[31m']) {
      expect((await errorOf(read(wrong))).kind).toBe('usage');
      const refused = await errorOf(reopen(wrong));
      expect(refused.kind).toBe('usage');
      expect(refused.message).not.toContain('\u001b');
    }
  });
});

describe('the driver of a record', () => {
  const space = () => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return boot;
  };
  const lockOf = (id: string) => join(directoryOf(id), 'lock');

  test('is named to readers, and keeps others from writing', async () => {
    const { start, read, reopen } = setUp();
    const record = await start('x');
    await record.append('intent');
    expect((await read(record.id)).driver).toEqual({ pid: process.pid, host: hostname() });
    const error = await errorOf(reopen(record.id));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain(`process ${process.pid} on ${hostname()}`);
    await record.append('outcome');
    await record.close();
    expect((await read(record.id)).driver).toBeNull();
    expect((await reopen(record.id)).id).toBe(record.id);
  });

  test('on another machine counts while its heartbeat is at most 60 s old', async () => {
    const { start, read, reopen, clock } = setUp();
    const { id, close } = await start('x');
    await close();
    const heartbeat = new Date(clock.now()).toISOString();
    const elsewhere = { pid: 1, host: 'other-laptop', space: '', started: null, heartbeat };
    writeFileSync(lockOf(id), JSON.stringify({ ...elsewhere, nonce: 'abcdefgh1' }));
    clock.advance(60_000);
    expect((await read(id)).driver).toEqual({ pid: 1, host: 'other-laptop' });
    expect((await errorOf(reopen(id))).message).toContain('process 1 on other-laptop');
    clock.advance(1);
    expect((await read(id)).driver).toBeNull();
    await (await reopen(id)).append('outcome');
    expect((await read(id)).driver).toEqual({ pid: process.pid, host: hostname() });
  });

  test.runIf(process.platform === 'linux')('whose pid now belongs to another is gone', async () => {
    const { start, read, reopen } = setUp();
    const record = await start('x');
    const lock = JSON.parse(readFileSync(lockOf(record.id), 'utf8'));
    expect(lock.space).toContain(space());
    expect(lock.started).toMatch(/^\d+$/);
    await record.close();
    writeFileSync(lockOf(record.id), JSON.stringify({ ...lock, started: '1' }));
    expect((await read(record.id)).driver).toBeNull();
    const again = await reopen(record.id);
    await again.close();
    expect(readdirSync(directoryOf(record.id))).toEqual(['journal.jsonl']);
  });

  test('whose lock is empty or rubbish is nobody', async () => {
    const { start, read, reopen } = setUp();
    const { id, close } = await start('x');
    await close();
    for (const rubbish of ['', '{', 'null', '{"pid":"1"}', '{"pid":-1,"nonce":"../../../etc"}']) {
      writeFileSync(lockOf(id), rubbish);
      expect((await read(id)).driver).toBeNull();
      const again = await reopen(id);
      await expect(reopen(id)).rejects.toThrow('is being written by process');
      await again.close();
      expect(readdirSync(directoryOf(id))).toEqual(['journal.jsonl']);
    }
  });

  test('that was taken over writes no more, and leaves the lock of its successor alone', async () => {
    const { start, read, reopen } = setUp();
    const slept = await start('x');
    const lock = JSON.parse(readFileSync(lockOf(slept.id), 'utf8'));
    const silent = { ...lock, host: 'other-laptop', heartbeat: '2026-11-23T03:00:00.000Z' };
    writeFileSync(lockOf(slept.id), JSON.stringify(silent));
    const successor = await reopen(slept.id);
    const error = await errorOf(slept.append('outcome'));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain('another process took over');
    await slept.close();
    await successor.append('outcome');
    expect(await read(slept.id)).toMatchObject({ notes: [], driver: { pid: process.pid } });
  });

  test('shows itself every 15 s, and stops when it gives the record back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { start, clock } = setUp();
      const record = await start('x');
      const lock = lockOf(record.id);
      const before = readFileSync(lock, 'utf8');
      clock.advance(15_000);
      vi.advanceTimersByTime(15_000);
      const after = readFileSync(lock, 'utf8');
      expect(after).toBe(before.replace('03:15:00.000Z', '03:15:15.000Z'));
      expect(after).not.toBe(before);
      await record.close();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
