import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { ask, github, type Sandbox, sandboxed, sentry } from './sandboxed.ts';

const ERROR = { type: 'OwnError', message: 'Ours.', culprit: 'src/own.ts in own', perMinute: 20 };
type Intake = ScenarioInput['sentry'];

const world = (intake: Intake) => sandboxed('calm', { errors: [ERROR], sentry: intake });

async function counts(sandbox: Sandbox, minutes = 60): Promise<number[]> {
  const path = `events-timeseries/?dataset=errors&yAxis=count()&interval=1m&statsPeriod=${minutes}m`;
  const { json } = await sentry(sandbox, path);
  return json.timeSeries[0].values.map(({ value }: { value: number }) => value);
}

async function outcomes(sandbox: Sandbox, period = '1h'): Promise<Record<string, number>> {
  const path = `stats_v2/?field=sum(quantity)&groupBy=outcome&category=error&interval=1h&statsPeriod=${period}`;
  const { json } = await sentry(sandbox, path);
  return Object.fromEntries(
    json.groups.map((one: { by: { outcome: string }; totals: Record<string, number> }) => [
      one.by.outcome,
      one.totals['sum(quantity)'],
    ]),
  );
}

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

describe('what Sentry takes in', () => {
  it('is everything, and it says so, where nothing is told of it', async () => {
    const { sandbox } = await world({});
    expect(Object.keys(await outcomes(sandbox))).toEqual(['accepted']);
    expect((await counts(sandbox)).slice(-5).every((count) => count > 0)).toBe(true);
  });

  it('lacks what is dropped on the way, which its outcomes count', async () => {
    const plain = sum(await counts((await world({})).sandbox));
    const { sandbox } = await world({ drops: 0.3 });
    expect(sum(await counts(sandbox)) / plain).toBeCloseTo(0.7, 1);
    const told = await outcomes(sandbox);
    expect(told.client_discard).toBeGreaterThan(0);
    expect(Object.keys(told).sort()).toEqual(['accepted', 'client_discard']);
  });

  it('is shown late, no event of any kind before its time, and all of it afterwards', async () => {
    const { sandbox, clock } = await world({ delay: '9m' });
    const early = await counts(sandbox);
    expect(sum(early.slice(-9))).toBe(0);
    expect(early.at(-11)).toBeGreaterThan(0);
    clock.advance(540_000);
    const plain = await world({});
    expect(sum((await counts(sandbox, 69)).slice(0, 55))).toBeGreaterThan(
      0.9 * sum((await counts(plain.sandbox, 60)).slice(0, 55)),
    );
  });

  it('ends where the quota runs out, goes on with what it accepts, and begins again', async () => {
    const quota = { from: '-30m', until: '-10m', accepts: 0.1 };
    const { sandbox } = await world({ quota });
    const all = (await counts(sandbox)).slice(-60);
    const mean = (from: number, to: number) => sum(all.slice(from, to)) / (to - from);
    expect(mean(32, 48) / mean(5, 28)).toBeLessThan(0.3);
    expect(mean(32, 48)).toBeGreaterThan(0);
    expect(mean(52, 58) / mean(5, 28)).toBeGreaterThan(0.7);
    expect((await outcomes(sandbox)).rate_limited).toBeGreaterThan(100);
    const before = await world({ quota: { from: '-30h', until: '-29h' } });
    expect(await outcomes(before.sandbox)).not.toHaveProperty('rate_limited');
  });

  it('is asked with a field and a group, or is refused', async () => {
    const { sandbox } = await world({});
    const status = async (query: string) => (await sentry(sandbox, `stats_v2/?${query}`)).status;
    expect(await status('field=sum(quantity)&groupBy=outcome')).toBe(200);
    expect(await status('field=sum(quantity)')).toBe(400);
    expect(await status('field=count()&groupBy=outcome')).toBe(400);
  });
});

describe('a vendor that fails on its own', () => {
  it('is limited, while the others answer and its status page is green', async () => {
    const { sandbox } = await sandboxed('calm', { vendors: { github: 'limited' } });
    const { status, headers } = await github(sandbox, '/tags');
    expect([status, headers['retry-after']]).toEqual([429, '60']);
    expect((await sentry(sandbox, 'issues/?query=')).status).toBe(200);
    const page = await ask(`${sandbox.urls.status}/github/api/v2/status.json`);
    expect(page.json.status.indicator).toBe('none');
  });

  it('is silent: it takes the request and never answers', async () => {
    const { sandbox } = await sandboxed('calm', { vendors: { sentry: 'silent' } });
    const asked = sentry(sandbox, 'issues/?query=');
    await expect.poll(() => sandbox.requests().length).toBe(1);
    expect(sandbox.requests()[0]).toMatchObject({ system: 'sentry', fault: 'hang' });
    expect((await github(sandbox, '/tags')).status).toBe(200);
    const both = Promise.allSettled([asked]);
    await sandbox.close();
    expect((await both)[0]?.status).toBe('rejected');
  });

  it('is late by what is told, and then answers rightly', async () => {
    const { sandbox } = await sandboxed('calm', { vendors: { sentry: 'late 30ms' } });
    const [fault] = (await ask(`${sandbox.url}/faults`)).json;
    expect(fault.fault).toMatchObject({ system: 'sentry', kind: 'slow', delay: 30 });
    expect((await sentry(sandbox, 'issues/?query=')).json).toHaveLength(3);
  });

  it('is refused where it is none of these', async () => {
    for (const manner of ['late', 'late soon', 'dead'])
      await expect(sandboxed('calm', { vendors: { sentry: manner } })).rejects.toThrow(/silent/);
  });
});

describe('clocks of vendors', () => {
  it('are ahead or behind in their Date and in all that they recorded', async () => {
    const { sandbox } = await sandboxed('bad-deploy', { clocks: { github: '90s', sentry: '-2m' } });
    const plain = await sandboxed('bad-deploy');
    const now = sandbox.world.now();
    const runs = async (of: Sandbox) => await github(of, '/actions/runs?per_page=1');
    const [ahead, right] = [await runs(sandbox), await runs(plain.sandbox)];
    expect(Date.parse(String(ahead.headers.date)) - now).toBe(90_000);
    const created = (answer: typeof ahead) => Date.parse(answer.json.workflow_runs[0].created_at);
    expect(created(ahead) - created(right)).toBe(90_000);
    const issues = await sentry(sandbox, 'issues/?query=firstSeen:-1h');
    expect(Date.parse(String(issues.headers.date)) - now).toBe(-120_000);
    const first = Date.parse(issues.json[0].firstSeen);
    expect(first).toBeLessThan(sandbox.world.startedAt - 19 * 60_000);
  });

  it('leave what is done, and those who are not named, in the time of the world', async () => {
    const { sandbox } = await sandboxed('calm', { clocks: { github: '90s' } });
    await github(sandbox, '/actions/workflows/deploy-prod.yml/dispatches', {
      method: 'POST',
      body: { ref: 'main', inputs: { version: 'v1.2.2' } },
    });
    expect(sandbox.world.events).toMatchObject([{ kind: 'dispatch', at: sandbox.world.now() }]);
    const [run] = (await github(sandbox, '/actions/runs?per_page=1')).json.workflow_runs;
    expect(Date.parse(run.created_at)).toBe(sandbox.world.now() + 90_000);
    const { json } = await ask(`${sandbox.url}/state`);
    expect(json.runs[0].status).toBe('queued');
  });
});
