import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { withSourceLines } from '../../scripts/trace/source-lines.mjs';
import { rootHelp } from '../../src/app/cli.ts';
import { manPage } from '../../src/app/man-page.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { endToEnd } from '../support/e2e.ts';
import { repositoryFiles, textOf } from '../support/repository.ts';

const suite = endToEnd();
const { folder, tarball } = inject('installed');
const built = fileURLToPath(new URL('../../dist/chunks', import.meta.url));
const { version } = JSON.parse(textOf('package.json'));

describe('the installed tarball', () => {
  // docs/performance.md says what takes the room.
  test('is the only package, and is at most 860 kB', () => {
    const packages = readdirSync(join(folder, 'node_modules')).filter((name) => name[0] !== '.');
    expect(packages).toEqual(['tsops']);
    expect(readdirSync(join(folder, 'node_modules', 'tsops'))).not.toContain('node_modules');
    const { packages: locked } = JSON.parse(
      readFileSync(join(folder, 'package-lock.json'), 'utf8'),
    );
    expect(Object.keys(locked)).toEqual(['', 'node_modules/tsops']);
    expect(locked['node_modules/tsops']).not.toHaveProperty('dependencies');
    expect(statSync(tarball).size).toBeLessThanOrEqual(860_000);
  });

  test('names in LICENSES.txt every package that the code imports', () => {
    const named = readFileSync(join(folder, 'node_modules/tsops/dist/LICENSES.txt'), 'utf8');
    const sources = repositoryFiles().filter((file) => /^(?:src|bin)\/.*\.ts$/.test(file));
    const imports = sources.flatMap((file) => [
      ...textOf(file).matchAll(
        /(?<!import type [^;]*)(?:from|import\()\s*'((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g,
      ),
    ]);
    const packages = new Set(imports.map(([, name]) => name));
    expect(packages.size).toBeGreaterThan(8);
    const missing = [...packages].filter((name) => !new RegExp(`^${name} \\d`, 'm').test(named));
    expect(missing).toEqual([]);
  });

  test('holds no source maps; what --debug prints is told in lines of ours by who has the build', () => {
    const chunks = join(folder, 'node_modules/tsops/dist/chunks');
    const files = readdirSync(chunks);
    expect(files.filter((file) => !file.endsWith('.cjs'))).toEqual([]);
    const trace = files.flatMap((file) => placesOfThrows(join(chunks, file))).join('\n');
    const { text, foreign } = withSourceLines(trace, built);
    expect(foreign).toEqual([]);
    const lines = [...text.matchAll(/ at (src\/\S+):(\d+):\d+$/gm)].map(
      ([, file = '', line]) => textOf(file).split('\n')[Number(line) - 1] ?? '',
    );
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.filter((line) => !line.includes('throw'))).toEqual([]);
  });

  test('brings its manual page, and no script that npm asks about when it is installed', () => {
    const own = join(folder, 'node_modules/tsops');
    const manifest = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
    const asked = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(manifest.scripts).filter((name) => asked.includes(name))).toEqual([]);
    expect(readFileSync(join(own, manifest.man[0]), 'utf8')).toBe(manPage(version));
  });

  test('names next steps with npx where npx runs it, and only there', async () => {
    const tsops = join(folder, 'node_modules/.bin/tsops');
    const told = async (program: string, npm_command: string) =>
      (await suite.startProgram(program, ['ak'], { env: { npm_command } }).ended).stderr;
    expect(await told(tsops, 'exec')).toContain('→ npx tsops ack');
    expect(await told(tsops, 'run-script')).toContain('→ tsops ack');
    // A runner that npx started hands its variable on.
    expect(await told(inject('installed').program, 'exec')).toContain('→ tsops ack');
  });

  test('runs as a command by itself', async () => {
    const { ended } = suite.startProgram(join(folder, 'node_modules/.bin/tsops'), ['--version']);
    expect(await ended).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });
});

