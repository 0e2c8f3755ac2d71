import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { FileConfig } from '../../../src/config/schema.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { access } from '../../../src/domain/doctor/access.ts';
import { askAccess } from '../../../src/evidence/doctor/access.ts';
import type { Area } from '../../../src/evidence/doctor/areas.ts';
import type { VendorAccess } from '../../../src/ports/access.ts';
import type { Cdn, Distribution } from '../../../src/ports/cdn.ts';
import type { Deploys, PipelineFile } from '../../../src/ports/deploys.ts';
import { HttpFailure, type HttpRequest } from '../../../src/ports/http.ts';
import type { RepositoryAccess as Granted } from '../../../src/ports/repository.ts';
import type { Services } from '../../../src/ports/services.ts';
import { distribution } from '../../support/cdn.ts';
import { fakeContext } from '../../support/context.ts';

const file: FileConfig = {
  environments: {
    production: {
      url: 'https://talkstudio.app',
      cdn: { provider: 'cloudfront', distributionId: 'E1TALK' },
    },
  },
  github: { owner: 'acme', repo: 'talk' },
};

async function ask(area: Area, services: Partial<Services>, config: FileConfig = file) {
  const context = fakeContext({ services, config: resolveConfig(config) });
  const [asking] = askAccess(context, [area]);
  return (await asking?.checks) ?? [];
}

const failing = (kind: 'credentials' | 'unreachable' | 'config', message: string) => () =>
  Promise.reject(new TsopsError({ kind, message, next: ['do this'] }));

describe('GitHub', () => {
  const classic: Granted = {
    private: true,
    canPush: true,
    scopes: ['repo', 'workflow'],
    tokenKind: 'classic',
  };
  const workflow: PipelineFile = {
    path: '.github/workflows/deploy-prod.yml',
    dispatchable: true,
    inputs: [{ name: 'version', required: true, default: null, options: [] }],
    runName: 'Deploy',
    concurrency: null,
    environments: [],
  };
  interface Parts {
    readonly access?: Deploys['access'];
    readonly file?: Partial<PipelineFile> | null | Deploys['pipelineFile'];
    readonly state?: string | null;
  }
  const github = ({ access: granted, file: at, state = 'active' }: Parts) => ({
    deploys: async () =>
      ({
        pipeline: 'deploy-prod.yml',
        ref: 'main',
        versionInput: 'version',
        access: granted ?? (async () => classic),
        pipelineFile:
          typeof at === 'function' ? at : async () => (at === null ? null : { ...workflow, ...at }),
        pipelineState: async () => state,
      }) as Partial<Deploys> as Deploys,
  });
  const row = async (name: string, parts: Parts) =>
    (await ask('github', github(parts))).find((check) => check.name === name);

  it('works: repository, token and workflow', async () => {
    const checks = await ask('github', github({}));
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'repository works',
      'token works',
      'workflow works',
    ]);
  });

  it('is not set without a token, and says how to get one', async () => {
    const [only, ...rest] = await ask('github', {
      deploys: failing('credentials', 'no token was found'),
    });
    expect(only).toMatchObject({ name: 'token', state: 'not-set' });
    expect(only?.next?.join()).toContain('gh auth login');
    expect(rest).toEqual([]);
  });

  it('is rejected, told once, when the token is', async () => {
    const checks = await ask(
      'github',
      github({ access: failing('credentials', 'GitHub rejects the token (401)') }),
    );
    expect(checks).toMatchObject([{ name: 'repository', state: 'rejected' }]);
  });

  it('is unknown when GitHub does not answer', async () => {
    const checks = await ask('github', github({ access: failing('unreachable', 'no answer') }));
    expect(checks).toMatchObject([{ name: 'repository', state: 'unknown', detail: 'no answer' }]);
  });

  it('lacks the repository in the config', async () => {
    const checks = await ask('github', github({}), {});
    expect(checks).toMatchObject(
      [{ state: 'limited', detail: /which repository/ }].map((each) => ({
        state: each.state,
        detail: expect.stringMatching(each.detail),
      })),
    );
  });

  it.each<[string, Partial<Granted>, string]>([
    ['with the scope repo', {}, 'works'],
    [
      'with public_repo for a public repository',
      { scopes: ['public_repo'], private: false },
      'works',
    ],
    ['with public_repo for a private one', { scopes: ['public_repo'] }, 'limited'],
    ['without any scope', { scopes: [] }, 'limited'],
    ['of someone who may only read', { canPush: false }, 'limited'],
    ['that does not tell its permissions', { scopes: null, tokenKind: 'fine-grained' }, 'untested'],
    ['of an app', { scopes: null, canPush: null, tokenKind: 'installation' }, 'untested'],
  ])('a token %s', async (_name, part, state) => {
    const found = await row('token', { access: async () => ({ ...classic, ...part }) });
    expect(found?.state).toBe(state);
  });

  it.each<[string, Parts, string, RegExp]>([
    ['is not there', { file: null }, 'limited', /no deploy-prod.yml at main/],
    ['cannot be started by hand', { file: { dispatchable: false } }, 'limited', /by hand/],
    ['lacks the input', { file: { inputs: [] } }, 'limited', /no input version/],
    ['is disabled', { state: 'disabled_manually' }, 'limited', /disabled_manually/],
    ['has no run-name', { file: { runName: null } }, 'limited', /run-name/],
    ['cannot be read', { file: failing('unreachable', 'no YAML') }, 'unknown', /no YAML/],
  ])('a workflow that %s', async (_name, parts, state, detail) => {
    expect(await row('workflow', parts)).toMatchObject({
      state,
      detail: expect.stringMatching(detail),
    });
  });
});

