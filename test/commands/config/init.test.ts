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
import { resolveConfig } from '../../../src/config/resolve.ts';
import { createChildren } from '../../../src/services/process/children.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

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

interface Around {
  readonly answers?: readonly (string | undefined)[];
  readonly env?: Record<string, string>;
}

async function run(options: object = {}, cwd = root, { answers, env = {} }: Around = {}) {
  const children = createChildren(new AbortController().signal, process.env.PATH, {
    env: process.env,
    isSecret: () => false,
  });
  const terminal = fakeTerminal(() => 0, answers);
  const state = { XDG_STATE_HOME: join(root, '.state') };
  const context = fakeContext({ host: { cwd, env: { ...state, ...env } }, children, terminal });
  const input = init.input.safeParse(options);
  if (!input.success) throw new Error('refused');
  const outcome = await init.run(input.data, context, live);
  return { ...outcome, terminal, text: init.view(outcome.data, screen) };
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
    const { text, data } = await run();
    expect(existsSync(file())).toBe(true);
    expect(data.missing.map(({ flag }) => flag)).toEqual([
      '--service NAME',
      '--url https://…',
      '--repo OWNER/NAME',
      '--workflow FILE',
      '--set github.ref=BRANCH',
      "--set sentry.release='NAME@{version}'",
      "--set slack.channels.alerts='#CHANNEL'",
      '--set pagerduty.service=NAME',
      '--set pagerduty.escalationPolicy=NAME',
    ]);
    expect(text).toContain('▲ 9 values are missing');
    expect(text).toContain('  --url https://…\n');
  });

  it('in a place where nothing can be written says how to go on', async () => {
    mkdirSync(file());
    await expect(run({ force: true })).rejects.toMatchObject({
      kind: 'config',
      next: ['tsops init --dry-run > tsops.config.yaml'],
    });
  });
});