/** As a trace would write down each `throw` of a chunk. */
function placesOfThrows(file: string): string[] {
  const code = readFileSync(file, 'utf8').split('\n');
  return code.flatMap((line, row) =>
    [...line.matchAll(/\bthrow /g)].map(({ index }) => `    at ${file}:${row + 1}:${index + 1}`),
  );
}

test('an address or a name beyond loopback is refused and written down', async () => {
  const trap = join(suite.folder(), 'trap');
  const script = `
    const report = (name) => (error) => console.log(name, error && error.code);
    require('node:net').connect(443, '192.0.2.1').on('error', report('address'));
    require('node:dns').lookup('talkstudio.example', report('lookup'));
    require('node:dns').promises.resolve4('talkstudio.example').catch(report('resolve'));
    require('node:http').get('http://talkstudio.example').on('error', report('request'));
  `;
  const env = { TSOPS_E2E_TRAP: trap };
  const ended = await suite.startProgram(process.execPath, ['-e', script], { env }).ended;
  const lines = ended.stdout.trimEnd().split('\n').sort();
  expect(lines).toEqual(
    ['address', 'lookup', 'request', 'resolve'].map((name) => `${name} ETESTNETWORK`),
  );
  expect(readFileSync(trap, 'utf8').match(/192\.0\.2\.1|talkstudio\.example/g)).toHaveLength(4);
});

interface Loaded {
  readonly builtins: readonly string[];
  /** Of the installed package, relative to it. */
  readonly files: readonly string[];
}

async function loadedBy(args: readonly string[], sandbox?: Sandbox): Promise<Loaded> {
  const list = join(suite.folder(), 'loaded.json');
  const env = { ...sandbox?.env, TSOPS_E2E_MODULES: list };
  const { code, stderr } = await suite.run(args, { env });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const { builtins, files } = JSON.parse(readFileSync(list, 'utf8'));
  const own = join(suite.program, '../..');
  return { builtins, files: files.map((file: string) => file.replace(`${own}/`, '')) };
}

const bin = 'dist/tsops.cjs';

describe('what a start loads', () => {
  test.each(['--version', '-V', '--help', '-h'])('%s loads the bin file alone', async (option) => {
    expect((await loadedBy([option])).files).toEqual([bin]);
  });

  test('--help says what commander would say', async () => {
    expect((await suite.run(['--help'])).stdout).toBe(rootHelp());
  });

  const jobs = [
    ['health'],
    ['version'],
    ['invalidate', '--all', '--no-wait', '--confirm', 'production'],
    ['rollback', 'v1.2.2', '--no-wait', '--confirm', 'production'],
  ];
  test.each(jobs)('%s leaves the global fetch and its undici alone', async (...args) => {
    const { builtins, files } = await loadedBy(args, await suite.sandbox());
    expect(files).toContain(bin);
    expect(files.length).toBeGreaterThan(2);
    expect(builtins).not.toContain('NativeModule internal/deps/undici/undici');
  });

  test('health loads no child process, spinner, prompt, colour, Octokit or AWS', async () => {
    const { files } = await loadedBy(['health'], await suite.sandbox());
    const chunks = files.filter((file) => file.startsWith('dist/chunks/'));
    expect(chunks.length).toBeGreaterThan(1);
    const text = chunks
      .map((file) => readFileSync(join(suite.program, '../..', file), 'utf8'))
      .join();
    // A word that only the package itself holds; each is found in some chunk.
    const signs = {
      execa: 'ipcInput',
      ora: 'suffixText',
      clack: 'userInputWithCursor',
      chalk: 'ansi256',
      octokit: 'octokit-core.js',
      aws: 'InvalidationBatch',
    };
    const folderOfChunks = join(suite.program, '../chunks');
    const everything = readdirSync(folderOfChunks)
      .filter((file) => file.endsWith('.cjs'))
      .map((file) => readFileSync(join(folderOfChunks, file), 'utf8'))
      .join();
    for (const [name, sign] of Object.entries(signs)) {
      expect(everything.includes(sign), `${name} is known by ${sign}`).toBe(true);
      expect(text.includes(sign), `health loads ${name}`).toBe(false);
    }
  });
});
