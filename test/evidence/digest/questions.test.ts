import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { digestCollectors } from '../../../src/evidence/digest/questions.ts';
import type { Cdn } from '../../../src/ports/cdn.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import type { Http } from '../../../src/ports/http.ts';
import { recorded, refusing, stillClock } from '../../support/ask.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';
import { fakeGitHub, run } from '../../support/github.ts';

const cdnOf = { url: 'https://site.test', cdn: { distributionId: 'E1' } };

function asking(
  services: ContextParts['services'],
  config: Parameters<typeof resolveConfig>[0] = { environments: { production: cdnOf } },
) {
  const clock = stillClock();
  const resolved = resolveConfig(config);
  const context = fakeContext({ config: resolved, clock, ...(services && { services }) });
  const inquiry = createInquiry(
    {
      context,
      config: resolved,
      environment: 'production',
      pinned: pinTime(clock.now()),
      budget: 3900,
    },
    digestCollectors(context),
  );
  return { ask: inquiry.ask, clock };
}

describe('the version that is served', () => {
  function served(...answers: readonly (string | number)[]) {
    let nth = 0;
    const http = recorded<Http>({
      send: async () => {
        const answer = answers[nth++ % answers.length];
        const body = JSON.stringify({ version: answer, buildTime: '2026-11-22T00:00:00Z' });
        const status = typeof answer === 'number' ? answer : 200;
        return { status, headers: {}, body: Buffer.from(body) };
      },
    });
    const { ask, clock } = asking({ http });
    return { found: ask('served-version'), http, clock };
  }

  it('is read five times, within three seconds', async () => {
    const { found, http, clock } = served('v1.2.3');
    expect(await found).toMatchObject({
      verdict: 'ok',
      value: {
        environment: 'production',
        version: 'v1.2.3',
        builtAt: Date.parse('2026-11-22T00:00:00Z'),
        mixed: false,
      },
    });
    expect(http.calls).toHaveLength(5);
    expect(http.calls[0]?.args[0]).toMatchObject({
      url: 'https://site.test/build-info.json',
      timeout: 3000,
    });
    expect(clock.sleeps).toEqual([4000]);
  });

  it('is mixed where there are two, and unknown where there is none', async () => {
    expect((await served('v1.2.3', 'v1.2.4').found).value).toMatchObject({ mixed: true });
    expect(await served(503).found).toMatchObject({ verdict: 'unknown', value: null });
  });
});

describe('the newest tag', () => {
  function newest(tags: readonly string[], runs: readonly DeployRun[] = [], tagFormat?: string) {
    const { github } = fakeGitHub({ now: () => 0 }, { tags, runs });
    const readings: unknown[] = [];
    const repository = {
      ...github,
      tagFormat,
      tags: (reading: unknown) => {
        readings.push(reading);
        return github.tags();
      },
    };
    const { ask, clock } = asking({
      repository: async () => repository,
      deploys: async () => github,
    });
    return { found: ask('newest-tag'), readings, clock };
  }

  it('is that of the highest version', async () => {
    const { found, readings, clock } = newest(['v1.2.3', 'v1.10.0', 'v1.9.0']);
    expect(await found).toMatchObject({ verdict: 'ok', value: 'v1.10.0' });
    expect(readings).toMatchObject([{ patience: 1500 }]);
    expect(clock.sleeps).toEqual([4400]);
  });

  it('of several packages is of the one that is deployed', async () => {
    const tags = ['web@2.0.0', 'api@9.0.0'];
    const runs = [run(900, 'Deploy web@2.0.0 to production')];
    expect((await newest(tags, runs).found).value).toBe('web@2.0.0');
    expect((await newest(tags, []).found).verdict).toBe('no-data');
  });

  it('is of the form that is set', async () => {
    const tags = ['web@2.0.0', 'api@9.0.0'];
    expect((await newest(tags, [], 'api@{version}').found).value).toBe('api@9.0.0');
  });

  it('is no data where no tag is a version', async () => {
    expect(await newest(['latest']).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-version-tag' },
    });
  });
});

