import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tightenFolder } from '../../src/journal/state-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsops-state-'));
});
afterEach(() => {
  vi.doUnmock('node:os');
  vi.resetModules();
  rmSync(folder, { recursive: true });
});

const mode = () => statSync(folder).mode & 0o777;

describe('the state directory', () => {
  it.each([0o777, 0o755, 0o750, 0o710, 0o702])(
    'that is open (%o) is closed, and it is said',
    (open) => {
      chmodSync(folder, open);
      expect(tightenFolder(folder)).toContain(`(${open.toString(8)})`);
      expect(mode()).toBe(0o700);
      expect(tightenFolder(folder)).toBeNull();
    },
  );

  it('that is ours alone, or is not there yet, is left as it is', () => {
    expect(tightenFolder(folder)).toBeNull();
    expect(tightenFolder(join(folder, 'later'))).toBeNull();
  });

  it('of another user is refused, and not changed', async () => {
    chmodSync(folder, 0o777);
    vi.doMock('node:os', async (original) => ({
      ...(await original<typeof import('node:os')>()),
      userInfo: () => ({ uid: 4242 }),
    }));
    vi.resetModules();
    const other = await import('../../src/journal/state-folder.ts');
    expect(() => other.tightenFolder(folder)).toThrow(/belongs to another user/);
    expect(mode()).toBe(0o777);
  });
});