describe('init in the repository of another service', () => {
  beforeEach(() => {
    git('remote', 'set-url', 'origin', 'https://github.com/acme/shop.git');
    writeFileSync(join(root, 'CNAME'), 'shop.example.io\n');
  });

  const written = async () => (await parseConfig(readFileSync(file(), 'utf8'), 'written')).config;
  const inForce = async () => JSON.stringify(resolveConfig(await written()));

  it('leaves nothing of TalkStudio in force that is not named as missing', async () => {
    const { data, verdict } = await run();
    const config = await written();
    expect(config).toMatchObject({
      service: 'shop',
      environments: { production: { url: 'https://shop.example.io' } },
      github: { owner: 'acme', repo: 'shop', workflow: 'deploy-prod.yml' },
      dependencies: [],
      sentry: { release: 'shop@{version}' },
    });
    expect(Object.keys(config)).toContain('timezone');
    expect(await inForce()).not.toMatch(/talkstudio\.app|talkstudio@|dicebear/i);
    expect(data.missing.map(({ key }) => key)).toEqual([
      'github.ref',
      'slack.channels.alerts',
      'pagerduty.service',
      'pagerduty.escalationPolicy',
    ]);
    expect(verdict).toBe('warn');
  });

  it('watches nothing where no address is known, rather than the site of another', async () => {
    rmSync(join(root, 'CNAME'));
    const { data } = await run();
    expect((await written()).environments).toEqual({});
    expect(await inForce()).not.toContain('talkstudio.app');
    expect(data.missing).toContainEqual({
      key: 'environments.production.url',
      why: 'the address of production: nothing is watched without it',
      flag: '--url https://…',
    });
  });

  const all = {
    service: 'Shop',
    url: 'shop.io',
    staging: 'https://staging.shop.io',
    repo: 'acme/web',
    workflow: 'ship.yaml',
    timezone: 'europe/berlin',
    set: [
      'github.ref=main',
      'slack.channels.alerts=#ops',
      'pagerduty.service=Shop',
      'pagerduty.escalationPolicy=web = all',
    ],
  };

  it('takes what flags give, before what it found, and then misses nothing', async () => {
    const { data, verdict } = await run(all);
    expect(await written()).toMatchObject({
      service: 'Shop',
      timezone: 'Europe/Berlin',
      environments: {
        production: { url: 'https://shop.io' },
        staging: { url: 'https://staging.shop.io' },
      },
      github: { owner: 'acme', repo: 'web', workflow: 'ship.yaml', ref: 'main' },
      slack: { channels: { alerts: '#ops' } },
      pagerduty: { service: 'Shop', escalationPolicy: 'web = all' },
    });
    expect([data.missing, verdict]).toEqual([[], 'ok']);
  });

  it('names every wrong flag, and writes nothing', async () => {
    const wrong = {
      url: 'a b',
      repo: 'shop',
      timezone: 'Berlin',
      set: ['pagerduty.servce=x', 'x'],
    };
    const failed = run(wrong);
    await expect(failed).rejects.toMatchObject({ kind: 'usage' });
    const { message } = await failed.catch((thrown) => thrown);
    expect(message.split('\n')).toEqual([
      '--url: a b: expected an http:// or https:// URL without user or password',
      '--timezone: Berlin: there is no such time zone; did you mean Europe/Berlin?',
      '--repo: shop: expected OWNER/NAME, like acme/shop',
      '--set: pagerduty.servce=x: init sets no such key; did you mean pagerduty.service?',
      '--set: x: expected KEY=VALUE',
    ]);
    expect(existsSync(file())).toBe(false);
  });

  it('on a terminal asks for each, shows what it found, and asks again after a wrong answer', async () => {
    const answers = [
      '',
      '',
      '',
      'shop',
      'acme/site',
      '',
      'main',
      'seoul',
      'Asia/Seoul',
      '',
      '#ops',
      '',
    ];
    const { terminal } = await run({}, root, { answers });
    expect(terminal.questions).toEqual([
      'Name of the service',
      'Address of production',
      'Address of staging (Enter: there is none)',
      'Repository that deploys, as OWNER/NAME',
      'Repository that deploys, as OWNER/NAME',
      'Workflow that deploys a version, a file of .github/workflows',
      'Branch whose workflow file is run',
      "The team's time zone",
      "The team's time zone",
      'Language of texts: en or ko',
      'Slack channel for alerts, such as #ops (Enter: later)',
      'Service in PagerDuty (Enter: later)',
    ]);
    expect(terminal.lines).toContain('  repository: expected OWNER/NAME, like acme/shop');
    const { github, timezone } = await written();
    expect([github?.owner, github?.repo, github?.ref, timezone]).toEqual([
      'acme',
      'site',
      'main',
      'Asia/Seoul',
    ]);
  });

  it('invents nothing for a bare Enter', async () => {
    rmSync(join(root, 'CNAME'));
    rmSync(join(root, '.github'), { recursive: true });
    git('remote', 'remove', 'origin');
    const { data } = await run({}, root, { answers: Array.from({ length: 9 }, () => '') });
    expect(Object.keys(await written())).toEqual([
      'language',
      'timezone',
      'environments',
      'dependencies',
    ]);
    expect(data.missing.map(({ key }) => key)).toContain('service');
  });

  it('writes nothing where the questions are left', async () => {
    const left = run({}, root, { answers: ['Shop', undefined] });
    await expect(left).rejects.toMatchObject({ kind: 'refused' });
    expect(existsSync(file())).toBe(false);
  });

  it('asks nothing where a config is there already', async () => {
    writeFileSync(file(), 'service: Mine\n');
    await expect(run({}, root, { answers: [] })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('with --force keeps the values and a copy of the config before', async () => {
    const before = 'service: Mine\npagerduty: {service: Mine too}\ncontacts: []\n';
    writeFileSync(file(), before);
    const { data, text } = await run({ force: true, url: 'https://new.io' });
    expect(await written()).toMatchObject({
      service: 'Mine',
      environments: { production: { url: 'https://new.io' } },
      pagerduty: { service: 'Mine too' },
    });
    expect(readFileSync(join(root, 'tsops.config.yaml.bak'), 'utf8')).toBe(before);
    expect([data.overwritten, data.copy]).toEqual([true, 'tsops.config.yaml.bak']);
    expect(text).toContain('✔ overwrote tsops.config.yaml');
  });

  it('has its comments in Korean on a machine whose language that is', async () => {
    await run({}, root, { env: { LANG: 'ko_KR.UTF-8' } });
    expect((await written()).language).toBe('ko');
    expect(readFileSync(file(), 'utf8')).toContain('# 당직 대상 서비스와 팀.');
  });
});
