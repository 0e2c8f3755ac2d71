import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubOf, readRepository } from '../../src/config/repository.ts';

describe('the address of a remote', () => {
  it.each([
    ['git@github.com:talkstudio/web.git', { owner: 'talkstudio', repo: 'web' }],
    ['https://github.com/talkstudio/web', { owner: 'talkstudio', repo: 'web' }],
    ['https://github.com/talkstudio/web.git/', { owner: 'talkstudio', repo: 'web' }],
    [
      'https://x-token:hunter2@github.com/talkstudio/my.web.git',
      { owner: 'talkstudio', repo: 'my.web' },
    ],
    ['ssh://git@ssh.github.com:443/talkstudio/web.git', { owner: 'talkstudio', repo: 'web' }],
    [
      'git@git.example.com:team/web.git',
      { owner: 'team', repo: 'web', apiUrl: 'https://git.example.com/api/v3' },
    ],
    ['git@gitlab.com:group/web.git', {}],
    ['https://dev.azure.com/o/p/_git/r', {}],
    ['/srv/git/web.git', {}],
    ['', {}],
  ])('%s tells %j', (remote, expected) => {
    expect(githubOf(remote)).toEqual(expected);
  });
});

describe('the workflow that deploys', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tsops-repository-'));
    mkdirSync(join(root, '.github/workflows'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (file: string, text: string) =>
    writeFileSync(join(root, '.github/workflows', file), text);
  const dispatched = (input: string) =>
    `on:\n  workflow_dispatch:\n    inputs:\n      ${input}:\n        required: true\n`;
  const read = async () =>
    (
      await readRepository('/elsewhere', async ([verb]) =>
        verb === 'rev-parse' ? root : undefined,
      )
    ).workflow;

  it('is the one that takes a version and looks most like production', async () => {
    put('ci.yml', 'on: [push]\n');
    put('release-notes.yml', dispatched('tag'));
    put('deploy-staging.yml', dispatched('version'));
    put('deploy-prod.yml', dispatched('version'));
    expect(await read()).toEqual({ file: 'deploy-prod.yml', input: 'version' });
  });

  it('may call its input otherwise', async () => {
    put('ship.yaml', dispatched('release_tag'));
    expect(await read()).toEqual({ file: 'ship.yaml', input: 'release_tag' });
  });

  it('is none where no workflow is dispatched with a version', async () => {
    put('a.yml', 'on: workflow_dispatch\n');
    put('b.yml', dispatched('dry_run'));
    put('c.yml', 'on:\n  workflow_dispatch:\n');
    expect(await read()).toBeUndefined();
  });

  it('is found beside files that are no YAML, and files that are too large', async () => {
    put('broken.yml', 'on: [\n');
    put('bomb.yml', `a: &a [x]\nb: [${'*a, '.repeat(5000)}]\n`);
    put('huge-deploy-prod.yml', `${dispatched('version')}#${'x'.repeat(1_100_000)}`);
    put('deploy.yml', dispatched('version'));
    expect(await read()).toEqual({ file: 'deploy.yml', input: 'version' });
  });
});

it('outside of a repository, without git, nothing is told', async () => {
  expect(await readRepository('/nonexistent', async () => undefined)).toEqual({});
});
