import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createChildren } from '../../../src/services/process/children.ts';

const quick = { timeout: 10_000, line: () => {} };

/** A process that has ended may wait for whoever inherits it: then it is a zombie. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid.trim()], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

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

describe("a runbook's program", () => {
  const children = createChildren(new AbortController().signal, process.env.PATH, surroundings);
  const script = (text: string, more: Partial<RunOptions> = {}) =>
    children.run('sh', ['-eu', '-c', text], { ...quick, ...more });

  it('is given its text as it is, and its facts as variables', async () => {
    const text = 'for x in "$TSOPS_SERVED" b; do echo "<$x>"; done | sort -r; exit 3';
    const env = { PATH: process.env.PATH, TSOPS_SERVED: '$(touch /tmp/x); "`id`' };
    const { exitCode, output, ended } = await script(text, { env });
    expect([exitCode, ended]).toEqual([3, 'itself']);
    expect(output.split('\n').toSorted()).toEqual(['<$(touch /tmp/x); "`id`>', '<b>']);
  });

  it('stops at the first command that fails, and at a variable that nobody set', async () => {
    expect(await script('false; echo on')).toMatchObject({ exitCode: 1, output: '' });
    const { exitCode, output } = await script('echo "$TSOPS_NONE"; echo on');
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/TSOPS_NONE/);
  });

  it('stands where it is told, and has no input', async () => {
    const cwd = realpathSync(tmpdir());
    expect(await script('pwd; cat', { cwd })).toMatchObject({ exitCode: 0, output: cwd });
  });

  it('is 127 where there is no such program', async () => {
    const ended = await children.run('tsops-no-such-program', [], quick);
    expect(ended).toMatchObject({
      exitCode: 127,
      output: 'tsops-no-such-program is not installed',
    });
  });

  it('is shown line by line, cleaned, each line cut with a mark', async () => {
    const lines: string[] = [];
    const text = "printf 'a\\033[2Jb\\n10%%\\r100%%\\n'; printf '%03000d' 1";
    const { output } = await script(text, { line: (line) => lines.push(line) });
    expect(lines.slice(0, 2)).toEqual(['ab', '100%']);
    expect(lines[2]).toMatch(/^0{1999}…$/);
    expect(output).toBe(lines.join('\n'));
  });

  it('keeps what it indents', async () => {
    const { output } = await script("printf '{\\n  a\\n\\tb\\n'");
    expect(output).toBe('{\n  a\n    b');
  });

  it('may write without end: the last lines are kept', async () => {
    const { output } = await script('yes a line | head -c 7000000; echo last');
    expect(output.length).toBeLessThanOrEqual(16_000);
    expect(output).toMatch(/\nlast$/);
  });

  it('ends with all that it began', async () => {
    const { output, exitCode } = await script('sleep 300 & echo $!');
    expect(exitCode).toBe(0);
    expect(isRunning(output)).toBe(false);
  });

  it('is not waited for where another has left its group and holds its output', async () => {
    const code = `const child = require('node:child_process').spawn(process.execPath,
      ['-e', 'setTimeout(() => {}, 60000)'], { detached: true, stdio: 'inherit' });
      child.unref(); console.log(child.pid);`;
    const { output } = await children.run(...node(code), quick);
    const [pid = ''] = output.split('\n');
    expect(isRunning(pid)).toBe(true);
    process.kill(Number(pid), 'SIGKILL');
  });

  it('is ended with its group when its time is over', async () => {
    const text = 'sleep 300 & echo $!; wait';
    const { exitCode, ended, output } = await script(text, { timeout: 200 });
    expect([exitCode, ended, isRunning(output)]).toEqual([124, 'timeout', false]);
  });

  it('is ended with its group when we are, even where it does not want to', async () => {
    const stop = new AbortController();
    const own = createChildren(stop.signal, process.env.PATH, surroundings);
    const text = "trap '' TERM; sleep 300 & echo $!; while :; do sleep 1; done";
    const { ended, output } = await own.run('sh', ['-c', text], {
      ...quick,
      line: () => stop.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' })),
    });
    const [pid = ''] = output.split('\n');
    expect([ended, isRunning(pid)]).toEqual(['signal', false]);
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
    const bare = await children.run(...node(names), { ...quick, env });
    expect(bare.output).toContain('DEPLOY_REGION');
    expect(bare.output).not.toContain('TOKEN');
    const named = await children.run(...node(names), { ...quick, env, secrets: ['GH_TOKEN'] });
    expect(named.output).toContain('GH_TOKEN');
    expect(named.output).not.toContain('SENTRY_AUTH_TOKEN');
  });

  it('do not go to an editor', async () => {
    const code = 'process.exitCode = process.env.GH_TOKEN || !process.env.DEPLOY_REGION ? 8 : 7';
    expect(await children.attach(...node(code))).toBe(7);
  });
});
