import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Module } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useCodeCache } from '../../src/app/code-cache.ts';

const prototype = Module.prototype as unknown as { _compile: unknown };
const compile = prototype._compile;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-cache-'));
});

afterEach(() => {
  prototype._compile = compile;
  rmSync(home, { recursive: true });
});

/** Whether chunks would be compiled from what lies in a cache directory with these permissions. */
function trusted(mode: number | undefined): boolean {
  if (mode !== undefined) {
    const folder = join(home, 'tsops', 'key');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, mode);
  }
  useCodeCache('/chunks', { XDG_CACHE_HOME: home }, 'key');
  return prototype._compile !== compile;
}

describe('the code cache', () => {
  it.each([
    ['is not there yet', undefined, true],
    ['is its owner’s alone', 0o700, true],
    ['others may read', 0o755, true],
    ['its group may write to', 0o770, false],
    ['everybody may write to', 0o777, false],
  ])('in a directory that %s', (_, mode, used) => {
    expect(trusted(mode)).toBe(used);
  });

  it('is not used where no directory of the user’s own is known', () => {
    useCodeCache('/chunks', { XDG_CACHE_HOME: 'relative' }, 'key');
    expect(prototype._compile).toBe(compile);
  });
});
