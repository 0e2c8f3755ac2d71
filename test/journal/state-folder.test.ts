import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
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

async function tightenAs(uid: number) {
  vi.doMock('node:os', async (original) => ({
    ...(await original<typeof import('node:os')>()),
    userInfo: () => ({ uid }),
  }));
  vi.resetModules();
  return (await import('../../src/journal/state-folder.ts')).tightenFolder;
}

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
    const tighten = await tightenAs(4242);
    expect(() => tighten(folder)).toThrow(
      expect.objectContaining({
        kind: 'refused',
        message: `${folder} belongs to another user, so nothing is read or written there`,
        next: ['set XDG_STATE_HOME to a directory of yours'],
      }),
    );
    expect(mode()).toBe(0o777);
  });

  it('of root is refused to others as well', async () => {
    const tighten = await tightenAs(4242);
    expect(() => tighten('/')).toThrow(/belongs to another user/);
  });

  it('is left alone where there are neither owners nor modes', async () => {
    chmodSync(folder, 0o777);
    const tighten = await tightenAs(-1);
    expect(tighten(folder)).toBeNull();
    expect(mode()).toBe(0o777);
  });

  it('that cannot be looked at is left to whoever writes there', () => {
    const circle = join(folder, 'circle');
    symlinkSync('circle', circle);
    expect(tightenFolder(circle)).toBeNull();
  });
});
