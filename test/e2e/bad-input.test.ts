import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, endToEnd, onlyDocument } from '../support/e2e.ts';

const suite = endToEnd();

/** A stack trace, or a byte that steers a terminal. */
const unclean = /^\s+at |node:internal|\.cjs:\d|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/m;

/** What every wrong input gets: exit 2, told on stderr, nothing on stdout, no trace, no escape byte. */
function expectRefused({ code, stdout, stderr }: Ended): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.startsWith('✖ '), stderr).toBe(true);
  expect(stderr).not.toMatch(unclean);
}

describe('a wrong command line', () => {
  // What is typed, and what the answer must hold.
  const mistakes: [readonly string[], string][] = [
    [['helth'], 'Unknown command helth. Did you mean health?'],
    [['rollbak', 'v1.2.2'], 'Did you mean rollback?'],
    [['config'.toUpperCase()], 'Unknown command CONFIG'],
    [['config', 'shw'], 'Did you mean config show?'],
    [['xyzzy'], 'tsops --help'],
    [['health', '--wach'], 'Did you mean --watch?'],
    [['health', '--xyzzy'], "unknown option '--xyzzy'".slice(1)],
    [['--jsn', 'health'], 'Did you mean --json?'],
    [['rollback', '--confrim', 'production'], 'Did you mean --confirm?'],
    [['health', 'stagging'], 'TalkStudio Staging'],
    [['version', 'prodction'], 'Did you mean production?'],
    [['health', '--env', 'prodction'], 'Did you mean production?'],
    [['rollback', 'v1.2.2', '--env', 'qa'], 'There is no environment qa'],
    [['invalidate', '--all', '--env', 'qa'], 'There is no environment qa'],
    [['rollback', 'stable'], 'needs a version tag like'],
    [['rollback', 'v1.2.2; rm -rf /'], 'needs a version tag like'],
    [['rollback', '--', '--version'], 'needs a version tag like'],
    [['rollback', '--version'], 'takes no command'],
    [['rollback', 'v1.2.2\n'], 'needs a version tag like'],
    [['rollback', 'v1.2.2', 'v1.2.1'], 'Too many arguments'],
    [['rollback', ''], 'needs a version tag like'],
    [['rollback', '\u001b[31mv1.2.2'], 'needs a version tag like'],
    [['rollback', 'v1.2.2', '--timeout', 'soon'], '--timeout'],
    [['rollback', 'v1.2.2', '--timeout', '-5m'], '--timeout'],
    [['rollback', 'status', '../../etc'], 'needs the number or the link of a run'],
    [['version', '--expect', 'latest'], '--expect'],
    [['version', '--reads', '0'], '--reads'],
    [['invalidate'], '--all'],
    [['invalidate', 'index.html'], 'did you mean /index.html?'],
    [['invalidate', '/a*b'], '/a*b'],
    [['invalidate', '/a', '--all'], 'not both'],
    [['invalidate', `/${'a'.repeat(4000)}`], 'is 4001 characters long; CloudFront takes 4000'],
    [['invalidate', '-'], 'stdin held no path'],
    [['health', '--url', 'file:///etc/passwd'], '--url'],
    [['health', '--url', 'http://user:pw@127.0.0.1'], '--url'],
    [['health', '--watch', 'often'], '--watch'],
    [['health', '--fail-on', 'sometimes'], '--fail-on'],
    [['--lang', 'fr', 'health'], '--lang'],
    [['--config', 'nowhere.yaml', 'health'], 'nowhere.yaml: there is no such file'],
    [['sandbox', '--scenario', 'stale-cach', '--', 'true'], 'Did you mean stale-cache?'],
    [['sandbox', '--seed', 'x'], '--seed'],
    [['completion', 'tcsh'], 'completion'],
    [['help', 'exitcodes'], 'exit-codes'],
  ];
  const named = mistakes.map(([args, answer]) => ({
    typed: JSON.stringify(args.join(' ')).slice(0, 60),
    args,
    answer,
  }));
  test.each(named)(
    '$typed is refused, and nothing is asked of any vendor',
    async ({ args, answer }) => {
      const sandbox = await suite.sandbox();
      const ended = await suite.run(args, { env: sandbox.env });
      expectRefused(ended);
      expect(ended.stderr).toContain(answer);
      expect(sandbox.requests().map(({ system, path }) => `${system} ${path}`)).toEqual([]);
    },
  );

  test('a wrong word with --json is one document on stdout', async () => {
    const { code, stdout, stderr } = await suite.run(['--json', 'rollback', 'stable']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const document = onlyDocument(stdout);
    expect(document).toMatchObject({ verdict: 'unknown', data: null });
    expect(document.problems).toMatchObject([{ kind: 'usage' }]);
  });
});

describe('a wrong config', () => {
  const good = 'environments:\n  production:\n    url: http://127.0.0.1:9\n';
  const file = (text: string | Buffer): string => {
    const path = join(suite.folder(), 'wrong.yaml');
    writeFileSync(path, text);
    return path;
  };

  test.each([
    ['tabs', 'health:\n\tretries: 1\n', /wrong\.yaml:2:1\b.*tab/i],
    ['a duplicate key', 'health:\n  retries: 1\n  retries: 2\n', /wrong\.yaml:3:3\b.*retries/],
    ['a wrong type', 'health:\n  retries: often\n', /wrong\.yaml:2:12\b/],
    ['an unknown key', 'helth:\n  retries: 1\n', /wrong\.yaml:1:1\b.*[\s\S]*health/],
    ['an unknown key inside', `${good}    cdnn: 1\n`, /wrong\.yaml:4:5\b.*[\s\S]*cdn/],
    ['a list where a map is wanted', '- a\n- b\n', /wrong\.yaml:1:1\b/],
    ['no YAML', 'a: [1, 2\n', /wrong\.yaml:\d+:\d+/],
    ['two documents', 'service: a\n---\nservice: b\n', /wrong\.yaml:\d+:\d+/],
    ['an alias bomb', bomb(), /wrong\.yaml/],
    ['a prototype', '__proto__:\n  x: 1\n', /wrong\.yaml:1:1\b/],
    ['10 MB', 'a'.repeat(10_000_000), /wrong\.yaml.*10000000 bytes; a config holds at most 1 MiB/],
    ['1 MB of nesting', '['.repeat(1_000_000), /wrong\.yaml/],
    ['no text', Buffer.from([0xff, 0xfe, 0x61, 0x00]), /wrong\.yaml.*UTF-8/],
    ['escapes in a key', '"\\e[31mred\\e[0m": 1\n', /wrong\.yaml:1:1\b/],
    ['escapes in a value', 'health:\n  retries: "\\e]8;;http://x\\a1"\n', /wrong\.yaml:2:12\b/],
    ['a secret key', 'github:\n  token: abc\n', /wrong\.yaml:2:3\b.*token(?![\s\S]*abc)/],
  ])('with %s is named by file, line and column', async (_, text, answer) => {
    const path = file(text);
    for (const args of [['health'], ['rollback', 'v1.2.2', '--confirm', 'production']]) {
      const ended = await suite.run(args, { env: { TSOPS_CONFIG: path } });
      expectRefused(ended);
      expect(ended.stderr).toMatch(answer);
    }
    // Here the mistakes are the answer.
    const { code, stdout, stderr } = await suite.run(['config', 'validate', path]);
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(answer);
    expect(stdout + stderr).not.toMatch(unclean);
  });

  function bomb(): string {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const lines = levels.map((name, index) => {
      const before = levels[index - 1];
      const value = before === undefined ? '"lol"' : `*${before}`;
      return `${name}: &${name} [${Array(9).fill(value).join(', ')}]`;
    });
    return `${lines.join('\n')}\n`;
  }

  test('every error is told at once', async () => {
    const path = file('helth: 1\nhealth:\n  retries: often\n  concurency: 3\n');
    const { stdout } = await suite.run(['config', 'validate', path]);
    expect(stdout.match(/wrong\.yaml:\d+:\d+/g)).toHaveLength(3);
  });

  test('that cannot be read is refused: a directory, a link to nowhere, no permission', async () => {
    const directory = join(suite.folder(), 'directory.yaml');
    mkdirSync(directory);
    const dangling = join(suite.folder(), 'dangling.yaml');
    symlinkSync('nowhere', dangling);
    const forbidden = join(suite.folder(), 'forbidden.yaml');
    writeFileSync(forbidden, good);
    chmodSync(forbidden, 0);
    const unreadable = process.getuid?.() === 0 ? [] : [[forbidden, 'permission denied']];
    for (const [path = '', answer = ''] of [
      [directory, 'is a directory'],
      [dangling, 'there is no such file'],
      ['/dev/null', 'no regular file'],
      ...unreadable,
    ]) {
      for (const args of [
        ['--config', path, 'health'],
        ['config', 'validate', path],
      ]) {
        const ended = await suite.run(args);
        expectRefused(ended);
        expect(ended.stderr).toContain(answer);
      }
    }
  });

  test('found upward from the working directory is named too', async () => {
    const inner = join(suite.folder(), 'project/src');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(suite.folder(), 'project/tsops.config.yaml'), 'helth: 1\n');
    const ended = await suite.run(['health'], { cwd: inner });
    expectRefused(ended);
    expect(ended.stderr).toContain('tsops.config.yaml:1:1');
  });
});
