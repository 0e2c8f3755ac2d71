import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (name: string): string => readFileSync(join(root, name), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'tsops-ci-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Programs that do nothing real; nothing is installed. */
const stubs = join(work, 'stubs');
mkdirSync(stubs);
function stub(name: string, script: string): void {
  writeFileSync(join(stubs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(stubs, name), 0o755);
}
stub('apt-get', 'exit 1');

let repositories = 0;

/** `.ci/run` in a repository whose test command and whose `npm run -s test:real` are these shell lines. */
function ciRun(testCommand: string, real: string) {
  repositories += 1;
  const repository = join(work, `repository-${repositories}`);
  mkdirSync(join(repository, '.ci'), { recursive: true });
  cpSync(join(root, '.ci/run'), join(repository, '.ci/run'));
  const readme = `<!-- test command -->\n\`\`\`sh\n${testCommand}\n\`\`\`\n`;
  writeFileSync(join(repository, 'README.md'), readme);
  const git = (...words: string[]) =>
    spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example', ...words], {
      cwd: repository,
    });
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'x'],
  ])
    git(...words);
  stub('npm', `[ "$*" = 'run -s test:real' ] || exit 9\n${real}`);
  const { status, stdout } = spawnSync('bash', [join(repository, '.ci/run')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${stubs}:${process.env.PATH}`, TMPDIR: work },
  });
  return [status, stdout.trimEnd().split('\n').at(-1)];
}

describe('.ci/run', () => {
  it('finds the one command that the README tests with', () => {
    expect(text('README.md').split('<!-- test command -->')).toHaveLength(2);
    expect(text('README.md')).toMatch(/<!-- test command -->\n```sh\nnpm ci && npm test\n```/);
    expect(text('.ci/run')).toContain('<!-- test command -->');
  });

  it('has no test command of its own but that of the tests beside real programs', () => {
    expect(text('.ci/run').match(/.*(?:npm|vitest).*/g)).toEqual([
      // A program that those need, and which apt does not have.
      'timeout 300 npm install --global --silent --prefix "$work/programs" lighthouse@12.8 </dev/null >/dev/null 2>&1 ||',
      "count 'npm run -s test:real'",
    ]);
  });

  it.each<[string, string, string, number, string]>([
    ['both pass', 'echo 3 passed, 0 failed', 'echo 2 passed, 0 failed', 0, '5 passed, 0 failed'],
    [
      'some are skipped in both',
      'echo 3 passed, 0 failed, 1 skipped',
      'echo 2 passed, 0 failed, 4 skipped',
      0,
      '5 passed, 0 failed, 5 skipped',
    ],
    [
      'the test command fails',
      'echo 3 passed, 2 failed; exit 1',
      'echo 2 passed, 0 failed, 0 skipped',
      1,
      '5 passed, 2 failed',
    ],
    [
      'those beside real programs fail',
      'echo 3 passed, 0 failed',
      'echo 1 passed, 1 failed, 0 skipped; exit 1',
      1,
      '4 passed, 1 failed',
    ],
    [
      'one ends badly and names no failure',
      'echo 3 passed, 0 failed; exit 1',
      'echo 1 passed, 0 failed',
      1,
      '4 passed, 1 failed',
    ],
    ['one counts nothing', 'echo 3 passed, 0 failed', 'echo oops', 1, '3 passed, 1 failed'],
    [
      'all beside real programs are skipped',
      'echo 3 passed, 0 failed',
      'echo 0 passed, 0 failed, 17 skipped',
      0,
      '3 passed, 0 failed, 17 skipped',
    ],
    [
      'nothing passes',
      'echo 0 passed, 0 failed',
      'echo 0 passed, 0 failed, 17 skipped',
      1,
      '0 passed, 0 failed, 17 skipped',
    ],
  ])('where %s', (_what, testCommand, real, status, line) => {
    expect(ciRun(testCommand, real)).toEqual([status, line]);
  });
});
