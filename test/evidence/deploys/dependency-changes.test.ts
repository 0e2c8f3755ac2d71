import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { RecentDeploys } from '../../../src/domain/errors/findings.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import dependencyChanges from '../../../src/evidence/deploys/dependency-changes.ts';
import type { Http } from '../../../src/ports/http.ts';
import type { Repository } from '../../../src/ports/repository.ts';
import { answered, inquiryWith, recorded, stillClock } from '../../support/ask.ts';

const deploy = (version: string, endedAt: number): Deploy => ({
  runId: endedAt,
  version,
  environment: 'production',
  actor: 'mina',
  at: endedAt - 1,
  endedAt,
  conclusion: 'success',
  status: 'completed',
  url: '',
});

type Files = Readonly<Record<string, Readonly<Record<string, string>>>>;
const files: Files = {
  'v1.9.0': { react: '19.0.0', lodash: '4.0.0' },
  'v2.0.0': { react: '19.1.0', lodash: '4.0.0' },
};

interface Given {
  readonly recent?: Partial<RecentDeploys> | null;
  readonly told?: Partial<Evidence<RecentDeploys>>;
  /** Null where build-info.json does not answer. */
  readonly served?: string | null;
  readonly files?: Files;
  readonly format?: string;
}

function asked(given: Given = {}) {
  const { recent = {}, told = {}, served = 'v2.0.0', format } = given;
  const calls: unknown[][] = [];
  const repository = {
    tagFormat: format,
    dependencies: async (...args: unknown[]) => {
      calls.push(args);
      return (given.files ?? files)[String(args[0])] ?? null;
    },
  } as unknown as Repository;
  const http = recorded<Http>({
    send: async () => ({
      status: served === null ? 503 : 200,
      headers: {},
      body: Buffer.from(JSON.stringify({ version: served })),
    }),
  });
  const value = recent && {
    deploys: [deploy('v2.0.0', 20), deploy('v1.9.0', 10)],
    served: 'v1.9.0',
    builtAt: null,
    tags: ['v1.9.0', 'v2.0.0'],
    ...recent,
  };
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: { environments: { production: { url: 'https://site.test' } } },
    services: { repository: async () => repository, http },
    answers: { 'recent-deploys': answered<RecentDeploys>(value, told) },
    clock,
  });
  return { found: dependencyChanges(inquiry), calls, clock };
}

describe('the packages of the served version', () => {
  it('stand beside those of the version before it, and are ok where none came', async () => {
    const { found, calls, clock } = asked();
    const { verdict, value } = await found;
    expect(verdict).toBe('ok');
    expect(value).toEqual({
      from: 'v1.9.0',
      to: 'v2.0.0',
      added: [],
      removed: [],
      changed: [{ name: 'react', from: '19.0.0', to: '19.1.0' }],
    });
    expect(calls).toMatchObject([
      ['v1.9.0', { patience: 1000 }],
      ['v2.0.0', { patience: 1000 }],
    ]);
    // The deploys settle within their time; then the files are asked for.
    expect(clock.sleeps).toEqual([10_000]);
  });

  it('that came are worth a look; those that went are not', async () => {
    const more = { ...files, 'v2.0.0': { ...files['v2.0.0'], moment: '2.0.0' } };
    expect((await asked({ files: more }).found).verdict).toBe('warn');
    const less = { ...files, 'v2.0.0': { react: '19.0.0' } };
    const { verdict, value } = await asked({ files: less }).found;
    expect([verdict, value?.removed.length]).toEqual(['ok', 1]);
  });

  it.each([
    ['v2.0.0', 'v2.0.0'],
    ['v1.9.0', 'v1.9.0'],
  ])('are no data where %s has no such file', async (missing, named) => {
    const some = Object.fromEntries(Object.entries(files).filter(([name]) => name !== missing));
    expect(await asked({ files: some }).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-package-file', values: [named] },
    });
  });
});

describe('the served version', () => {
  it('is what the site says now, and what the deploys were told where it is silent', async () => {
    const deploys = [deploy('v2.0.0', 20), deploy('v1.9.0', 10), deploy('v1.8.0', 5)];
    const all = { ...files, 'v1.8.0': {} };
    const now = await asked({ recent: { deploys }, files: all }).found;
    expect(now.value).toMatchObject({ from: 'v1.9.0', to: 'v2.0.0' });
    const then = await asked({ recent: { deploys }, files: all, served: null }).found;
    expect(then.value).toMatchObject({ from: 'v1.8.0', to: 'v1.9.0' });
  });

  it('is spelled as its tag, by the form that is set, whether or not the tags are known', async () => {
    const deploys = [deploy('web@2.0.0', 20), deploy('web@1.9.0', 10)];
    const spelled = { 'web@2.0.0': {}, 'web@1.9.0': {} };
    for (const tags of [['web@1.9.0', 'web@2.0.0'], null]) {
      const { found } = asked({
        recent: { deploys, tags },
        files: spelled,
        format: 'web@{version}',
        served: '2.0.0',
      });
      expect((await found).value).toMatchObject({ from: 'web@1.9.0', to: 'web@2.0.0' });
    }
    const known = await asked({
      recent: { deploys, tags: ['web@1.9.0', 'web@2.0.0'] },
      files: spelled,
      served: '2.0.0',
    }).found;
    expect(known.value?.to).toBe('web@2.0.0');
    const plain = await asked({ served: '2.0.0', recent: { tags: null } }).found;
    expect(plain.value?.to).toBe('v2.0.0');
  });

  it('that nobody tells is unknown, never no data', async () => {
    const found = await asked({ served: null, recent: { served: null } }).found;
    expect(found).toMatchObject({ verdict: 'unknown', lack: { code: 'no-served-version' } });
    const odd = await asked({ served: 'night build' }).found;
    expect(odd).toMatchObject({ verdict: 'unknown', lack: { code: 'no-served-version' } });
  });

  it('that is the first one has none before it', async () => {
    const found = await asked({ recent: { deploys: [deploy('v2.0.0', 20)] } }).found;
    expect(found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-version-before', values: ['v2.0.0'] },
    });
  });
});

describe('without deploys', () => {
  it('it is no data where there were none, and unknown where they are refused', async () => {
    const none = asked({ recent: null, told: { verdict: 'no-data', detail: 'no run' } });
    expect(await none.found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-deploys-known' },
    });
    expect(none.calls).toEqual([]);
    const refused = await asked({ recent: null, told: { detail: 'no scope' } }).found;
    expect(refused).toMatchObject({ verdict: 'unknown', lack: { code: 'no-deploys-known' } });
    expect(refused.detail).toContain('no scope');
  });
});
