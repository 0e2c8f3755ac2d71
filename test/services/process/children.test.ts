import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createChildren } from '../../../src/services/process/children.ts';

const surroundings = { env: process.env, isSecret: () => false };
const node = (code: string): [string, string[]] => [process.execPath, ['-e', code]];
/** Attaches a child and ends tsops in the given way while it runs; answers the child's exit code. */
function endedBy(kind: 'interrupted' | 'terminated', code: string): Promise<number> {
  const stop = new AbortController();
  const ended = createChildren(stop.signal, process.env.PATH, surroundings).attach(...node(code), {
    env: process.env,
  });
  setTimeout(() => stop.abort(new TsopsError({ kind, message: kind })), 50);
  return ended;
}

describe('a child that shares our terminal', () => {
  it('ends with its own exit code', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH, surroundings);
    expect(await children.attach(...node('process.exitCode = 42'))).toBe(42);
  });

  it('is 127 where there is no such program', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH, surroundings);
    expect(await children.attach('tsops-no-such-program', [])).toBe(127);
  });

  it('has the environment given, and none besides', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH, surroundings);
    const code = "process.exitCode = process.env.ONLY === 'this' && !process.env.PATH ? 7 : 8";
    expect(await children.attach(...node(code), { env: { ONLY: 'this' } })).toBe(7);
  });

  it('is terminated with us', async () => {
    expect(await endedBy('terminated', 'setInterval(() => {}, 1000)')).toBe(143);
  });

  it('is left to end by itself at Ctrl-C, which a terminal has sent to it already', async () => {
    const code = 'setTimeout(() => process.exit(5), 300)';
    expect(await endedBy('interrupted', code)).toBe(5);
  });
});

describe('a child whose output we read', () => {
  const children = (path: string | undefined) =>
    createChildren(new AbortController().signal, path, surroundings);

  it('gives its output and its exit code', async () => {
    const code = "console.log('out'); console.error('err'); process.exitCode = 3";
    const ended = await children(process.env.PATH).capture(...node(code));
    expect(ended).toMatchObject({ missing: false, exitCode: 3, stdout: 'out' });
    // Node may add warnings of its own about the environment that the tests run in.
    expect(ended.stderr).toMatch(/^err/);
  });

  it('reads what it is given', async () => {
    const code = 'process.stdin.pipe(process.stdout)';
    const ended = await children(process.env.PATH).capture(...node(code), {
      input: 'given',
    });
    expect(ended.stdout).toBe('given');
  });

  it.each(['', '/nowhere', undefined])('is missing where the path is %j', async (path) => {
    const ended = await children(path).capture('tsops-no-such-program', []);
    expect(ended.missing).toBe(true);
  });
});

describe('secrets of ours', () => {
  const env = {
    PATH: process.env.PATH,
    HOME: '/home/minji',
    LANG: 'ko_KR.UTF-8',
    HTTPS_PROXY: 'http://proxy.example',
    GH_TOKEN: 'secret',
    SENTRY_AUTH_TOKEN: 'secret',
    DEPLOY_REGION: 'seoul',
  };
  const isSecret = (name: string) => name.endsWith('_TOKEN');
  const children = createChildren(new AbortController().signal, env.PATH, { env, isSecret });
  const names = 'process.stdout.write(Object.keys(process.env).sort().join())';

  it('go to none of the programs that tsops itself asks, which get what they need', async () => {
    const { stdout } = await children.capture(...node(names));
    const wanted = ['HOME', 'HTTPS_PROXY', 'LANG', 'PATH'];
    expect(stdout.split(',')).toEqual(expect.arrayContaining(wanted));
    expect(stdout).not.toMatch(/TOKEN|DEPLOY_REGION/);
  });

  it("go to a runbook's program only where its step names them", async () => {
    const bare = await children.show(...node(names), { env });
    expect(bare.output).toContain('DEPLOY_REGION');
    expect(bare.output).not.toContain('TOKEN');
    const named = await children.show(...node(names), { env, secrets: ['GH_TOKEN'] });
    expect(named.output).toContain('GH_TOKEN');
    expect(named.output).not.toContain('SENTRY_AUTH_TOKEN');
  });

  it('do not go to an editor', async () => {
    const code = 'process.exitCode = process.env.GH_TOKEN || !process.env.DEPLOY_REGION ? 8 : 7';
    expect(await children.attach(...node(code))).toBe(7);
  });
});
