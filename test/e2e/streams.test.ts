import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endToEnd, onlyDocument, type Variables } from '../support/e2e.ts';

const suite = endToEnd();
const esc = '\u001b';

describe('into a pipe', () => {
  test('health prints plain text without a single escape byte, and nothing on stderr', async () => {
    const { env } = await suite.sandbox();
    const ended = await suite.run(['health'], { env });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('✔ TalkStudio Production');
    expect(ended.stdout).toContain('3 monitors · 3 ok');
    expect(ended.stdout).not.toContain(esc);
  });

  test.each([
    ['health'],
    ['version'],
    ['digest'],
    ['doctor'],
    ['config', 'show'],
    ['sandbox', 'list'],
    ['rollback', 'v1.2.2', '--dry-run'],
    ['rollback', 'v1.2.2'],
    ['rollback', 'status'],
    ['invalidate', '--all', '--dry-run'],
    ['invalidate', '--all'],
    ['invalidate', 'status'],
    ['nonsense'],
    ['health', '--nonsense'],
  ])('--json makes %s %s print exactly one document on stdout', async (...args) => {
    const { env } = await suite.sandbox();
    const { stdout } = await suite.run([...args, '--json'], { env });
    const document = onlyDocument(stdout);
    expect(document.schema).toMatch(/^tsops\/[a-z-]+@1$/);
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(['schema', 'verdict', 'data', 'next', 'problems']),
    );
  });

  test.each([
    'health',
    'health --watch 1s',
    'version',
    'digest',
    '--help',
    'help exit-codes',
    'config show',
  ])('a reader of %s that leaves after one line ends it quietly', async (line) => {
    const { env } = await suite.sandbox();
    const code = join(suite.folder(), 'code');
    const tsops = `${JSON.stringify(process.execPath)} ${JSON.stringify(suite.program)}`;
    const script = `{ ${tsops} ${line}; echo $? >${JSON.stringify(code)}; } | head -1`;
    const ended = await suite.startProgram('sh', ['-c', script], { env }).ended;
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(readFileSync(code, 'utf8')).toBe('0\n');
  });

  test.each([['--version'], ['--help'], ['health'], ['rollback', 'v1.2.2', '--dry-run']])(
    'a reader of %s that is gone before the first byte leaves no trace',
    async (...args) => {
      const { env } = await suite.sandbox();
      const running = suite.start(args, { env });
      running.child.stdout?.destroy();
      expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    },
  );

  test('a rollback whose screen is closed on it goes on to its proof, and says so by its code', async () => {
    const sandbox = await suite.sandbox();
    const args = ['rollback', 'v1.2.2', '--confirm', 'production'];
    const running = suite.start(args, { env: sandbox.env });
    await running.until(() => sandbox.requests().some(({ method }) => method === 'POST'));
    running.child.stderr?.destroy();
    running.child.stdout?.destroy();
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
    const status = await suite.run(['rollback', 'status', '--json'], { env: sandbox.env });
    const outcome = { state: 'done', detail: 'production serves v1.2.2; the run succeeded.' };
    expect(onlyDocument(status.stdout).data).toMatchObject(outcome);
  });

  test('closed streams do not keep it from answering', async () => {
    const { env } = await suite.sandbox();
    const tsops = `${JSON.stringify(process.execPath)} ${JSON.stringify(suite.program)}`;
    const ended = await suite.startProgram('sh', ['-c', `${tsops} health <&- 2>&-`], { env }).ended;
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('3 monitors · 3 ok');
  });
});

describe('colour', () => {
  const coloured = async (more: Variables, ...args: string[]): Promise<boolean> => {
    const { env } = await suite.sandbox();
    const { stdout, code } = await suite.run(['health', ...args], { env: { ...env, ...more } });
    expect(code).toBe(0);
    return stdout.includes(esc);
  };
  test('is forced into a pipe by FORCE_COLOR, also under CI and TERM=dumb', async () => {
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured({ FORCE_COLOR: '1', CI: 'true', TERM: 'dumb' })).toBe(true);
  });
  test('is never there with NO_COLOR or --no-color, whatever is forced', async () => {
    expect(await coloured({ FORCE_COLOR: '3', NO_COLOR: '1' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '3' }, '--no-color')).toBe(false);
    expect(await coloured({ FORCE_COLOR: '0' })).toBe(false);
  });
});

