import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TsopsError } from '../../src/errors.ts';
import type { Entry, OpenRecord } from '../../src/journal/journal.ts';
import { scan } from '../../src/journal/scan.ts';
import { openWriter } from '../../src/journal/writer.ts';
import { fakeClock } from '../support/clock.ts';

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
let directory: string;
let file: string;
let handle: FileHandle;
let record: OpenRecord;

async function openFresh(secrets: readonly string[] = []): Promise<void> {
  file = join(directory, `${Math.random()}.jsonl`);
  handle = await open(file, 'a');
  record = openWriter({
    id: 'x',
    file,
    handle,
    lock: { held: () => true, release: () => {} },
    size: 0,
    seq: 0,
    prev: emptyHash,
    clock: fakeClock(),
    actor: 'kim@desk',
    secrets,
  });
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tsops-writer-'));
  await openFresh();
});

afterEach(async () => {
  await record.close();
  rmSync(directory, { recursive: true });
});

async function reading(): Promise<{ entries: Entry[]; notes: readonly string[]; torn: number }> {
  const entries: Entry[] = [];
  const { notes, torn } = await scan(file, (entry) => entries.push(entry));
  return { entries, notes, torn };
}

const diskFull = () => Object.assign(new Error('write failed'), { code: 'ENOSPC' });

async function errorOf(failing: Promise<unknown>): Promise<TsopsError> {
  const thrown = await failing.catch((error: unknown) => error);
  if (thrown instanceof TsopsError) return thrown;
  throw new Error(`expected a TsopsError, got ${String(thrown)}`);
}

describe('an append', () => {
  test('is one write of one line, and resolves only once it is synced', async () => {
    const write = vi.spyOn(handle, 'write');
    let finishSync = () => {};
    const synced = new Promise<void>((resolve) => {
      finishSync = resolve;
    });
    const sync = vi.spyOn(handle, 'sync').mockReturnValueOnce(synced);
    let acknowledged = false;
    const appending = record.append('intent', { body: 'x'.repeat(200_000) }).then(() => {
      acknowledged = true;
    });
    await vi.waitFor(() => expect(sync).toHaveBeenCalledOnce());
    await new Promise((resolve) => setImmediate(resolve));
    expect(acknowledged).toBe(false);
    finishSync();
    await appending;
    expect(write).toHaveBeenCalledOnce();
    expect(readFileSync(file, 'utf8')).toMatch(/^\{.*\}\n$/);
  });

  test('of an intent that fails says that nothing was done, and leaves no trace', async () => {
    vi.spyOn(handle, 'write').mockRejectedValueOnce(diskFull());
    const error = await errorOf(record.append('intent'));
    expect(error.kind).toBe('refused');
    expect(error.message).toBe(
      `Nothing was done, because the intent could not be recorded in ${file}: no space is left on the disk (ENOSPC).`,
    );
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  test('of anything else that fails never says that nothing was done', async () => {
    await record.append('intent');
    vi.spyOn(handle, 'write').mockRejectedValueOnce(diskFull());
    const error = await errorOf(record.append('receipt'));
    expect(error.kind).toBe('unreachable');
    expect(`${error.message} ${error.why}`).not.toMatch(/nothing was done/i);
    expect(error.message).toContain('The receipt could not be recorded');
  });

  test('that wrote only a part, or could not sync, is taken back before the next', async () => {
    await record.append('intent');
    const real = handle.write.bind(handle);
    vi.spyOn(handle, 'write').mockImplementationOnce(((bytes: Buffer) =>
      real(bytes.subarray(0, 20))) as typeof handle.write);
    await expect(record.append('receipt')).rejects.toThrow('took only a part');
    vi.spyOn(handle, 'sync').mockRejectedValueOnce(diskFull());
    await expect(record.append('receipt')).rejects.toThrow('ENOSPC');
    await record.append('outcome');
    const { entries, notes, torn } = await reading();
    expect(entries.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(['1 intent', '2 outcome']);
    expect({ notes, torn }).toEqual({ notes: [], torn: 0 });
  });

  test('that can not be taken back at once is taken back later', async () => {
    const real = handle.write.bind(handle);
    vi.spyOn(handle, 'write').mockImplementationOnce(((bytes: Buffer) =>
      real(bytes.subarray(0, 20))) as typeof handle.write);
    vi.spyOn(handle, 'truncate').mockRejectedValueOnce(diskFull());
    await expect(record.append('intent')).rejects.toThrow('took only a part');
    expect(readFileSync(file)).toHaveLength(20);
    await record.append('intent');
    expect(await reading()).toMatchObject({ entries: [{ seq: 1 }], notes: [], torn: 0 });
  });

  test('that fails does not take those behind it along', async () => {
    vi.spyOn(handle, 'write').mockRejectedValueOnce(diskFull());
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

test('whatever is appended is read again, the same and in order', async () => {
  const fields = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
  const appends = fc.array(fc.tuple(fc.constantFrom('intent', 'observed', 'outcome'), fields), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(appends, async (entries) => {
      await record.close();
      await openFresh();
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
        await openFresh([known]);
        const places = Array.from({ length: n }, (_, at) => ({ [`${at}${known}`]: text + known }));
        const entry = await record.append('intent', { places, url: `https://x/?a=${known}` });
        expect(readFileSync(file, 'utf8')).not.toContain(known);
        expect(entry.redacted).toBeGreaterThanOrEqual(2 * n + 1);
      },
    ),
    { numRuns: 60 },
  );
});
