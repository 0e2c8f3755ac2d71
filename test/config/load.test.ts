import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-config-'));
});

afterEach(() => {
  vi.doUnmock('node:fs');
  vi.doUnmock('zod/mini');
  vi.doUnmock('js-yaml');
  vi.resetModules();
  rmSync(home, { recursive: true });
});

function put(path: string, text: string | Buffer): string {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const named = (service: string) => `service: ${service}\n`;

/** What of the environment tells where to look. */
const nowhere = { HOME: '/nonexistent' };

describe('the config in force', () => {
  it('is the one that --config names, before all others', async () => {
    put('tsops.config.yaml', named('Upward'));
    put('flag.yaml', named('Flag'));
    put('variable.yaml', named('Variable'));
    const env = { TSOPS_CONFIG: join(home, 'variable.yaml') };
    const loaded = await loadConfig({ file: 'flag.yaml', env, cwd: home });
    expect(loaded.config.service).toBe('Flag');
    expect(loaded.file).toBe(join(home, 'flag.yaml'));
  });

  it('tells where a repository of somebody else’s has an address of TalkStudio’s', async () => {
    const mixed = async (source: string) => {
      const file = put('one.yaml', source);
      return (await loadConfig({ file, env: nowhere, cwd: home })).mixed;
    };
    const site = 'environments: {production: {url: "https://shop.io"}}\n';
    expect(await mixed('github: {owner: acme}\n')).toBe(true);
    expect(await mixed(`github: {owner: acme}\n${site}`)).toBeUndefined();
    expect(await mixed('github: {owner: TalkStudio}\n')).toBeUndefined();
    expect(await mixed('service: Shop\n')).toBeUndefined();
  });

  it('tells whose service is meant, without a file too', async () => {
    const none = await loadConfig({ env: nowhere, cwd: home });
    expect(await none.meant?.()).toMatchObject({ whose: 'unknown' });
    const file = put('one.yaml', 'service: Shop\n');
    const meant = await (await loadConfig({ file, env: nowhere, cwd: home })).meant?.();
    expect(meant?.whose).toBe('other');
    expect(meant?.inherited.map(({ key }) => key)).not.toContain('service');
  });

  it('is the one that TSOPS_CONFIG names, before those that are found', async () => {
    put('tsops.config.yaml', named('Upward'));
    put('variable.yaml', named('Variable'));
    const loaded = await loadConfig({ env: { TSOPS_CONFIG: 'variable.yaml' }, cwd: home });
    expect(loaded.config.service).toBe('Variable');
  });

  it('is the nearest one upward from the working directory', async () => {
    put('tsops.config.yaml', named('Far'));
    put('a/tsops.config.yaml', named('Near'));
    mkdirSync(join(home, 'a/b/c'), { recursive: true });
    const loaded = await loadConfig({ env: nowhere, cwd: join(home, 'a/b/c') });
    expect(loaded.config.service).toBe('Near');
  });

  it('is the one of the XDG config directory where none is found upward', async () => {
    put('xdg/tsops/tsops.config.yaml', named('Xdg'));
    put('.config/tsops/tsops.config.yaml', named('Home'));
    mkdirSync(join(home, 'work'));
    const cwd = join(home, 'work');
    const xdg = await loadConfig({ env: { XDG_CONFIG_HOME: join(home, 'xdg') }, cwd });
    const plain = await loadConfig({ env: { HOME: home }, cwd });
    const relative = await loadConfig({ env: { HOME: home, XDG_CONFIG_HOME: 'xdg' }, cwd });
    expect([xdg, plain, relative].map(({ config }) => config.service)).toEqual([
      'Xdg',
      'Home',
      'Home',
    ]);
  });

  it('is the shipped default where there is no file; an empty TSOPS_CONFIG names none', async () => {
    const loaded = await loadConfig({ env: { ...nowhere, TSOPS_CONFIG: '' }, cwd: home });
    expect(loaded.file).toBeUndefined();
    expect(loaded.config.service).toBe('TalkStudio');
    expect(loaded.origin.size).toBe(0);
  });
});

describe('where a value comes from', () => {
  it('is told by file and line, or by the name of a variable; what is not told is a default', async () => {
    put('tsops.config.yaml', 'service: A\nmonitors:\n  - name: x\n    url: http://x\n');
    const env = { ...nowhere, AWS_PROFILE: 'oncall', AWS_DEFAULT_REGION: 'eu-west-1' };
    const { origin, config } = await loadConfig({ env, cwd: home });
    expect(Object.fromEntries(origin)).toEqual({
      service: 'tsops.config.yaml:1',
      monitors: 'tsops.config.yaml:3',
      'monitors[0]': 'tsops.config.yaml:3',
      'monitors[0].name': 'tsops.config.yaml:3',
      'monitors[0].url': 'tsops.config.yaml:4',
      'aws.profile': 'AWS_PROFILE',
      'aws.region': 'AWS_DEFAULT_REGION',
    });
    expect(config.aws).toEqual({ profile: 'oncall', region: 'eu-west-1' });
  });

  it('is the AWS variable, as with the aws command line, but for an endpoint of the file', async () => {
    put('tsops.config.yaml', 'aws:\n  profile: a\n  region: us-west-2\n  endpoint: http://file\n');
    const env = { ...nowhere, AWS_PROFILE: 'b', AWS_REGION: '', AWS_ENDPOINT_URL: 'http://env' };
    const { origin, config } = await loadConfig({ env, cwd: home });
    expect(config.aws).toEqual({ profile: 'b', region: 'us-west-2', endpoint: 'http://file' });
    expect(origin.get('aws.profile')).toBe('AWS_PROFILE');
    expect(origin.get('aws.region')).toBe('tsops.config.yaml:3');
    expect(origin.get('aws.endpoint')).toBe('tsops.config.yaml:4');
  });

  it('may be AWS_ENDPOINT_URL, unless a service has one of its own; one that is no URL is refused', async () => {
    const general = { ...nowhere, AWS_ENDPOINT_URL: 'http://a' };
    const { config } = await loadConfig({ env: general, cwd: home });
    expect(config.aws.endpoint).toBe('http://a');
    const own = { ...general, AWS_ENDPOINT_URL_CLOUDFRONT: 'http://b' };
    expect((await loadConfig({ env: own, cwd: home })).config.aws.endpoint).toBeUndefined();
    const env = { ...nowhere, AWS_ENDPOINT_URL: 'http://minji:hunter2@a' };
    const failed = await loadConfig({ env, cwd: home }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ kind: 'config', next: ['unset AWS_ENDPOINT_URL'] });
    expect(String(failed)).not.toContain('hunter2');
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['missing', () => 'none.yaml', 'there is no such file, which --config names'],
    ['below a file', () => join(put('f', ''), 'x.yaml'), 'there is no such file'],
    ['a directory', () => home, 'is a directory; a config is a file'],
    ['a device', () => '/dev/zero', 'is no regular file; a config is a file'],
    ['10 MB long', () => put('big', Buffer.alloc(10_000_000, 97)), 'holds 10000000 bytes'],
    ['Latin-1', () => put('latin', Buffer.from([0x61, 0x3a, 0x20, 0xe9])), 'is not UTF-8 text'],
    ['UTF-16', () => put('wide', Buffer.from('\ufeffa: b', 'utf16le')), 'looks like UTF-16'],
    [
      'a link to itself',
      () => {
        symlinkSync('loop', join(home, 'loop'));
        return 'loop';
      },
      'cannot be read (ELOOP)',
    ],
  ])(
    'because it is %s is named with the reason, and nothing is loaded',
    async (_, file, reason) => {
      const failed = await loadConfig({ file: file(), env: nowhere, cwd: home }).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ kind: 'config', message: expect.stringContaining(reason) });
    },
  );

  it('for want of permission says so', async () => {
    const file = put('secret.yaml', named('A'));
    // Permissions do not bind root, as whom tests may run: so the refusal is played.
    vi.resetModules();
    vi.doMock('node:fs', async (original) => ({
      ...(await original<typeof import('node:fs')>()),
      openSync: () => {
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      },
    }));
    const { loadConfig } = await import('../../src/config/load.ts');
    await expect(loadConfig({ file, env: nowhere, cwd: home })).rejects.toMatchObject({
      kind: 'config',
      message: expect.stringContaining('permission denied'),
      next: [expect.stringContaining('chmod u+r')],
    });
  });

  it('named by TSOPS_CONFIG does not fall back to another', async () => {
    put('tsops.config.yaml', named('Upward'));
    await expect(loadConfig({ env: { TSOPS_CONFIG: 'gone.yaml' }, cwd: home })).rejects.toThrow(
      'gone.yaml: there is no such file, which TSOPS_CONFIG names',
    );
  });
});

