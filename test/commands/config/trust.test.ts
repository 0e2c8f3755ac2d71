import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import trust from '../../../src/commands/config/trust.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { areProgramsTrusted, programsDirectory } from '../../../src/runbooks/own-programs.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const screen = plainScreen(() => 0);
let home: string;
let runbooks: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-trust-')));
  runbooks = join(home, 'runbooks');
  mkdirSync(runbooks);
  writeFileSync(join(runbooks, 'own.md'), '# Own\n\n## Symptoms\n\n- a\n');
});
afterEach(() => rmSync(home, { recursive: true }));

function context(file?: string) {
  const env = { XDG_STATE_HOME: join(home, 'state') };
  const config = () => loadConfig({ file, env, cwd: home });
  return { ...fakeContext({ host: { cwd: home, env } }), config };
}

function config(text: string): string {
  const file = join(home, 'tsops.config.yaml');
  writeFileSync(file, text);
  return file;
}

async function trusted(flags: { list?: boolean; revoke?: boolean } = {}, file?: string) {
  const asked = { list: false, revoke: false, ...flags };
  const { data } = await trust.run(asked, context(file), live);
  return { data, text: trust.view(data, screen) };
}

describe('config trust', () => {
  it('keeps what several folders trust, and take back, at one moment', async () => {
    rmSync(runbooks, { recursive: true });
    const folders = Array.from({ length: 5 }, (_, at) => join(home, `f${at}`));
    for (const folder of folders) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'tsops.config.yaml'), 'github: { owner: acme, repo: web }\n');
    }
    const { journal } = context();
    const env = { XDG_STATE_HOME: join(home, 'state') };
    const type = (folder: string, revoke = false) => {
      const load = () => loadConfig({ file: undefined, env, cwd: folder });
      const own = { ...fakeContext({ journal, host: { cwd: folder, env } }), config: load };
      return trust.run({ list: false, revoke }, own, live);
    };
    await Promise.all(folders.map((folder) => type(folder)));
    expect((await trusted({ list: true })).data.configs).toHaveLength(5);
    await Promise.all(folders.map((folder, at) => type(folder, at < 4)));
    const left = (await trusted({ list: true })).data.configs.map(({ file }) => file);
    expect(left).toEqual([join(home, 'f4', 'tsops.config.yaml')]);
  });

  it('lets the programs of the runbooks run, also where there is no config', async () => {
    expect(await areProgramsTrusted(context(), runbooks)).toBe(false);
    const { data, text } = await trusted();
    expect(data).toMatchObject({ file: null, state: 'trusted', runbooks });
    expect(text).toBe(`✔ ${runbooks}\n  the programs of its runbooks may be run`);
    expect(await areProgramsTrusted(context(), runbooks)).toBe(true);
    expect((await trusted({ list: true })).text).toContain(
      'the programs of its runbooks may be run',
    );
  });

  it('means the config and its runbooks, and takes both back', async () => {
    const file = config('github: { owner: acme, repo: web }\n');
    const { text } = await trusted();
    expect(text).toContain(`✔ ${file}`);
    expect(text).toContain(`✔ ${runbooks}`);
    expect(await areProgramsTrusted(context(), runbooks)).toBe(true);
    expect((await trusted({ revoke: true })).text).toContain('run no more');
    expect(await areProgramsTrusted(context(), runbooks)).toBe(false);
    expect((await trusted({ list: true })).text).toBe('nothing is trusted');
  });

  it('is refused where there is nothing to trust', async () => {
    rmSync(runbooks, { recursive: true });
    await expect(trusted()).rejects.toMatchObject({ kind: 'usage', next: ['tsops init'] });
  });
});

describe('the programs of runbooks', () => {
  it('are not trusted for a config that chooses nothing and merely lies there', async () => {
    config('language: ko\n');
    expect(await areProgramsTrusted(context(), runbooks)).toBe(false);
  });

  it('are trusted below a config that was named, and nowhere else', async () => {
    const file = config('language: ko\n');
    expect(await areProgramsTrusted(context(file), runbooks)).toBe(true);
    expect(await areProgramsTrusted(context(file), tmpdir())).toBe(false);
    expect(await areProgramsTrusted(context(file), `${home}-other`)).toBe(false);
  });

  it('stand at the root of what they belong to', () => {
    const file = join(runbooks, 'own.md');
    expect(programsDirectory(file)).toBe(home);
    mkdirSync(join(home, 'docs/runbooks'), { recursive: true });
    mkdirSync(join(home, '.git'));
    expect(programsDirectory(join(home, 'docs/runbooks/own.md'))).toBe(home);
  });
});
