import { execFile } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { isInstalled } from './installed.ts';

/* The vendors' own clients. */
const SLOW = 60_000;

async function atOnce(name = 'calm'): Promise<Sandbox> {
  const sandbox = await startSandbox({ scenario: await scenarioWith(name, { pace: 0 }) });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Runs a client inside the sandbox; answers its exit code and what it printed. */
function run(sandbox: Sandbox, file: string, ...args: string[]) {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...sandbox.env }).filter(([, value]) => value !== undefined),
  );
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(file, args, { env }, (problem, out, err) => {
      resolve({ code: typeof problem?.code === 'number' ? problem.code : 0, out, err });
    });
  });
}

function expectNoStranger(sandbox: Sandbox): void {
  expect(sandbox.requests().filter((one) => one.unexpected)).toEqual([]);
}

describe.skipIf(!isInstalled('gh'))('the real gh in the sandbox', { timeout: SLOW }, () => {
  it('starts the deploy workflow and sees its run', async () => {
    const sandbox = await atOnce();
    const started = await run(
      sandbox,
      'gh',
      'workflow',
      'run',
      'deploy-prod.yml',
      '-f',
      'version=v1.2.2',
    );
    expect(started).toMatchObject({ code: 0 });
    const posts = sandbox.requests().filter((one) => one.path.endsWith('/dispatches'));
    expect(posts.map((one) => JSON.parse(one.body))).toMatchObject([
      { ref: 'main', inputs: { version: 'v1.2.2' } },
    ]);
    const fields = ['--json', 'databaseId,displayTitle,conclusion', '-L', '1'];
    const listed = JSON.parse((await run(sandbox, 'gh', 'run', 'list', ...fields)).out);
    expect(listed).toMatchObject([
      { displayTitle: expect.stringContaining('v1.2.2'), conclusion: 'success' },
    ]);
    const viewed = await run(sandbox, 'gh', 'run', 'view', String(listed[0].databaseId));
    expect(viewed.code).toBe(0);
    expect(viewed.out).toContain('build');
    expectNoStranger(sandbox);
  });

  it('shows the log of a failed step, and who one is', async () => {
    const sandbox = await atOnce('deploy-fails');
    await run(sandbox, 'gh', 'workflow', 'run', 'deploy-prod.yml', '-f', 'version=v1.2.2');
    const query = ['--json', 'databaseId', '-q', '.[0].databaseId', '-L', '1'];
    const id = (await run(sandbox, 'gh', 'run', 'list', ...query)).out.trim();
    const { out } = await run(sandbox, 'gh', 'run', 'view', id, '--log-failed');
    expect(out).toContain('An error occurred (AccessDenied)');
    expect(out).not.toContain('Set up job');
    expect((await run(sandbox, 'gh', 'auth', 'status')).code).toBe(0);
    expectNoStranger(sandbox);
  });

  it('reads any address of the API, and is refused an unknown input', async () => {
    const sandbox = await atOnce();
    const tags = await run(
      sandbox,
      'gh',
      'api',
      'repos/{owner}/{repo}/tags',
      '--paginate',
      '-q',
      '.[].name',
    );
    expect(tags.out.trim().split('\n')).toHaveLength(6);
    const wrong = await run(sandbox, 'gh', 'workflow', 'run', 'deploy-prod.yml', '-f', 'nope=1');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('Unexpected inputs provided');
  });
});

const DISTRIBUTION = ['--distribution-id', 'E2SANDBOX1PROD'];

describe.skipIf(!isInstalled('aws'))('the real aws in the sandbox', { timeout: SLOW }, () => {
  const cloudfront = (sandbox: Sandbox, command: string, ...args: string[]) =>
    run(sandbox, 'aws', '--endpoint-url', sandbox.urls.aws, 'cloudfront', command, ...args);

  it('creates an invalidation and waits until it is completed', async () => {
    const sandbox = await atOnce();
    const paths = ['--paths', '/*', '/a&b'];
    const made = await cloudfront(sandbox, 'create-invalidation', ...DISTRIBUTION, ...paths);
    expect(made).toMatchObject({ code: 0 });
    const { Invalidation } = JSON.parse(made.out);
    expect(Invalidation.InvalidationBatch.Paths.Items).toEqual(['/*', '/a&b']);
    const id = ['--id', Invalidation.Id];
    const wait = ['invalidation-completed', ...DISTRIBUTION, ...id];
    expect(await cloudfront(sandbox, 'wait', ...wait)).toMatchObject({ code: 0 });
    const listed = JSON.parse(
      (await cloudfront(sandbox, 'list-invalidations', ...DISTRIBUTION)).out,
    );
    expect(listed.InvalidationList.Items[0].Id).toBe(Invalidation.Id);
    expectNoStranger(sandbox);
  });

  it('understands the errors it gets', async () => {
    const sandbox = await atOnce();
    const made = await cloudfront(sandbox, 'create-invalidation', ...DISTRIBUTION, '--paths', 'x');
    expect(made.code).not.toBe(0);
    expect(made.err).toContain('(InvalidArgument)');
    const none = await cloudfront(sandbox, 'get-distribution', '--id', 'ENOSUCH');
    expect(none.err).toContain('(NoSuchDistribution)');
  });

  it('tells whose keys these are', async () => {
    const sandbox = await atOnce();
    const { out } = await run(
      sandbox,
      'aws',
      '--endpoint-url',
      sandbox.urls.aws,
      'sts',
      'get-caller-identity',
    );
    expect(JSON.parse(out).Arn).toBe('arn:aws:iam::123456789012:user/on-call');
  });

  it('reads metrics', async () => {
    const sandbox = await atOnce();
    const dimensions =
      'Dimensions=[{Name=DistributionId,Value=E2SANDBOX1PROD},{Name=Region,Value=Global}]';
    const metric = `Metric={Namespace=AWS/CloudFront,MetricName=Requests,${dimensions}}`;
    const query = `Id=m1,MetricStat={${metric},Period=60,Stat=Sum}`;
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const times = ['--start-time', at(-10), '--end-time', at(0)];
    const asked = ['get-metric-data', '--metric-data-queries', query, ...times];
    const { code, out } = await run(
      sandbox,
      'aws',
      '--endpoint-url',
      sandbox.urls.aws,
      'cloudwatch',
      ...asked,
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).MetricDataResults[0].Values.length).toBeGreaterThanOrEqual(9);
    expectNoStranger(sandbox);
  });
});
