import { describe, expect, it } from 'vitest';
import type { Captured, LoadedConfig } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { githubToken } from '../../../src/services/github/token.ts';

const missing: Captured = { missing: true, exitCode: 127, stdout: '', stderr: '' };

async function found(
  env: Record<string, string>,
  gh: Partial<Captured> = missing,
  apiUrl = 'https://api.github.com',
) {
  const asked: (readonly string[])[] = [];
  const token = githubToken({
    env,
    config: async () => ({ config: { github: { apiUrl } } }) as LoadedConfig,
    children: {
      capture: async (file, args) => {
        asked.push([file, ...args]);
        return { missing: false, exitCode: 0, stdout: '', stderr: '', ...gh };
      },
      attach: async () => 0,
      run: async () => ({ exitCode: 0, output: '', ended: 'itself' as const }),
      launch: async () => false,
    },
  });
  return { token: await token.catch((thrown: unknown) => thrown), asked };
}

describe('the GitHub token', () => {
  it('is GH_TOKEN, before GITHUB_TOKEN, and gh is not asked', async () => {
    expect(await found({ GH_TOKEN: ' one\n', GITHUB_TOKEN: 'two' })).toEqual({
      token: 'one',
      asked: [],
    });
    expect(await found({ GH_TOKEN: ' ', GITHUB_TOKEN: 'two' })).toEqual({
      token: 'two',
      asked: [],
    });
  });

  it('is else the one that gh holds for the host', async () => {
    const { token, asked } = await found({}, { stdout: 'gho_three\n' });
    expect(token).toBe('gho_three');
    expect(asked).toEqual([['gh', 'auth', 'token', '--hostname', 'github.com']]);
  });

  it('is asked of gh for an Enterprise host by its own name', async () => {
    const { asked } = await found({}, { stdout: 'x' }, 'https://ghe.example.com/api/v3');
    expect(asked[0]?.at(-1)).toBe('ghe.example.com');
    await found({}, { stdout: 'x' }, 'https://api.acme.ghe.com').then((other) =>
      expect(other.asked[0]?.at(-1)).toBe('acme.ghe.com'),
    );
  });

  it('of github.com goes to no other host, and that of another host not to github.com', async () => {
    const env = { GH_TOKEN: 'a', GITHUB_TOKEN: 'b' };
    const own = { GH_ENTERPRISE_TOKEN: 'c', GITHUB_ENTERPRISE_TOKEN: 'd' };
    const server = 'https://ghe.example.com/api/v3';
    const gh = { stdout: 'gho_three' };
    expect((await found(env, gh, server)).token).toBe('gho_three');
    expect((await found({ ...env, ...own }, gh, server)).token).toBe('c');
    expect((await found({ ...env, GITHUB_ENTERPRISE_TOKEN: 'd' }, gh, server)).token).toBe('d');
    expect((await found({ ...env, ...own })).token).toBe('a');
    expect((await found(own, gh)).token).toBe('gho_three');
    expect((await found({ ...env, ...own }, gh, 'https://api.acme.ghe.com')).token).toBe('a');
    expect((await found({ ...env, ...own }, gh, 'https://github.com.evil.example')).token).toBe(
      'c',
    );
  });

  it.each<[string, Partial<Captured>]>([
    ['gh is not installed', missing],
    ['gh is not signed in', { exitCode: 1, stderr: 'no oauth token found' }],
    ['gh answers nothing', { stdout: '\n' }],
    ['gh answers what is no token', { stdout: 'a\nb' }],
  ])('is missing where %s, and the error says what to set', async (_what, gh) => {
    const { token } = await found({}, gh);
    expect(token).toBeInstanceOf(TsopsError);
    expect(token).toMatchObject({ kind: 'credentials' });
    expect((token as TsopsError).next.join(' ')).toMatch(/gh auth login.*GH_TOKEN/);
  });
});
