import { describe, expect, it } from 'vitest';
import { day } from '../../../src/domain/time/units.ts';
import recentDeploys from '../../../src/evidence/deploys/recent.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import type { Http } from '../../../src/ports/http.ts';
import type { Tag } from '../../../src/ports/repository.ts';
import { inquiryWith, never, recorded, refusing, stillClock } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { run } from '../../support/github.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const config = {
  environments: {
    production: { url: 'https://site.test' },
    staging: { url: 'https://staging.test' },
  },
};
const tag = (name: string): Tag => ({ name, sha: 'a' });

interface Given {
  readonly runs?: readonly DeployRun[];
  readonly tags?: Deploys['tags'];
  readonly format?: string;
  readonly served?: string;
  readonly status?: number;
}

function asked(given: Given = {}, environment = 'production') {
  const deploys = {
    ...recorded<Deploys>({}),
    calls: [] as unknown[][],
    pipeline: 'deploy.yml',
    tagFormat: given.format,
    runs: async (...args: unknown[]) => {
      deploys.calls.push(args);
      return given.runs ?? [run(900, 'Deploy 1.2.3 to production')];
    },
    tags: given.tags ?? (async () => [tag('v1.2.3'), tag('v1.2.2')]),
  };
  const http = recorded<Http>({
    send: async () => ({
      status: given.status ?? 200,
      headers: {},
      body: Buffer.from(given.served ?? '{"version":"1.2.3","buildTime":"2026-11-22T00:00:00Z"}'),
    }),
  });
  const clock = stillClock();
  const inquiry = inquiryWith({
    config,
    environment,
    services: { deploys: async () => deploys as unknown as Deploys, http },
    clock,
  });
  return { found: recentDeploys(inquiry), deploys, http, clock };
}

describe('what was deployed lately', () => {
  it('is the runs for the environment, what is served, and the tags, each version by its tag', async () => {
    const { found, deploys, http, clock } = asked();
    const { verdict, value, window } = await found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      deploys: [{ runId: 900, version: 'v1.2.3', environment: 'production' }],
      served: 'v1.2.3',
      builtAt: Date.parse('2026-11-22T00:00:00Z'),
      tags: ['v1.2.3', 'v1.2.2'],
    });
    expect(window).toEqual({ from: at - day, to: at });
    // Waits of the vendor leave half of the time for the answer.
    expect(deploys.calls[0]).toMatchObject([{ limit: 100 }, { patience: 2500 }]);
    expect(http.calls[0]?.args[0]).toMatchObject({
      url: 'https://site.test/build-info.json',
      timeout: 5000,
    });
    expect(clock.sleeps).toEqual([5000]);
  });

  it.each([
    ['success', 'ok'],
    ['failure', 'warn'],
    [null, 'warn'],
  ])('that ended last in %s is %s', async (conclusion, verdict) => {
    const runs = [
      run(900, 'Deploy v1.2.2 to production'),
      run(901, 'Deploy v1.2.3 to production', { conclusion }),
      run(902, 'Deploy v1.2.4 to staging', { conclusion: 'success' }),
    ];
    const { found } = asked({ runs });
    const { verdict: told, value } = await found;
    expect(told).toBe(verdict);
    expect(value?.deploys.map(({ runId }) => runId)).toEqual([901, 900]);
  });

  it('is no data where no run was for the environment, though others were', async () => {
    const runs = [run(902, 'Deploy v1.2.4 to staging')];
    const { found } = asked({ runs });
    expect(await found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-run', values: ['deploy.yml', 'production'] },
    });
    expect((await asked({ runs }, 'staging').found).value?.deploys).toHaveLength(1);
  });

  it('reads on where a full page is of other environments alone, and no further', async () => {
    const other = Array.from({ length: 100 }, (_, i) => run(i, 'Deploy v1.2.4 to staging'));
    const { found, deploys } = asked({ runs: other });
    await found;
    expect(deploys.calls.map(([filter]) => filter)).toEqual([
      { limit: 100 },
      { limit: 100, page: 2 },
    ]);
    const mixed = [...other.slice(1), run(900, 'Deploy v1.2.3 to production')];
    const enough = asked({ runs: mixed });
    await enough.found;
    expect(enough.deploys.calls).toHaveLength(1);
  });

  it('goes on without the tags, and says so', async () => {
    const { verdict, value, detail } = await asked({ tags: refusing('no scope') }).found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({ tags: null, served: 'v1.2.3', deploys: [{ version: 'v1.2.3' }] });
    expect(detail).toContain('no scope');
  });

  it('goes on without what is served, and says so', async () => {
    const { verdict, value, detail } = await asked({ status: 503 }).found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({ served: null, builtAt: null });
    expect(detail).toContain('HTTP 503');
    expect((await asked().found).detail).not.toMatch(/HTTP|; *$/);
  });

  it('spells a version as the form of tags that is set, else as it stands', async () => {
    const given = { format: 'web@{version}', tags: async () => [tag('web@1.2.3')] };
    expect((await asked(given).found).value?.served).toBe('web@1.2.3');
    const odd = await asked({ served: '{"version":"night build"}' }).found;
    const known = { tags: async () => [tag('web@1.2.3')] };
    expect((await asked(known).found).value?.served).toBe('web@1.2.3');
    expect(odd.value).toMatchObject({ served: 'night build', builtAt: null });
  });

  it('is without a served version in an environment that has no site', async () => {
    const { found, http } = asked({ runs: [run(900, 'Deploy v1.2.3 to qa')] }, 'qa');
    expect((await found).verdict).toBe('no-data');
    expect(http.calls).toEqual([]);
  });
});

it('is unknown where the deploys are refused, or come too late', async () => {
  const refused = inquiryWith({ config, services: { deploys: refusing('no scope') } });
  expect(await recentDeploys(refused)).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
  const late = inquiryWith({ config, services: { deploys: never }, clock: fakeClock() });
  expect(await recentDeploys(late)).toMatchObject({ verdict: 'unknown', tookMs: 5000 });
});
