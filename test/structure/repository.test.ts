import { describe, expect, it } from 'vitest';
import { repositoryFiles, textOf } from '../support/repository.ts';

const files = repositoryFiles();
const code = files.filter((file) => /\.(?:ts|mjs|cjs)$/.test(file));
const product = code.filter((file) => /^(?:src|bin|scripts)\//.test(file));

/** Files with a line that matches, as `file:line`. */
function matches(among: readonly string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

/** The code without its comments, line by line. */
function codeLines(file: string): string[] {
  return textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, ''));
}

describe('the repository', () => {
  it('is looked at as a whole', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(product.length).toBeGreaterThan(120);
    expect(files).toContain('package-lock.json');
    expect(files).toContain('README.md');
  });

  it('has no code file over 300 lines outside tests', () => {
    const long = product
      .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('names no path of a machine it was written on', () => {
    // Put together here, so that this very line is not found.
    const folders = ['work', 'root'].map((name) => `(?<![\\w.*$}])/${name}/`);
    const pattern = new RegExp([...folders, `/tmp/${'bash'}`].join('|'));
    expect(matches(files, pattern)).toEqual([]);
  });

  it('takes packages from no registry but the public one', () => {
    const resolved = [...textOf('package-lock.json').matchAll(/"resolved": "([^"]+)"/g)];
    const elsewhere = resolved
      .map(([, url = '']) => url)
      .filter((url) => !url.startsWith('https://registry.npmjs.org/'));
    expect(elsewhere).toEqual([]);
    const settings = files.filter((file) => /(?:^|\/)\.npmrc$/.test(file));
    expect(matches(settings, /registry|_auth/i)).toEqual([]);
    const host = new RegExp(['artifact', 'ory|verd', 'accio|ne', 'xus\\d?\\.'].join(''), 'i');
    expect(matches(files, host)).toEqual([]);
  });

  it('holds no secret', () => {
    const shapes = [
      'gh[pousr]_[A-Za-z0-9]{36}',
      'github_pat_[A-Za-z0-9_]{40,}',
      '(?:AKIA|ASIA)(?![A-Z0-9]*(?:EXAMPLE|SANDBOX))[A-Z0-9]{16}',
      'xox[abprs]-\\d{10,}-\\d+-[A-Za-z0-9]{20,}',
      'hooks\\.slack\\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{24}',
      `-----BEGIN [A-Z ]*PRIVATE ${'KEY'}-----`,
    ];
    const outsideTests = files.filter((file) => !file.startsWith('test/'));
    expect(matches(outsideTests, new RegExp(shapes.join('|')))).toEqual([]);
  });

  it('touches the process only at its edge', () => {
    const reasons: Readonly<Record<string, string>> = {
      'src/app/edge.ts': 'the process edge: its arguments',
      'src/app/host.ts': 'the process as the rest sees it',
      'src/app/code-cache.ts': 'where compiled code is kept',
      'src/terminal/progress.ts': 'ora draws on a real stream',
      'src/terminal/prompt.ts': 'clack asks on a real stream',
      'src/terminal/key.ts': 'a key is read from a real stream',
      'src/services/process/program.ts': 'a group of processes is ended by its number',
      'src/journal/driver.ts': 'the lock names the process that holds it',
      'src/domain/lab/ci-config.ts': 'it writes the script of a pipeline, which ends by itself',
      'src/services/aws/client.ts': 'the AWS SDK takes these settings from nowhere else',
    };
    const use = /(?<![\w.'"`-])process(?:\.[a-zA-Z]|\[)/;
    const touching = product
      .filter((file) => file.startsWith('src/') && reasons[file] === undefined)
      .filter((file) => codeLines(file).some((line) => use.test(line)));
    expect(touching).toEqual([]);
  });

  it('never uses the global fetch, which costs more than a whole command', () => {
    const use = /(?<![\w.])(?:fetch\(|new (?:Headers|Request|Response)\()|globalThis\.fetch/;
    const using = product
      .filter((file) => file.startsWith('src/'))
      .filter((file) => codeLines(file).some((line) => use.test(line)));
    expect(using).toEqual([]);
  });
});
