import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptValues } from '../../src/config/derive/kept-values.ts';
import { deriveService } from '../../src/config/derive/service.ts';
import { readValue, settableKey } from '../../src/config/derive/value.ts';
import { deriveValues, withoutTalkStudio } from '../../src/config/derive/values.ts';
import { parseConfig } from '../../src/config/from-file.ts';
import { githubOf, readRepository } from '../../src/config/repository.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tsops-derive-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const url = () => deriveService(root).url?.value;
const name = () => deriveService(root).name?.value;

describe('the address of the site', () => {
  it.each([
    ['CNAME', 'shop.example.io\n', 'https://shop.example.io'],
    ['public/CNAME', 'www.shop.example.io', 'https://www.shop.example.io'],
    ['package.json', '{"homepage":"https://shop.example.io/"}', 'https://shop.example.io'],
    ['vercel.json', '{"alias":["shop.vercel.app","shop.example.io"]}', 'https://shop.example.io'],
    [
      'vercel.json',
      '{"redirects":[{"source":"/:p*","has":[{"type":"host","value":"s.vercel.app"}],"destination":"https://shop.example.io/:p*"}]}',
      'https://shop.example.io',
    ],
    [
      'netlify.toml',
      '[[redirects]]\n  from = "https://s.netlify.app/*"\n  to = "https://shop.example.io/:splat"\n',
      'https://shop.example.io',
    ],
    [
      'netlify.toml',
      '[build.environment]\n  SITE_URL = "https://shop.example.io"\n',
      'https://shop.example.io',
    ],
  ])('is told by %s: %s', (file, text, expected) => {
    put(file, text);
    expect(url()).toBe(expected);
  });

  it.each([
    ['package.json', '{"homepage":"https://github.com/acme/shop#readme"}'],
    ['package.json', '{"homepage":"http://localhost:3000"}'],
    ['package.json', '{"homepage":"."}'],
    ['package.json', '{"homepage":"https://user:pass@shop.io"}'],
    ['package.json', '{ broken'],
    ['CNAME', 'not a host'],
    ['CNAME', 'example.com'],
    ['vercel.json', '{"alias":"shop.vercel.app"}'],
    ['vercel.json', '{"redirects":[{"source":"/blog","destination":"https://blog.other.io/"}]}'],
    ['netlify.toml', '[[redirects]]\n  from = "/blog/*"\n  to = "https://blog.other.io/:splat"\n'],
    ['netlify.toml', '[build.environment]\n  API_URL = "https://api.other.io"\n'],
  ])('is not told by %s: %s', (file, text) => {
    put(file, text);
    expect(url()).toBeUndefined();
  });

  it('is what CNAME says before what package.json says', () => {
    put('package.json', '{"homepage":"https://old.example.io"}');
    put('CNAME', 'shop.example.io');
    expect(url()).toBe('https://shop.example.io');
  });
});

describe('the name of the service', () => {
  it.each([
    ['{"name":"@acme/shop"}', 'shop'],
    ['{"name":"shop","productName":"Acme Shop"}', 'Acme Shop'],
    ['{"name":"my-app"}', undefined],
    ['{"name":"monorepo"}', undefined],
    ['{"name":""}', undefined],
    ['{"name":7}', undefined],
  ])('of %s is %s', (text, expected) => {
    put('package.json', text);
    expect(name()).toBe(expected);
  });
});

/** A git that answers from a table; anything else fails, as git does. */
const gitOf = (answers: Readonly<Record<string, string>>) => async (args: readonly string[]) =>
  answers[args.join(' ')];

describe('the remote that deploys', () => {
  const fork = {
    remote: 'origin\nupstream',
    'remote get-url origin': 'git@github.com:jane/shop.git',
    'remote get-url upstream': 'https://github.com/acme/shop.git',
  };

  it.each([
    ['upstream, where origin is a fork', fork, { owner: 'acme', remote: 'upstream' }],
    [
      'the base that gh was told',
      {
        ...fork,
        'config --get-regexp ^remote\\..*\\.gh-resolved$': 'remote.origin.gh-resolved base',
      },
      { owner: 'jane', remote: 'origin' },
    ],
    [
      'the only one, whatever its name',
      { remote: 'github', 'remote get-url github': 'git@github.com:acme/shop.git' },
      { owner: 'acme', remote: 'github' },
    ],
    [
      'origin, where upstream is elsewhere',
      { ...fork, 'remote get-url upstream': 'https://gitlab.com/acme/shop.git' },
      { owner: 'jane', remote: 'origin' },
    ],
  ])('is %s', async (_, answers, expected) => {
    expect(await readRepository(root, gitOf(answers))).toMatchObject(expected);
  });

  it('tells its branch, or which of the usual ones it has', async () => {
    const only = { remote: 'origin', 'remote get-url origin': 'git@github.com:acme/shop.git' };
    const head = { 'symbolic-ref --short refs/remotes/origin/HEAD': 'origin/release/1' };
    const master = { 'rev-parse --verify --quiet refs/remotes/origin/master': 'abc' };
    expect((await readRepository(root, gitOf({ ...only, ...head }))).ref).toBe('release/1');
    expect((await readRepository(root, gitOf({ ...only, ...master }))).ref).toBe('master');
    expect((await readRepository(root, gitOf(only))).ref).toBeUndefined();
  });

  it.each([
    ['git@github.com-work:acme/shop.git', { owner: 'acme', repo: 'shop' }],
    ['https://GitHub.com/acme/shop', { owner: 'acme', repo: 'shop' }],
    [
      'git@acme.ghe.com:acme/shop.git',
      { owner: 'acme', repo: 'shop', apiUrl: 'https://api.acme.ghe.com' },
    ],
    ['git@work:acme/shop.git', {}],
  ])('%s tells %j', (address, expected) => {
    expect(githubOf(address)).toEqual(expected);
  });
});

