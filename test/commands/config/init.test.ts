import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import init from '../../../src/commands/config/init.ts';
import { parseConfig } from '../../../src/config/from-file.ts';
import { createChildren } from '../../../src/services/process/children.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const screen = plainScreen(() => 0);
let root: string;

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-init-')));
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'git@github.com:talkstudio/web.git');
  mkdirSync(join(root, '.github/workflows'), { recursive: true });
  const workflow = 'on:\n  workflow_dispatch:\n    inputs:\n      version: { required: true }\n';
  writeFileSync(join(root, '.github/workflows/deploy-prod.yml'), workflow);
});
afterEach(() => rmSync(root, { recursive: true }));

const file = () => join(root, 'tsops.config.yaml');

async function run(options: { force?: boolean; dryRun?: boolean } = {}, cwd = root) {
  const children = createChildren(new AbortController().signal, process.env.PATH, {
    env: process.env,
    isSecret: () => false,
  });
  const context = fakeContext({ host: { cwd }, children });
  const input = init.input.safeParse(options);
  if (!input.success) throw new Error('refused');
  const outcome = await init.run(input.data, context, live);
  return { ...outcome, text: init.view(outcome.data, screen) };
}

describe('init', () => {
  it('writes a right config of what the repository tells', async () => {
    const { text, next } = await run();
    const { config } = await parseConfig(readFileSync(file(), 'utf8'), 'written');
    expect(config).toEqual({
      github: {
        owner: 'talkstudio',
        repo: 'web',
        workflow: 'deploy-prod.yml',
        versionInput: 'version',
      },
    });
    expect(text).toContain('wrote tsops.config.yaml');
    expect(text).toContain('talkstudio/web');
    expect(text).toContain('deploy-prod.yml (version)');
    expect(next).toEqual(['tsops doctor']);
  });

  it('writes into the root of the repository from wherever one stands in it', async () => {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    await run({}, join(root, 'a/b'));
    expect(existsSync(file())).toBe(true);
  });

  it('refuses to write over a config, which stays as it is', async () => {
    writeFileSync(file(), 'service: Mine\n');
    await expect(run()).rejects.toMatchObject({
      kind: 'refused',
      next: expect.arrayContaining(['tsops init --force']),
    });
    expect(readFileSync(file(), 'utf8')).toBe('service: Mine\n');
  });

  it('writes over it with --force', async () => {
    writeFileSync(file(), 'service: Mine\n');
    await run({ force: true });
    expect(readFileSync(file(), 'utf8')).toContain('owner: "talkstudio"');
  });

  it('prints exactly the file with --dry-run, and writes nothing', async () => {
    const { text, data, next } = await run({ dryRun: true });
    expect(existsSync(file())).toBe(false);
    expect(`${text}\n`).toBe(data.text);
    expect(next).toEqual([]);
  });

  it('outside of a repository writes where one stands, and says what was not found', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    rmSync(join(root, '.github'), { recursive: true });
    const { text } = await run();
    expect(existsSync(file())).toBe(true);
    expect(text.match(/not found; set it in the file/g)).toHaveLength(2);
  });

  it('in a place where nothing can be written says how to go on', async () => {
    mkdirSync(file());
    await expect(run({ force: true })).rejects.toMatchObject({
      kind: 'config',
      next: ['tsops init --dry-run > tsops.config.yaml'],
    });
  });
});