describe('AWS', () => {
  const aws = (
    found: Partial<Distribution> | Cdn['distribution'],
    metrics = access('works', 'metrics readable'),
  ) => ({
    cdn: async () =>
      ({
        distribution:
          typeof found === 'function' ? found : async () => ({ ...distribution, ...found }),
      }) as Partial<Cdn> as Cdn,
    access: async () =>
      ({ cloudwatch: async () => metrics }) as Partial<VendorAccess> as VendorAccess,
  });

  it('works: distribution and metrics', async () => {
    const checks = await ask('aws', aws({}));
    expect(checks).toMatchObject([
      { name: 'distribution', state: 'works' },
      { name: 'metrics', state: 'works' },
    ]);
  });

  it('is not set without a distribution, and nobody is asked', async () => {
    const checks = await ask('aws', {}, {});
    expect(checks).toMatchObject([{ name: 'distribution', state: 'not-set' }]);
  });

  it.each([
    ['serves another host', { aliases: ['other.app'] }, 'limited'],
    ['serves it by a wildcard', { aliases: ['*.app'] }, 'works'],
    ['is disabled', { enabled: false }, 'limited'],
  ])('a distribution that %s', async (_name, part, state) => {
    const [found] = await ask('aws', aws(part));
    expect(found?.state).toBe(state);
  });

  it('says only once that there are no credentials', async () => {
    const none = access('not-set', 'no credentials', 'export AWS_PROFILE=…');
    const checks = await ask('aws', aws(failing('credentials', 'none'), none));
    expect(checks).toMatchObject([{ name: 'credentials', state: 'not-set' }]);
  });

  it('tells the two permissions apart', async () => {
    const denied = access('limited', 'may not read metrics');
    const checks = await ask('aws', aws(failing('credentials', 'may not read it'), denied));
    expect(checks).toMatchObject([
      { name: 'distribution', state: 'rejected', next: ['do this'] },
      { name: 'metrics', state: 'limited' },
    ]);
  });
});

describe('the site', () => {
  const answers = (status: number | HttpFailure) => ({
    http: {
      send: async () => {
        if (status instanceof Error) throw status;
        return { status, headers: {}, body: new Uint8Array() };
      },
    },
  });

  it.each([
    [200, 'works'],
    [301, 'works'],
    [404, 'limited'],
    [503, 'limited'],
  ])('%i: %s', async (status, state) => {
    expect(await ask('site', answers(status))).toMatchObject([{ name: 'production', state }]);
  });

  it('is unknown when it does not answer', async () => {
    const failure = new HttpFailure('dns', 'talkstudio.app: its name could not be resolved', false);
    expect(await ask('site', answers(failure))).toMatchObject([{ state: 'unknown' }]);
  });
});

describe('this machine', () => {
  it('asks the site and GitHub for their time, and sends no credentials with it', async () => {
    const requests: HttpRequest[] = [];
    const context = fakeContext({
      config: resolveConfig(file),
      host: { env: { LC_ALL: '', LANG: 'C.UTF-8' }, nodeVersion: '22.1.0' },
      services: {
        http: {
          send: async (request) => {
            requests.push(request);
            const headers = { date: 'Mon, 23 Nov 2026 03:00:00 GMT' };
            return { status: 200, headers, body: new Uint8Array() };
          },
        },
      },
    });
    const [asking] = askAccess(context, ['machine']);
    const checks = await asking?.checks;
    expect(checks?.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'config works',
      'clock works',
      'Node.js works',
      'terminal works',
    ]);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://talkstudio.app',
      'https://api.github.com',
    ]);
    expect(requests.every(({ headers }) => headers === undefined)).toBe(true);
  });
});

describe('a source that fails in a way nobody foresaw', () => {
  it('is unknown and says so, while the others go on', async () => {
    const context = fakeContext({
      config: resolveConfig(file),
      services: {
        access: async () => {
          throw new TypeError('x is not a function');
        },
      },
    });
    const asked = askAccess(context, ['sentry', 'uptimerobot']);
    for (const { area, checks } of asked) {
      expect(await checks).toMatchObject([{ area, state: 'unknown' }]);
    }
  });
});
