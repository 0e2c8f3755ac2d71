import fs, { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { TsopsError } from '../../src/contract/errors.ts';
import { type JournalFile, openJournalFile } from '../../src/journal/append.ts';
import { emptyHash } from '../../src/journal/line.ts';
import type { Lock } from '../../src/journal/lock.ts';
import { openWriter } from '../../src/journal/writer.ts';
import type { JournalEntry, OpenRecord } from '../../src/ports/journal.ts';
import { fakeClock } from '../support/clock.ts';

let directory: string;
let file: string;
let handle: JournalFile;
let record: OpenRecord;

const free: Lock = { held: () => true, release: () => {}, tookOver: null };

function writerOf(lock: Lock, secrets: readonly string[] = []): OpenRecord {
  return openWriter({
    id: 'x',
    file,
    handle,
    appended: () => {},
    lock,
    size: 0,
    seq: 0,
    prev: emptyHash,
    clock: fakeClock(),
    actor: 'kim@desk',
    secrets,
  });
}

function openFresh(secrets: readonly string[] = []): void {
  file = join(directory, `${Math.random()}.jsonl`);
  handle = openJournalFile(file);
  record = writerOf(free, secrets);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tsops-writer-'));
  openFresh();
});

afterEach(async () => {
  await record.close();
  rmSync(directory, { recursive: true });
});

async function reading(): Promise<{
  entries: JournalEntry[];
  notes: readonly string[];
  torn: number;
}> {
  const entries: JournalEntry[] = [];
  const whole = openJournalFile(file);
  const { notes, torn } = await whole.scan((entry) => entries.push(entry));
  whole.close();
  return { entries, notes, torn };
}

function fail(): never {
  throw Object.assign(new Error('write failed'), { code: 'ENOSPC' });
}

async function errorOf(failing: Promise<unknown>): Promise<TsopsError> {
  const thrown = await failing.catch((error: unknown) => error);
  if (thrown instanceof TsopsError) return thrown;
  throw new Error(`expected a TsopsError, got ${String(thrown)}`);
}

