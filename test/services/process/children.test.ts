import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createChildren } from '../../../src/services/process/children.ts';

const node = (code: string): [string, string[]] => [process.execPath, ['-e', code]];
/** Attaches a child and ends tsops in the given way while it runs; answers the child's exit code. */
function endedBy(kind: 'interrupted' | 'terminated', code: string): Promise<number> {
  const stop = new AbortController();
  const ended = createChildren(stop.signal, process.env.PATH).attach(...node(code), {
    env: process.env,
  });
  setTimeout(() => stop.abort(new TsopsError({ kind, message: kind })), 50);
  return ended;
}

describe('a child that shares our terminal', () => {
  it('ends with its own exit code', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH);
    expect(await children.attach(...node('process.exitCode = 42'))).toBe(42);
  });

  it('is 127 where there is no such program', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH);
    expect(await children.attach('tsops-no-such-program', [])).toBe(127);
  });

  it('has the environment given, and none besides', async () => {
    const children = createChildren(new AbortController().signal, process.env.PATH);
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
  const children = (path: string | undefined) => createChildren(new AbortController().signal, path);

  it('gives its output and its exit code', async () => {
    const code = "console.log('out'); console.error('err'); process.exitCode = 3";
    const ended = await children(process.env.PATH).capture(...node(code));
    expect(ended).toMatchObject({ missing: false, exitCode: 3, stdout: 'out' });
    // Node may add warnings of its own about the environment that the tests run in.
    expect(ended.stderr).toMatch(/^err/);
  });

  it('reads what it is given', async () => {
    const code = 'process.stdin.pipe(process.stdout)';
    const ended = await children(process.env.PATH).capture(...node(code), { input: 'given' });
    expect(ended.stdout).toBe('given');
  });

  it.each(['', '/nowhere', undefined])('is missing where the path is %j', async (path) => {
    const ended = await children(path).capture('tsops-no-such-program', []);
    expect(ended.missing).toBe(true);
  });
});
