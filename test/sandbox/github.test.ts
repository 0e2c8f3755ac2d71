import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../src/sandbox/credentials.ts';
import { ask, DISPATCHES, dispatchOf, github, type Sandbox, sandboxed } from './sandboxed.ts';

async function dispatched(sandbox: Sandbox, version = 'v1.2.2') {
  const { json } = await github(
    sandbox,
    DISPATCHES,
    dispatchOf(version, { return_run_details: true }),
  );
  return `/actions/runs/${json.workflow_run_id}`;
}

describe('GitHub in the sandbox: a dispatch', () => {
  it('answers 200 with the run when details are asked for, and 204 when not', async () => {
    const { sandbox } = await sandboxed();
    const plain = await github(sandbox, DISPATCHES, dispatchOf('v1.2.2'));
    expect([plain.status, plain.text]).toEqual([204, '']);
    const detailed = await github(
      sandbox,
      DISPATCHES,
      dispatchOf('v1.2.1', { return_run_details: true }),
    );
    expect(detailed.status).toBe(200);
    expect(detailed.json).toMatchObject({
      run_url: expect.stringContaining(`/actions/runs/${detailed.json.workflow_run_id}`),
      html_url: `https://github.com/talkstudio/talkstudio-web/actions/runs/${detailed.json.workflow_run_id}`,
    });
  });

  it('always answers 200 to API version 2026-03-10', async () => {
    const { sandbox } = await sandboxed();
    const headers = { 'x-github-api-version': '2026-03-10' };
    const { status } = await github(sandbox, DISPATCHES, { ...dispatchOf('v1.2.2'), headers });
    expect(status).toBe(200);
  });

  it.each([
    [{ inputs: { version: 'v1.2.2', x: '1' } }, 'Unexpected inputs provided: ["x"]'],
    [{ inputs: {} }, "Required input 'version' not provided"],
    [{ ref: 'nowhere' }, 'No ref found for: nowhere'],
  ])('is refused with 422 for %j', async (more, message) => {
    const { sandbox } = await sandboxed();
    const { status, json } = await github(sandbox, DISPATCHES, dispatchOf('v1.2.2', more));
    expect([status, json.message, json.status]).toEqual([422, message, '422']);
    expect(sandbox.world.events).toEqual([]);
  });

  it('needs a token that may write', async () => {
    const { sandbox } = await sandboxed();
    const asked = dispatchOf('v1.2.2');
    const reader = await github(sandbox, DISPATCHES, {
      ...asked,
      token: lesserCredentials.githubReader,
    });
    expect(reader.status).toBe(403);
    expect((await github(sandbox, DISPATCHES, { ...asked, token: 'ghp_other' })).status).toBe(401);
    expect((await ask(`${sandbox.urls.github}/user`)).status).toBe(401);
    expect(sandbox.world.events).toEqual([]);
  });

  it('runs through queued, in progress and success, and then changes what is served', async () => {
    const { sandbox, clock } = await sandboxed();
    const run = await dispatched(sandbox);
    const states: string[] = [];
    for (let second = 0; second <= 8; second += 1) {
      const { json } = await github(sandbox, run);
      states.push(json.conclusion ?? json.status);
      clock.advance(1_000);
    }
    expect([...new Set(states)]).toEqual(['queued', 'in_progress', 'success']);
    const { json } = await github(sandbox, `${run}/jobs`);
    expect(
      json.jobs.map((job: { name: string; conclusion: string }) => [job.name, job.conclusion]),
    ).toEqual([
      ['build', 'success'],
      ['deploy', 'success'],
    ]);
    const served = await ask(`${sandbox.siteUrls.production}/build-info.json`);
    expect(served.json.version).toBe('v1.2.2');
  });

  it('waits while another run of its environment is in flight', async () => {
    const { sandbox, clock } = await sandboxed();
    const first = await dispatched(sandbox);
    const second = await dispatched(sandbox, 'v1.2.1');
    clock.advance(3_000);
    expect((await github(sandbox, first)).json.status).toBe('in_progress');
    expect((await github(sandbox, second)).json.status).toBe('pending');
    clock.advance(12_000);
    expect((await github(sandbox, second)).json.conclusion).toBe('success');
  });

  it('fails at its checkout for a tag that does not exist, and says so in the log', async () => {
    const { sandbox, clock } = await sandboxed();
    const run = await dispatched(sandbox, 'v9.9.9');
    clock.advance(10_000);
    expect((await github(sandbox, run)).json.conclusion).toBe('failure');
    const { json } = await github(sandbox, `${run}/jobs`);
    const [build, deploy] = json.jobs;
    expect([build.conclusion, deploy.conclusion]).toEqual(['failure', 'skipped']);
    const log = await github(sandbox, `/actions/jobs/${build.id}/logs`);
    expect(log.status).toBe(302);
    // The short-lived address wants no token.
    const { text } = await ask(log.headers.location ?? '');
    expect(text).toContain("A branch or tag with the name 'v9.9.9' could not be found");
  });

  it('is at once over at pace 0', async () => {
    const { sandbox } = await sandboxed('calm', { pace: 0 });
    const run = await dispatched(sandbox);
    expect((await github(sandbox, run)).json.conclusion).toBe('success');
  });
});