describe('the inputs of the workflow that deploys', () => {
  const workflow = async (inputs: string, file = 'deploy.yml') => {
    put(`.github/workflows/${file}`, `on:\n  workflow_dispatch:\n    inputs:\n${inputs}`);
    return (await readRepository(root, gitOf({ 'rev-parse --show-toplevel': root }))).workflow;
  };
  const version = '      version: { required: true }\n';

  it('are the environment, the reason, and what else is demanded', async () => {
    const more = '      environment: { type: environment, required: true }\n      reason: {}\n';
    const region = '      region: { required: true }\n      dry: { required: true, default: no }\n';
    expect(await workflow(version + more + region)).toEqual({
      file: 'deploy.yml',
      input: 'version',
      environmentInput: 'environment',
      reasonInput: 'reason',
      required: ['region'],
    });
  });

  it('are a fixed value where the choice calls production otherwise', async () => {
    const target = '      target: { type: choice, options: [staging, prod] }\n';
    expect(await workflow(version + target)).toMatchObject({ inputs: { target: 'prod' } });
  });

  it.each([
    ['a tool’s version', '      node-version: {}\n', 'deploy.yml'],
    ['a flag', '      release: { type: boolean }\n', 'deploy.yml'],
    [
      'how far to raise it',
      '      version: { type: choice, options: [patch, minor] }\n',
      'deploy.yml',
    ],
    ['a package that is published', version, 'npm-publish.yml'],
  ])('are no version: %s', async (_, inputs, file) => {
    expect(await workflow(inputs, file)).toBeUndefined();
  });
});

describe('what is written for another service', () => {
  const acme = { owner: 'acme', repo: 'shop' };
  const texts = (values: ReturnType<typeof deriveValues>) =>
    Object.fromEntries([...values].map(([key, { value }]) => [key, value]));

  it('says none where nothing is known, so that no default stands in', () => {
    const values = texts(withoutTalkStudio(deriveValues(acme, root, { LANG: 'ko_KR.UTF-8' }), {}));
    expect(values).toMatchObject({
      service: 'shop',
      language: 'ko',
      environments: '{}',
      dependencies: '[]',
      'sentry.release': 'shop@{version}',
    });
  });

  it('of TalkStudio itself is what its repository alone knows', () => {
    put('package.json', '{"name":"web-app","homepage":"https://talkstudio.app"}');
    const own = deriveValues({ owner: 'talkstudio', repo: 'web' }, root, { LANG: 'ko_KR.UTF-8' });
    expect(texts(own)).toEqual({ 'github.owner': 'talkstudio', 'github.repo': 'web' });
  });

  it('sends no fixed environment where there are two', () => {
    const workflow = { file: 'd.yml', input: 'version', inputs: { target: 'prod' } };
    const values = deriveValues({ ...acme, workflow }, root, {});
    values.set('environments.production.url', { value: 'https://a.io', from: '' });
    expect(withoutTalkStudio(values, { workflow }).has('github.inputs.target')).toBe(true);
    values.set('environments.staging.url', { value: 'https://b.io', from: '' });
    expect(withoutTalkStudio(values, { workflow }).has('github.inputs.target')).toBe(false);
  });
});

describe('a value that is given', () => {
  it.each([
    ['environments.production.url', 'shop.io', { value: 'https://shop.io' }],
    ['environments.production.url', 'http://shop.io', { value: 'http://shop.io' }],
    [
      'environments.production.url',
      'a b',
      { mistake: 'expected an http:// or https:// URL without user or password' },
    ],
    ['timezone', 'asia/seoul', { value: 'Asia/Seoul' }],
    ['timezone', 'Seoul', { mistake: 'there is no such time zone; did you mean Asia/Seoul?' }],
    ['timezone', 'UTC', { value: 'UTC' }],
    ['language', 'fr', { mistake: 'expected one of en, ko' }],
    ['github', 'x', { mistake: 'is no key that holds one value' }],
  ])('%s %s is read as %j', (key, given, expected) => {
    expect(readValue(key, given)).toEqual(expected);
  });

  it('may stand at the keys that init writes, and at no others', () => {
    expect(settableKey('pagerduty.service')).toEqual({ ok: true });
    expect(settableKey('environments.preview.url')).toEqual({ ok: true });
    expect(settableKey('github.inputs.region')).toEqual({ ok: true });
    expect(settableKey('pagerduty.servce')).toEqual({ ok: false, meant: 'pagerduty.service' });
    expect(settableKey('contacts')).toEqual({ ok: false });
  });
});

it('a config that is written over tells the values that init writes', async () => {
  const source =
    'service: Shop\nenvironments:\n  production: {url: "https://a.io"}\n  qa: {url: "https://q.io"}\n' +
    'github: {inputs: {region: eu}}\nslack: {channels: {alerts: "#ops"}}\nhealth: {retries: 3}\n';
  const { config } = await parseConfig(source, 'before');
  expect(Object.fromEntries(keptValues(config))).toEqual({
    service: 'Shop',
    'environments.production.url': 'https://a.io',
    'environments.qa.url': 'https://q.io',
    'github.inputs.region': 'eu',
    'slack.channels.alerts': '#ops',
  });
});