describe('the latest deploys', () => {
  function latest(runs: readonly DeployRun[], parts: Partial<Deploys> = {}) {
    const reads: unknown[][] = [];
    const { github } = fakeGitHub({ now: () => 0 }, { runs });
    const deploys = {
      ...github,
      runs: (...args: Parameters<Deploys['runs']>) => {
        reads.push(args);
        return github.runs(...args);
      },
      ...parts,
    };
    const { ask, clock } = asking({ deploys: async () => deploys });
    return { found: ask('latest-deploys'), reads, clock };
  }
  const stagings = (length: number) =>
    Array.from({ length }, (_, i) => run(2000 - i, 'Deploy v1.3.0 to staging'));

  it('are the ten newest runs where one of them went to the environment', async () => {
    const runs = [run(5000, 'Deploy v1.2.3 to production'), ...stagings(20)];
    const { found, reads, clock } = latest(runs);
    const { verdict, value } = await found;
    expect([verdict, value?.length]).toEqual(['ok', 10]);
    expect(reads).toMatchObject([[{ limit: 10 }, { patience: 1500 }]]);
    expect(clock.sleeps).toEqual([4400]);
  });

  it('are read on, three pages at most, until one succeeded there', async () => {
    const failed = run(5000, 'Deploy v1.2.3 to production', { conclusion: 'failure' });
    const one = latest([failed, ...stagings(20), run(900, 'Deploy v1.2.2 to production')]);
    expect((await one.found).value).toHaveLength(22);
    expect(one.reads).toHaveLength(2);
    const none = latest(stagings(500));
    await none.found;
    expect(none.reads).toHaveLength(4);
  });

  it('spell versions by the form of tags that is set', async () => {
    const runs = [run(900, 'Deploy 1.2.3 to production')];
    const { value } = await latest(runs, { tagFormat: 'web@{version}' }).found;
    expect(value?.[0]?.version).toBe('web@1.2.3');
  });

  it('are no data where the workflow never ran, and unknown where it is refused', async () => {
    expect(await latest([]).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-run-ever', values: ['deploy-prod.yml'] },
    });
    const { found } = latest([], { runs: refusing('no scope') });
    expect(await found).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
  });
});

describe('invalidations under way', () => {
  const listed = (...statuses: readonly string[]) =>
    recorded<Cdn>({
      invalidations: async () =>
        statuses.map((status, i) => ({
          id: `I${i}`,
          status,
          createdAt: i,
          paths: ['/*'],
        })) as never,
    });

  it('are worth a look, and ok where there is none', async () => {
    const cdn = listed('InProgress', 'Completed', 'InProgress');
    const { ask, clock } = asking({ cdn: async () => cdn });
    expect(await ask('invalidations-in-flight')).toMatchObject({
      verdict: 'warn',
      value: [
        { id: 'I0', createdAt: 0 },
        { id: 'I2', createdAt: 2 },
      ],
    });
    expect(cdn.calls[0]?.args).toMatchObject(['E1', 100, { timeout: 4400 }]);
    expect(clock.sleeps).toEqual([4400]);
    const none = asking({ cdn: async () => listed('Completed') });
    expect(await none.ask('invalidations-in-flight')).toMatchObject({ verdict: 'ok', value: [] });
  });

  it('are unknown where no distribution is configured, and say how', async () => {
    const { ask } = asking({}, { environments: { production: { url: 'https://site.test' } } });
    expect(await ask('invalidations-in-flight')).toMatchObject({
      verdict: 'unknown',
      problem: {
        kind: 'config',
        next: ['set environments.production.cdn.distributionId in tsops.config.yaml'],
      },
    });
  });
});

it('the questions of the runbooks are asked as ever, beside those of the digest alone', async () => {
  const outages = async () => [];
  const { ask } = asking({
    uptime: async () => ({ outages }) as never,
    pages: async () => null,
  });
  expect(await ask('down-since')).toMatchObject({ verdict: 'ok' });
  expect(await ask('open-actions')).toMatchObject({ verdict: 'ok', value: [] });
  expect(await ask('open-incident')).toMatchObject({ verdict: 'ok', value: null });
  expect(await ask('open-pages')).toMatchObject({ verdict: 'no-data' });
  expect((await ask('status-pages')).lack?.code).toBe('no-status-page');
});