describe('GitHub in the sandbox: a review', () => {
  const review = (token: string) => ({
    method: 'POST',
    token,
    body: { environment_ids: [161_088_068], state: 'approved', comment: 'go' },
  });

  it('holds the run until the reviewer approves, and takes it from nobody else', async () => {
    const { sandbox, clock } = await sandboxed('stuck-approval');
    const run = await dispatched(sandbox);
    clock.advance(600_000);
    expect((await github(sandbox, run)).json.status).toBe('waiting');
    const { json } = await github(sandbox, `${run}/pending_deployments`);
    expect(json[0]).toMatchObject({
      environment: { name: 'production' },
      current_user_can_approve: false,
      reviewers: [{ reviewer: { login: 'seungho-park' } }],
    });
    expect(
      (await github(sandbox, `${run}/pending_deployments`, review('ghp_sandbox'))).status,
    ).toBe(422);
    const approved = await github(
      sandbox,
      `${run}/pending_deployments`,
      review(lesserCredentials.githubReviewer),
    );
    expect(approved.status).toBe(200);
    clock.advance(5_000);
    expect((await github(sandbox, run)).json.conclusion).toBe('success');
  });

  it('can be given over the control address', async () => {
    const { sandbox, clock } = await sandboxed('stuck-approval');
    const run = await dispatched(sandbox);
    clock.advance(60_000);
    const { json } = await ask(`${sandbox.url}/approve`, { method: 'POST' });
    expect(json.approved).toHaveLength(1);
    clock.advance(5_000);
    expect((await github(sandbox, run)).json.conclusion).toBe('success');
  });
});

describe('GitHub in the sandbox: a deploy that fails', () => {
  it('names the failed step, leaves the version as it was, and gives the last lines of its log', async () => {
    const { sandbox, clock } = await sandboxed('deploy-fails');
    const run = await dispatched(sandbox);
    clock.advance(20_000);
    const { json } = await github(sandbox, `${run}/jobs`);
    const deploy = json.jobs[1];
    expect(deploy.conclusion).toBe('failure');
    const failed = deploy.steps.find(
      (step: { conclusion: string }) => step.conclusion === 'failure',
    );
    expect(failed.name).toBe('Upload to S3');
    const { headers } = await github(sandbox, `/actions/jobs/${deploy.id}/logs`);
    expect((await ask(headers.location ?? '')).text).toContain('AccessDenied');
    const served = await ask(`${sandbox.siteUrls.production}/build-info.json`);
    expect(served.json.version).toBe('v1.2.3');
  });

  it('keeps the logs of the whole run in one archive, a file per step that ran', async () => {
    const { sandbox, clock } = await sandboxed('deploy-fails');
    const run = await dispatched(sandbox);
    clock.advance(20_000);
    const { headers } = await github(sandbox, `${run}/logs`);
    const { text } = await ask(headers.location ?? '');
    expect(text.startsWith('PK\u0003\u0004')).toBe(true);
    expect(text).toContain('deploy/3_Upload to S3.txt');
    expect(text).not.toContain('Invalidate CloudFront.txt');
  });

  it('can be cancelled while it runs, and not after', async () => {
    const { sandbox, clock } = await sandboxed();
    const run = await dispatched(sandbox);
    clock.advance(2_000);
    expect((await github(sandbox, `${run}/cancel`, { method: 'POST' })).status).toBe(202);
    expect((await github(sandbox, run)).json.conclusion).toBe('cancelled');
    expect((await github(sandbox, `${run}/cancel`, { method: 'POST' })).status).toBe(409);
    clock.advance(60_000);
    const served = await ask(`${sandbox.siteUrls.production}/build-info.json`);
    expect(served.json.version).toBe('v1.2.3');
  });
});