describe('an append', () => {
  test('is one write of one line, and resolves only once it is synced', async () => {
    const happened: string[] = [];
    const { write, sync } = handle;
    vi.spyOn(handle, 'write').mockImplementation((bytes) => {
      happened.push('write');
      return write(bytes);
    });
    vi.spyOn(handle, 'sync').mockImplementation(() => {
      expect(readFileSync(file, 'utf8')).toMatch(/^\{.*\}\n$/);
      sync();
      happened.push('synced');
    });
    await record.append('intent', { body: 'x'.repeat(200_000) });
    expect(happened).toEqual(['write', 'synced']);
  });

  test('syncs its file, and the first one the directories that name it too', async () => {
    const synced: number[] = [];
    const { fsyncSync } = fs;
    const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
      synced.push(fs.fstatSync(descriptor).ino);
      fsyncSync(descriptor);
    });
    syncBuiltinESMExports();
    try {
      await record.append('intent');
      await record.append('receipt');
    } finally {
      spy.mockRestore();
      syncBuiltinESMExports();
    }
    const paths = [file, directory, dirname(directory), file];
    expect(synced).toEqual(paths.map((path) => statSync(path).ino));
  });

  test('whose sync fails is not acknowledged', async () => {
    vi.spyOn(handle, 'sync').mockImplementationOnce(fail);
    expect((await errorOf(record.append('intent'))).kind).toBe('refused');
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  test('of an intent that fails says that nothing was done, and leaves no trace', async () => {
    vi.spyOn(handle, 'write').mockImplementationOnce(fail);
    const error = await errorOf(record.append('intent'));
    expect(error.kind).toBe('refused');
    expect(error.message).toBe(
      `Nothing was done, because the intent could not be recorded in ${file}: no space is left on the disk (ENOSPC).`,
    );
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  test('of anything else that fails never says that nothing was done', async () => {
    await record.append('intent');
    vi.spyOn(handle, 'write').mockImplementationOnce(fail);
    const error = await errorOf(record.append('receipt'));
    expect(error.kind).toBe('unreachable');
    expect(`${error.message} ${error.why}`).not.toMatch(/nothing was done/i);
    expect(error.message).toContain('The receipt could not be recorded');
  });

  test('that wrote only a part, or could not sync, is taken back before the next', async () => {
    await record.append('intent');
    const { write } = handle;
    vi.spyOn(handle, 'write').mockImplementationOnce((bytes) => write(bytes.subarray(0, 20)));
    await expect(record.append('receipt')).rejects.toThrow('took only a part');
    vi.spyOn(handle, 'sync').mockImplementationOnce(fail);
    await expect(record.append('receipt')).rejects.toThrow('ENOSPC');
    await record.append('outcome');
    const { entries, notes, torn } = await reading();
    expect(entries.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(['1 intent', '2 outcome']);
    expect({ notes, torn }).toEqual({ notes: [], torn: 0 });
  });

  test('that cannot be taken back at once is taken back later', async () => {
    const { write } = handle;
    vi.spyOn(handle, 'write').mockImplementationOnce((bytes) => write(bytes.subarray(0, 20)));
    vi.spyOn(handle, 'truncate').mockImplementationOnce(fail);
    await expect(record.append('intent')).rejects.toThrow('took only a part');
    expect(readFileSync(file)).toHaveLength(20);
    await record.append('intent');
    expect(await reading()).toMatchObject({ entries: [{ seq: 1 }], notes: [], torn: 0 });
  });

  test('that fails does not take those behind it along', async () => {
    vi.spyOn(handle, 'write').mockImplementationOnce(fail);
    const outcomes = await Promise.allSettled([record.append('a'), record.append('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((await reading()).entries).toMatchObject([{ seq: 1, kind: 'b' }]);
  });

  test('of more than 16 MiB is refused as a mistake', async () => {
    const error = await errorOf(record.append('observed', { body: 'x'.repeat(16 * 1024 * 1024) }));
    expect(error.kind).toBe('bug');
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

describe('the end of a record', () => {
  it('gives file and lock back once, after what is under way is written', async () => {
    const happened: string[] = [];
    const { close, sync } = handle;
    vi.spyOn(handle, 'sync').mockImplementation(() => {
      happened.push('synced');
      sync();
    });
    vi.spyOn(handle, 'close').mockImplementation(() => {
      happened.push('closed');
      close();
    });
    const lock = { ...free, release: () => happened.push('released') };
    record = writerOf(lock);
    const under = record.append('intent');
    await Promise.all([record.close(), record.close()]);
    await record.close();
    await under;
    expect(happened).toEqual(['synced', 'closed', 'released']);
    expect((await errorOf(record.append('outcome'))).kind).toBe('bug');
    expect((await reading()).entries).toHaveLength(1);
  });

  it('gives the lock back though the file complains', async () => {
    const released = vi.fn();
    const { close } = handle;
    vi.spyOn(handle, 'close').mockImplementationOnce(() => {
      close();
      fail();
    });
    record = writerOf({ ...free, release: released });
    await record.close();
    expect(released).toHaveBeenCalledTimes(1);
  });
});

describe('a lock that is lost', () => {
  it('is the end of writing: before the first byte, and only then', async () => {
    let mine = true;
    record = writerOf({ ...free, held: () => mine });
    await record.append('intent');
    mine = false;
    const error = await errorOf(record.append('receipt'));
    expect([error.kind, error.message]).toEqual([
      'refused',
      expect.stringContaining('another process took over the record x'),
    ]);
    mine = true;
    await record.append('outcome');
    expect((await reading()).entries.map(({ kind }) => kind)).toEqual(['intent', 'outcome']);
  });
});

describe('what is taken back', () => {
  it('is truncated once, and nothing where the write went well', async () => {
    const truncate = vi.spyOn(handle, 'truncate');
    await record.append('intent');
    await record.append('receipt');
    expect(truncate).not.toHaveBeenCalled();
    vi.spyOn(handle, 'write').mockImplementationOnce(fail);
    await expect(record.append('lost')).rejects.toThrow('ENOSPC');
    expect(truncate).toHaveBeenCalledTimes(1);
    await record.append('outcome');
    expect(truncate).toHaveBeenCalledTimes(1);
  });

  it('is truncated before the next one where it could not be at once, as often as it takes', async () => {
    await record.append('intent');
    const truncate = vi.spyOn(handle, 'truncate').mockImplementationOnce(fail);
    truncate.mockImplementationOnce(fail);
    vi.spyOn(handle, 'write').mockImplementationOnce(fail);
    await expect(record.append('a')).rejects.toThrow('ENOSPC');
    await expect(record.append('b')).rejects.toThrow('ENOSPC');
    await record.append('c');
    expect((await reading()).entries.map(({ kind }) => kind)).toEqual(['intent', 'c']);
  });
});

test('whatever is appended is read again, the same and in order', async () => {
  const fields = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
  const appends = fc.array(fc.tuple(fc.constantFrom('intent', 'observed', 'outcome'), fields), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(appends, async (entries) => {
      await record.close();
      openFresh();
      const written = await Promise.all(entries.map(([kind, given]) => record.append(kind, given)));
      const read = await reading();
      expect(read).toEqual({ entries: written, notes: [], torn: 0 });
      expect(read.entries.map(({ kind }) => kind)).toEqual(entries.map(([kind]) => kind));
    }),
    { numRuns: 60 },
  );
});

test('no known secret is in the file, wherever it stood in the fields', async () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/);
  await fc.assert(
    fc.asyncProperty(
      secret,
      fc.string(),
      fc.integer({ min: 1, max: 4 }),
      async (known, text, n) => {
        await record.close();
        openFresh([known]);
        const places = Array.from({ length: n }, (_, at) => ({ [`${at}${known}`]: text + known }));
        const entry = await record.append('intent', { places, url: `https://x/?a=${known}` });
        expect(readFileSync(file, 'utf8')).not.toContain(known);
        expect(entry.redacted).toBeGreaterThanOrEqual(2 * n + 1);
      },
    ),
    { numRuns: 60 },
  );
});
