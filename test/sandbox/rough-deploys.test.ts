import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { ask, github, type Sandbox, sandboxed, sentry } from './sandboxed.ts';

type DeployInput = NonNullable<ScenarioInput['deploys']>[number];

const before: DeployInput = { version: 'v1.2.2', at: '-9d' };
const deployed = (...deploys: DeployInput[]) =>
  sandboxed('bad-deploy', { deploys: [before, ...deploys] });

async function runs(sandbox: Sandbox) {
  return (await github(sandbox, '/actions/runs?per_page=20')).json.workflow_runs;
}

const minutesAgo = (sandbox: Sandbox, time: string) =>
  Math.round((sandbox.world.startedAt - Date.parse(time)) / 60_000);

async function page(sandbox: Sandbox): Promise<string> {
  return (await ask(sandbox.siteUrls.production)).text;
}

const versionIn = (html: string) => /app-version" content="(v[\d.]+)"/.exec(html)?.[1];

async function served(sandbox: Sandbox) {
  const { json } = await ask(`${sandbox.siteUrls.production}/build-info.json`);
  return { page: versionIn(await page(sandbox)), info: json.version };
}

describe('a run that was run again', () => {
  const again: DeployInput = {
    version: 'v1.2.3',
    at: '-22m',
    firstAttempt: { at: '-50m', conclusion: 'failure' },
  };

  it('keeps its number and the time it was made, and counts its attempts', async () => {
    const { sandbox } = await deployed(again);
    const [run] = await runs(sandbox);
    expect(run).toMatchObject({ run_attempt: 2, conclusion: 'success' });
    expect(minutesAgo(sandbox, run.created_at)).toBe(50);
    // A runner took it up within a minute.
    expect(minutesAgo(sandbox, run.run_started_at)).toBe(21);
    const first = (await github(sandbox, `/actions/runs/${run.id}/attempts/1`)).json;
    expect(first).toMatchObject({ id: run.id, run_attempt: 1, conclusion: 'failure' });
    const jobs = (await github(sandbox, `/actions/runs/${run.id}/attempts/1/jobs`)).json.jobs;
    expect(jobs.at(-1).conclusion).toBe('failure');
    expect((await github(sandbox, `/actions/runs/${run.id}/attempts/3`)).status).toBe(404);
  });

  it('is refused where its first attempt is not the first', async () => {
    const late = { ...again, firstAttempt: { at: '-22m' } };
    await expect(deployed(late)).rejects.toThrow(/deploys\.1\.firstAttempt\.at: must be before/);
  });

  it('serves its version from its last attempt on; one that was run once has one attempt', async () => {
    const { sandbox } = await deployed(again);
    const [issue] = (await sentry(sandbox, 'issues/?query=firstSeen:-1h&sort=freq')).json;
    expect(minutesAgo(sandbox, issue.firstSeen)).toBeLessThan(22);
    const once = await deployed({ version: 'v1.2.3', at: '-22m' });
    const [run] = await runs(once.sandbox);
    expect(run).toMatchObject({ run_attempt: 1, previous_attempt_url: null });
    expect((await github(once.sandbox, `/actions/runs/${run.id}/attempts/2`)).status).toBe(404);
  });
});

describe('runs that overlap', () => {
  it('leave what was uploaded last, whichever was made first', async () => {
    const slow = { version: 'v1.2.2', at: '-30m', took: '20m' };
    const quick = { version: 'v1.2.3', at: '-28m', took: '4m' };
    const { sandbox } = await deployed(slow, quick);
    const [newest, older] = await runs(sandbox);
    expect(Date.parse(newest.created_at)).toBeGreaterThan(Date.parse(older.created_at));
    expect(Date.parse(newest.updated_at)).toBeLessThan(Date.parse(older.updated_at));
    expect(await served(sandbox)).toEqual({ page: 'v1.2.2', info: 'v1.2.2' });
    const apart = await deployed({ ...slow, took: '90s' }, quick);
    expect(await served(apart.sandbox)).toEqual({ page: 'v1.2.3', info: 'v1.2.3' });
  });
});