describe('GitHub in the sandbox: what can be read', () => {
  it('pages lists with Link headers that lead through all of them', async () => {
    const { sandbox } = await sandboxed();
    const names: string[] = [];
    let url: string | undefined =
      `${sandbox.urls.github}/repos/talkstudio/talkstudio-web/tags?per_page=4`;
    const headers = { authorization: 'token ghp_sandbox' };
    for (let pages = 0; url && pages < 5; pages += 1) {
      const answer = await ask(url, { headers });
      names.push(...answer.json.map((tag: { name: string }) => tag.name));
      url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
    }
    expect(names.sort()).toEqual(['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.2.1', 'v1.2.2', 'v1.2.3']);
  });

  it('filters runs by actor, event, status and creation time', async () => {
    const { sandbox, clock } = await sandboxed();
    clock.advance(1_500);
    await dispatched(sandbox);
    const runs = '/actions/workflows/deploy-prod.yml/runs?event=workflow_dispatch&branch=main';
    const since = encodeURIComponent('>=2026-11-23T03:00:01Z');
    const mine = await github(sandbox, `${runs}&actor=on-call&created=${since}`);
    expect(mine.json.total_count).toBe(1);
    expect(mine.json.workflow_runs[0].display_title).toBe(
      'Deploy v1.2.2 to production by @on-call',
    );
    expect((await github(sandbox, `${runs}&status=queued`)).json.total_count).toBe(1);
    expect((await github(sandbox, `${runs}&status=success`)).json.total_count).toBe(12);
    expect((await github(sandbox, '/actions/runs?event=push')).json.total_count).toBe(0);
  });

  it('compares two tags both ways, commits oldest first', async () => {
    const { sandbox } = await sandboxed();
    const ahead = (await github(sandbox, '/compare/v1.2.2...v1.2.3')).json;
    expect(ahead).toMatchObject({ status: 'ahead', ahead_by: 4, behind_by: 0, total_commits: 4 });
    expect(ahead.commits[0].commit.message).toBe('feat: group conversations');
    expect((await github(sandbox, '/compare/v1.2.3...v1.2.2')).json).toMatchObject({
      status: 'behind',
      behind_by: 4,
      commits: [],
    });
    expect((await github(sandbox, '/compare/v1.2.3...v7.0.0')).status).toBe(404);
  });

  it('gives the workflow file at a ref, with its version input', async () => {
    const { sandbox } = await sandboxed();
    const path = '/contents/.github/workflows/deploy-prod.yml';
    const { json } = await github(sandbox, `${path}?ref=main`);
    expect(Buffer.from(json.content, 'base64').toString()).toMatch(/inputs:\n {6}version:/);
    expect((await github(sandbox, `${path}?ref=v9.9.9`)).status).toBe(404);
  });

  it('says in its deployments which version is live: success, and inactive for those replaced', async () => {
    const { sandbox } = await sandboxed();
    const { json } = await github(sandbox, '/deployments?environment=production&per_page=2');
    expect(json.map((one: { ref: string }) => one.ref)).toEqual(['v1.2.3', 'v1.2.2']);
    const newest = async (id: number) =>
      (await github(sandbox, `/deployments/${id}/statuses`)).json[0].state;
    expect([await newest(json[0].id), await newest(json[1].id)]).toEqual(['success', 'inactive']);
  });

  it('answers 304 to a known ETag, tells scopes and limits, and hides other repositories', async () => {
    const { sandbox } = await sandboxed();
    const first = await github(sandbox, '/releases/latest');
    expect(first.headers['x-oauth-scopes']).toBe('read:org, repo, workflow');
    expect(first.headers['x-ratelimit-remaining']).toBe('4999');
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect((await github(sandbox, '/releases/latest', { headers })).status).toBe(304);
    const authorization = 'Bearer ghp_sandbox';
    const other = await ask(`${sandbox.urls.github}/repos/talkstudio/secret`, {
      headers: { authorization },
    });
    expect(other.status).toBe(404);
  });

  it('answers on its unix socket too, with links for api.github.com', async () => {
    const { sandbox } = await sandboxed();
    const answer = await ask(
      'http://api.github.com/repos/talkstudio/talkstudio-web/tags?per_page=2',
      {
        socketPath: `${sandbox.directory}/gh.sock`,
        headers: { authorization: 'token ghp_sandbox' },
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.link).toContain('<https://api.github.com/repos/');
  });
});
