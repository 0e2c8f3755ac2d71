import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/from-file.ts';
import { inheritedValues, serviceMeant } from '../../src/config/inherited.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { isTalkStudio, repositoryAround } from '../../src/config/whose.ts';

const loadedFrom = async (source: string) => {
  const { config, origins } = await parseConfig(source, 'tsops.config.yaml');
  return { config: resolveConfig(config), file: 'tsops.config.yaml', origin: origins() };
};
const keys = async (source: string) =>
  inheritedValues(await loadedFrom(source)).map(({ key }) => key);

describe('the values of TalkStudio that are in force', () => {
  it('are all of its own where nothing is written', () => {
    const loaded = { config: resolveConfig({}), file: undefined, origin: new Map() };
    expect(inheritedValues(loaded)).toEqual([
      { key: 'service', value: 'TalkStudio' },
      { key: 'timezone', value: 'Asia/Seoul' },
      { key: 'environments.production.url', value: 'https://talkstudio.app' },
      { key: 'environments.staging.url', value: 'https://staging.talkstudio.app' },
      { key: 'github.workflow', value: 'deploy-prod.yml' },
      { key: 'sentry.release', value: 'talkstudio@{version}' },
      { key: 'slack.channels.alerts', value: '#ops-alerts' },
      { key: 'pagerduty.service', value: 'TalkStudio Production' },
      { key: 'pagerduty.escalationPolicy', value: 'production-team' },
      { key: 'dependencies', value: 'DiceBear' },
    ]);
  });

  const whole = `service: Shop
timezone: Asia/Seoul
environments: {production: {url: "https://shop.io"}}
github: {owner: acme, repo: shop, workflow: deploy-prod.yml}
sentry: {release: "shop@{version}"}
slack: {channels: {alerts: "#ops-alerts"}}
pagerduty: {service: Shop, escalationPolicy: production-team}
dependencies: []
`;

  it('are none where each is written, though a team may choose the same', async () => {
    expect(await keys(whole)).toEqual([]);
  });

  it.each([
    ['service: Shop', 'service: TalkStudio', ['service']],
    ['https://shop.io', 'https://www.talkstudio.app/x', ['environments.production.url']],
    ['https://shop.io', 'https://nottalkstudio.app', []],
    ['service: Shop,', 'service: TalkStudio Production,', ['pagerduty.service']],
    ['"shop@', '"talkstudio@', ['sentry.release']],
    ['timezone: Asia/Seoul\n', '', ['timezone']],
    ['dependencies: []\n', '', ['dependencies']],
    [', workflow: deploy-prod.yml', '', ['github.workflow']],
  ])('with %j as %j are %j', async (part, other, expected) => {
    expect(whole).toContain(part);
    expect(await keys(whole.replace(part, other))).toEqual(expected);
  });

  it('are the address of an environment that knows TalkStudio’s by its name', async () => {
    expect(await keys(whole.replace('{url: "https://shop.io"}', '{buildInfo: /v.json}'))).toEqual([
      'environments.production.url',
    ]);
  });

  it('are those of monitors that were written, and not of those that follow from the environments', async () => {
    const monitors =
      'monitors:\n  - {name: a, url: "https://shop.io"}\n  - {name: b, url: "https://talkstudio.app"}\n';
    expect(await keys(whole + monitors)).toEqual(['monitors[1].url']);
  });
});

describe('the service that is meant', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tsops-whose-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const remote = (...urls: string[]) => {
    mkdirSync(join(root, '.git'), { recursive: true });
    const parts = urls.map((url, at) => `[remote "r${at}"]\n\turl = ${url}\n\tfetch = +refs\n`);
    writeFileSync(join(root, '.git/config'), `[core]\n${parts.join('')}`);
  };

  it.each([
    ['git@github.com:talkstudio/web.git', 'talkstudio'],
    ['https://git.example.com/TalkStudio/web', 'talkstudio'],
    ['https://github.com/jane/talkstudio-web.git/', 'talkstudio'],
    ['https://github.com/acme/shop.git', 'other'],
    ['https://github.com/acme/mytalkstudio.git', 'other'],
    ['https://talkstudio.example.com/acme/shop.git', 'other'],
  ] as const)('by a remote at %s is %s', (url, expected) => {
    remote(url);
    expect(repositoryAround(root)).toBe(expected);
  });

  it('is told by any remote, from any folder, and by a work tree', () => {
    remote('https://github.com/jane/web', 'https://github.com/talkstudio/web');
    mkdirSync(join(root, 'a/b'), { recursive: true });
    expect(repositoryAround(join(root, 'a/b'))).toBe('talkstudio');
    mkdirSync(join(root, '.git/worktrees/w'), { recursive: true });
    writeFileSync(join(root, '.git/worktrees/w/commondir'), '../..\n');
    writeFileSync(join(root, 'a/b/.git'), `gitdir: ${join(root, '.git/worktrees/w')}\n`);
    expect(repositoryAround(join(root, 'a/b'))).toBe('talkstudio');
  });

  it.each([
    [
      'a submodule',
      '[submodule "libs/ui"]\n\tactive = true\n\turl = https://github.com/talkstudio/ui\n',
    ],
    ['its store of large files', '[lfs]\n\turl = https://lfs.example.com/talkstudio/web\n'],
    ['a comment', '# url = https://github.com/talkstudio/web\n'],
  ])('is not told by %s, beside another remote', (_what, section) => {
    remote('https://github.com/acme/shop');
    writeFileSync(join(root, '.git/config'), section, { flag: 'a' });
    expect(repositoryAround(root)).toBe('other');
    const quoted = '[remote "up"]\n\tURL = "https://github.com/talkstudio/web"\n';
    writeFileSync(join(root, '.git/config'), quoted, { flag: 'a' });
    expect(repositoryAround(root)).toBe('talkstudio');
  });

  it('is not known outside of a repository', () => {
    expect(repositoryAround(root)).toBe('none');
  });

  it('is what the config says of itself, whatever the repository', async () => {
    remote('https://github.com/talkstudio/web');
    const meant = async (source: string) => serviceMeant(await loadedFrom(source), root);
    expect(await meant('github: {owner: acme}')).toBe('other');
    expect(await meant('github: {owner: talkstudio}\nservice: Shop')).toBe('talkstudio');
    expect(await meant('service: Shop')).toBe('other');
    expect(await meant('language: ko')).toBe('talkstudio');
  });

  it.each([
    ['talkstudio', true],
    ['TalkStudio Web', true],
    ['talk-studio', true],
    ['talkstudios', false],
    [undefined, false],
  ])('%s is its name: %s', (name, expected) => {
    expect(isTalkStudio(name)).toBe(expected);
  });
});