it('a byte order mark is no part of the text', async () => {
  const file = put('bom.yaml', '\ufeffservice: A\r\nlanguage: ko\r\n');
  const { config, origin } = await loadConfig({ file, env: nowhere, cwd: '/' });
  expect(config).toMatchObject({ service: 'A', language: 'ko' });
  expect(origin.get('language')).toBe(`${file.slice(1)}:2`);
});

it('a file is read anew each time', async () => {
  const file = put('tsops.config.yaml', named('A'));
  await loadConfig({ env: nowhere, cwd: home });
  writeFileSync(file, named('B'));
  expect((await loadConfig({ env: nowhere, cwd: home })).config.service).toBe('B');
});

describe('what start-up is spared:', () => {
  const forbid = (name: string) =>
    vi.doMock(name, () => {
      throw new Error(`${name} was loaded`);
    });

  it('without a file, neither the YAML parser nor zod is loaded', async () => {
    vi.resetModules();
    forbid('js-yaml');
    forbid('zod/mini');
    const { loadConfig } = await import('../../src/config/load.ts');
    await expect(loadConfig({ env: nowhere, cwd: home })).resolves.toMatchObject({});
  });

  it('with a right file, zod is not loaded; with a wrong one it is', async () => {
    vi.resetModules();
    forbid('zod/mini');
    const { loadConfig } = await import('../../src/config/load.ts');
    const file = put('tsops.config.yaml', named('A'));
    const right = await loadConfig({ file, env: nowhere, cwd: home });
    expect(right.config.service).toBe('A');
    writeFileSync(file, 'servis: A');
    const wrong = await loadConfig({ file, env: nowhere, cwd: home }).catch((e: Error) => e);
    expect(String(wrong instanceof Error ? (wrong.cause ?? wrong) : wrong)).toContain('zod/mini');
  });
});
