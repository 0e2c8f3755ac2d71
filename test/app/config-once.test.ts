import { describe, expect, it, vi } from 'vitest';
import { readOnce } from '../../src/app/config-once.ts';
import { loadConfig } from '../../src/config/load.ts';

const shipped = () => loadConfig({ file: undefined, env: {}, cwd: '/' });

describe('the config of a run', () => {
  it('is read once, by however many it is asked for at the same time and later', async () => {
    const load = vi.fn(shipped);
    const config = readOnce(load);
    expect(config.loaded()).toBeUndefined();
    const [first, second] = await Promise.all([config.read(), config.read()]);
    expect(second).toBe(first);
    expect(await config.read()).toBe(first);
    expect(config.loaded()).toBe(first);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that is wrong is wrong for all of them, and read no more often', async () => {
    const load = vi.fn(() => Promise.reject(new Error('unknown key')));
    const config = readOnce(load);
    for (let asked = 0; asked < 3; asked += 1) {
      await expect(config.read()).rejects.toThrow('unknown key');
    }
    expect(config.loaded()).toBeUndefined();
    expect(load).toHaveBeenCalledTimes(1);
  });
});