describe('signals', () => {
  test('Ctrl-C ends a watch after its last whole round, with the code of that round', async () => {
    const { env } = await suite.sandbox();
    const running = suite.start(['health', '--watch', '1s', '--json'], { env });
    await running.until(() => running.output().split('\n').length > 2);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const rounds = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const round of rounds)
      expect(round).toMatchObject({ schema: 'tsops/health@1', verdict: 'ok' });
    expect(rounds.map(({ data }) => data.watch.ended)).toEqual([
      ...rounds.slice(1).map(() => false),
      true,
    ]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s while a rollback is followed says what goes on, and ends with %i',
    async (name, code) => {
      const sandbox = await suite.sandbox({ pace: 1000 });
      const { env } = sandbox;
      const running = suite.start(['rollback', 'v1.2.2', '--confirm', 'production'], { env });
      await running.until(() =>
        sandbox.requests().some(({ path }) => /\/runs\/\d+\/jobs/.test(path)),
      );
      running.child.kill(name);
      const ended = await running.ended;
      expect(ended.code).toBe(code);
      expect(ended.stderr).toMatch(
        /The run goes on: https:\/\/github\.com\/\S+\/actions\/runs\/\d+/,
      );
      expect(ended.stderr).toMatch(/→ tsops rollback status \d+/);
    },
  );

  const stopped = { SIGINT: '✖ Cancelled (Ctrl-C).', SIGTERM: '✖ Terminated (SIGTERM).' };
  test.each([
    ['version', 'SIGTERM', 143, ''],
    ['digest', 'SIGINT', 130, ''],
    ['doctor', 'SIGINT', 130, ''],
    ['health', 'SIGTERM', 143, ''],
    ['rollback status 19400089600', 'SIGINT', 130, ''],
    ['invalidate status', 'SIGTERM', 143, ''],
    ['rollback v1.2.2 --confirm production', 'SIGINT', 130, 'Nothing was done.'],
    ['invalidate --all --confirm production', 'SIGTERM', 143, 'Nothing was done.'],
  ] as const)(
    '%s, while no vendor answers, ends at %s with %i',
    async (line, name, code, answer) => {
      const sandbox = await suite.sandbox();
      sandbox.inject({ kind: 'hang' });
      const running = suite.start(line.split(' '), { env: sandbox.env });
      await running.until(() => sandbox.requests().length > 0);
      running.child.kill(name);
      const ended = await running.ended;
      expect(ended.code).toBe(code);
      expect(ended.stderr).toContain(stopped[name]);
      expect(ended.stderr).toContain(answer);
    },
  );
});

describe('stdin', () => {
  test('invalidate reads paths from it', async () => {
    const { env } = await suite.sandbox();
    const args = ['invalidate', '-', '--dry-run', '--json'];
    const { stdout, code } = await suite.run(args, { env, input: '/a.html\r\n/b.html\n\n' });
    expect(code).toBe(0);
    expect(onlyDocument(stdout).data).toMatchObject({ plan: { paths: ['/a.html', '/b.html'] } });
  });

  test('"yes" in a pipe is no consent', async () => {
    const sandbox = await suite.sandbox();
    const args = ['rollback', 'v1.2.2'];
    const ended = await suite.run(args, { env: sandbox.env, input: 'production\nyes\n' });
    expect(ended.code).toBe(5);
    expect(sandbox.requests().filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

test
  .skipIf(!existsSync('/dev/full'))
  .each([['--version'], ['--help'], ['config', 'show'], ['config', 'show', '--json']])(
  'a full disk behind stdout makes %s %s tell why on stderr, without a trace',
  async (...args) => {
    const full = openSync('/dev/full', 'w');
    try {
      const stdio = ['ignore', full, 'pipe'] as const;
      const file = process.execPath;
      const child = spawn(file, [suite.program, ...args], { env: suite.env(), stdio: [...stdio] });
      let stderr = '';
      child.stderr?.on('data', (text) => {
        stderr += text;
      });
      const [code] = await once(child, 'close');
      expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
        code: 3,
        lines: ['✖ The answer could not be written: ENOSPC: no space left on device, write'],
      });
    } finally {
      closeSync(full);
    }
  },
);
