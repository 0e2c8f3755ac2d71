import fs, { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openJournalFile, syncDirectory } from '../../src/journal/append.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tsops-append-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(directory, { recursive: true });
});

function syncFailsWith(code: string): void {
  vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
    throw Object.assign(new Error(`fsync: ${code}`), { code });
  });
  syncBuiltinESMExports();
}

describe('the file of a journal', () => {
  it('tells how much it holds, and keeps as much as it is told', () => {
    const file = join(directory, 'journal.jsonl');
    writeFileSync(file, 'before\n');
    const handle = openJournalFile(file);
    expect(handle.size()).toBe(7);
    expect(handle.write(Buffer.from('after\n'))).toBe(6);
    expect(handle.size()).toBe(13);
    handle.truncate(7);
    expect([handle.size(), statSync(file).size]).toEqual([7, 7]);
    handle.close();
  });

  it('can be written to no more once it is closed', () => {
    const handle = openJournalFile(join(directory, 'journal.jsonl'));
    handle.close();
    expect(() => handle.write(Buffer.from('x'))).toThrow('EBADF');
  });
});

describe('a directory that is synced', () => {
  it.each(['EINVAL', 'ENOTSUP', 'EISDIR'])(
    'may lie on a file system that knows no such thing (%s)',
    (code) => {
      syncFailsWith(code);
      expect(() => syncDirectory(directory)).not.toThrow();
    },
  );

  it.each(['EIO', 'ENOSPC', ''])('is not safe where that fails otherwise (%j)', (code) => {
    syncFailsWith(code);
    expect(() => syncDirectory(directory)).toThrow(`fsync: ${code}`);
  });

  it.runIf(process.platform === 'linux').each(['', 'EIO'])(
    'is left open by none of the ways out (%j)',
    (code) => {
      if (code !== '') syncFailsWith(code);
      const open = () => readdirSync('/proc/self/fd').length;
      const before = open();
      for (let times = 0; times < 20; times += 1) {
        try {
          syncDirectory(directory);
        } catch {
          // What it throws is another test's matter.
        }
      }
      expect(open()).toBeLessThan(before + 20);
    },
  );
});