describe('a run that goes on after its upload', () => {
  it('is in progress while its version is served; without checks it has ended by then', async () => {
    const deploy = { version: 'v1.2.3', at: '-10m', took: '4m' };
    const { sandbox } = await deployed({ ...deploy, checks: '15m' });
    const [run] = await runs(sandbox);
    expect(run.status).toBe('in_progress');
    expect((await served(sandbox)).page).toBe('v1.2.3');
    const { jobs } = (await github(sandbox, `/actions/runs/${run.id}/jobs`)).json;
    expect(jobs.at(-1).steps.at(-1)).toMatchObject({ name: 'Smoke tests', status: 'in_progress' });
    const plain = await deployed(deploy);
    expect((await runs(plain.sandbox))[0].status).toBe('completed');
  });
});

describe('a half upload', () => {
  const failed: DeployInput = { version: 'v1.2.3', at: '-22m', conclusion: 'failure' };

  it('leaves the page of the new version, build info of the old one, and no files', async () => {
    const { sandbox } = await deployed({ ...failed, uploaded: ['/'] });
    expect(await served(sandbox)).toEqual({ page: 'v1.2.3', info: 'v1.2.2' });
    const entry = /src="(\/[^"]+\.js)"/.exec(await page(sandbox))?.[1];
    expect((await ask(sandbox.siteUrls.production + entry)).status).toBe(404);
    expect((await runs(sandbox))[0].conclusion).toBe('failure');
    const [issue] = (await sentry(sandbox, 'issues/?query=firstSeen:-1h&sort=freq')).json;
    expect(issue.title).toContain('TypeError');
  });

  it('may have everything that the page needs', async () => {
    const { sandbox } = await deployed({ ...failed, uploaded: ['/', '/assets/*'] });
    const entry = /src="(\/[^"]+\.js)"/.exec(await page(sandbox))?.[1];
    expect((await ask(sandbox.siteUrls.production + entry)).status).toBe(200);
    expect((await served(sandbox)).info).toBe('v1.2.2');
  });

  it('is none where a failed run left nothing', async () => {
    const { sandbox } = await deployed(failed);
    expect(await served(sandbox)).toEqual({ page: 'v1.2.2', info: 'v1.2.2' });
  });
});

describe('a deploy to a part of the edge', () => {
  const canary: DeployInput = { version: 'v1.2.3', at: '-40m', reaches: 0.25 };

  async function shares(sandbox: Sandbox): Promise<number> {
    const pages: string[] = [];
    for (let i = 0; i < 60; i += 1) pages.push(await page(sandbox));
    return pages.filter((html) => versionIn(html) === 'v1.2.3').length / pages.length;
  }

  async function errorsBy(sandbox: Sandbox) {
    const path =
      'events/?dataset=errors&field=release&field=count()&statsPeriod=20m&query=error.type:TypeError';
    const { data } = (await sentry(sandbox, path)).json;
    return data.map((line: Record<string, unknown>) => [line.release, line['count()']]);
  }

  it('serves its version to that share of visitors, who meet its errors, under its release', async () => {
    const { sandbox } = await deployed(canary);
    const share = await shares(sandbox);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.45);
    const [[release, count]] = await errorsBy(sandbox);
    expect(release).toBe('talkstudio@1.2.3');
    const whole = await deployed({ ...canary, reaches: undefined });
    const [[, all]] = await errorsBy(whole.sandbox);
    expect(count / all).toBeCloseTo(0.25, 1);
    const loads = 'events/?dataset=spans&field=release&field=count()&statsPeriod=20m';
    const { data } = (await sentry(sandbox, loads)).json;
    expect(data).toHaveLength(2);
  });

  it('is over with the next deploy to all of it', async () => {
    const { sandbox } = await deployed(canary, { version: 'v1.2.2', at: '-30m' });
    expect(await shares(sandbox)).toBe(0);
    expect(await errorsBy(sandbox)).toEqual([]);
  });
});

describe('environments without a site', () => {
  it('have runs and deployments of their own, and change nothing that is served', async () => {
    const preview = { version: 'v1.2.3', environment: 'preview', at: '-9m' };
    const { sandbox } = await deployed(preview);
    const [run] = await runs(sandbox);
    expect(run.display_title).toContain('to preview');
    const of = async (environment: string) =>
      (await github(sandbox, `/deployments?environment=${environment}`)).json;
    expect(await of('preview')).toMatchObject([{ ref: 'v1.2.3', production_environment: false }]);
    expect((await of('production')).map((one: { ref: string }) => one.ref)).toEqual(['v1.2.2']);
    expect(await served(sandbox)).toEqual({ page: 'v1.2.2', info: 'v1.2.2' });
  });
});
