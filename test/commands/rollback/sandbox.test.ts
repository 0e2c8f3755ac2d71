import { afterEach, describe, expect, it } from 'vitest';
import rollback from '../../../src/commands/rollback/command.ts';
import statusCommand from '../../../src/commands/rollback/status.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { FaultInput } from '../../../src/sandbox/http/fault.ts';
import { rollBack, rollbackInSandbox, statusOf } from '../../support/rollback-sandbox.ts';

type World = Awaited<ReturnType<typeof rollbackInSandbox>>;
const open: World[] = [];

async function world(scenario?: string): Promise<World> {
  const made = await rollbackInSandbox(scenario);
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const dispatchPath = '*/dispatches';
const onDispatch = (fault: Partial<FaultInput>): FaultInput =>
  ({ system: 'github', method: 'POST', path: dispatchPath, count: 1, ...fault }) as FaultInput;
const steersTerminal = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('a rollback in the sandbox', () => {
  it('deploys the version, proves it, and is done by its status too', async () => {
    const here = await world('bad-deploy');
    const { verdict, data } = await rollBack(here);
    expect([verdict, data.state, data.proof?.served.serving]).toEqual(['ok', 'done', 'v1.2.2']);
    expect(here.dispatches()).toHaveLength(1);
    expect(JSON.parse(here.dispatches()[0]?.body ?? '')).toEqual({
      ref: 'main',
      inputs: { version: 'v1.2.2' },
      return_run_details: true,
    });
    expect((await statusOf(here)).data.state).toBe('done');
    expect(here.sandbox.requests().filter(({ unexpected }) => unexpected)).toEqual([]);
  });

  it('shows a plan, the steps and an end of at most 80 columns, without an escape', async () => {
    const here = await world('bad-deploy');
    const { data } = await rollBack(here);
    const { screen } = here.context.terminal;
    const shown = [...here.lines, rollback.view(data, screen)].join('\n');
    expect(shown).toContain('✔ deploy › Upload to S3');
    expect(shown).toContain('undo     tsops rollback v1.2.3 --forward');
    expect(shown).not.toMatch(steersTerminal);
    for (const line of shown.split('\n').filter((each) => !each.includes('http'))) {
      expect(screen.width(line)).toBeLessThanOrEqual(80);
    }
  });

  it('goes back and forth', async () => {
    const here = await world();
    await rollBack(here);
    const back = await rollBack(here, { version: 'v1.2.3', forward: true });
    expect([back.data.state, back.data.undo]).toEqual(['done', 'tsops rollback v1.2.2 --forward']);
  });

  it('tells who must approve, and stops waiting with the link', async () => {
    const here = await world('stuck-approval');
    const { data, exitCode } = await rollBack(here, undefined, { timeout: 120_000 });
    expect([data.state, exitCode]).toEqual(['stopped-waiting', 6]);
    expect(here.lines.join('\n')).toMatch(/waiting for approval of production by @\S+/);
    const { data: later } = await statusOf(here);
    expect(later.state).toBe('in-progress');
    expect(later.approvals[0]?.environment).toBe('production');
  });

  it('names the job, the step and the end of the log of a run that fails', async () => {
    const here = await world('deploy-fails');
    const { verdict, data } = await rollBack(here);
    expect([verdict, data.state]).toEqual(['bad', 'not-done']);
    expect(data.detail).toMatch(/^NOT rolled back: serving v1\.2\.3, wanted v1\.2\.2/);
    expect(data.proof?.failed).toMatchObject({ job: 'deploy', step: 'Upload to S3' });
    const text = rollback.view(data, here.context.terminal.screen);
    expect(text).toContain('✖ deploy › Upload to S3: failure');
    expect(text).toContain('AccessDenied');
  });

  it('is possible while the site is down', async () => {
    const here = await world('site-down');
    const { data } = await rollBack(here, undefined, { dryRun: true });
    expect(data.plan.guards.filter(({ state }) => state !== 'pass')).toEqual([]);
    expect(data.plan.current?.version).toBe('v1.2.3');
  });
});

describe('the dispatch in the sandbox', () => {
  it.each<[string, Partial<FaultInput>]>([
    ['502, taken', { kind: 'status', status: 502, effect: true }],
    ['500, taken', { kind: 'status', status: 500, effect: true }],
    ['a connection dropped after it was taken', { kind: 'drop-after' }],
    ['HTML, taken', { kind: 'html' }],
    ['malformed JSON, taken', { kind: 'malformed-json' }],
    ['wrong types, taken', { kind: 'wrong-types' }],
  ])('answered by %s: its run is found and followed, exactly one POST', async (_what, fault) => {
    const here = await world();
    here.inject(onDispatch(fault));
    const { data } = await rollBack(here);
    expect([data.state, data.receipt?.known]).toEqual(['done', 'looked up']);
    expect(here.dispatches()).toHaveLength(1);
  });

  it.each<[string, Partial<FaultInput>]>([
    ['502', { kind: 'status', status: 502 }],
    ['503 with Retry-After', { kind: 'status', status: 503, retryAfter: '1' }],
  ])('answered by %s and not taken: unknown, exactly one POST', async (_what, fault) => {
    const here = await world();
    here.inject(onDispatch(fault));
    const { verdict, data } = await rollBack(here);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    expect((await statusOf(here)).data.state).toBe('unknown');
    here.clock.advance(300_000);
    expect((await statusOf(here)).data.state).toBe('not-done');
    expect(here.dispatches()).toHaveLength(1);
  });

  it.each<[string, Partial<FaultInput>, TsopsError['kind']]>([
    ['401', { kind: 'status', status: 401 }, 'credentials'],
    ['403', { kind: 'status', status: 403 }, 'credentials'],
    ['422', { kind: 'status', status: 422 }, 'refused'],
    ['429', { kind: 'status', status: 429, retryAfter: '1' }, 'unreachable'],
  ])('refused with %s: nothing was started, exactly one POST', async (_what, fault, kind) => {
    const here = await world();
    here.inject(onDispatch(fault));
    await expect(rollBack(here)).rejects.toMatchObject({ kind });
    expect((await statusOf(here)).data.state).toBe('not-done');
    expect(here.dispatches()).toHaveLength(1);
  });
});

describe('a vendor in trouble', () => {
  const hostile = '\u001b]8;;https://evil.test\u0007\u001b[2J\u202eno';
  const troubles: readonly (readonly [string, Omit<FaultInput, 'system'>])[] = [
    [
      '500 with escapes',
      { kind: 'status', status: 500, body: JSON.stringify({ message: hostile }) },
    ],
    [
      '403 with escapes',
      { kind: 'status', status: 403, body: JSON.stringify({ message: hostile }) },
    ],
    ['429', { kind: 'status', status: 429, retryAfter: '600' }],
    ['HTML', { kind: 'html' }],
    ['malformed JSON', { kind: 'malformed-json' }],
    ['wrong types', { kind: 'wrong-types' }],
    ['a dropped connection', { kind: 'drop-before' }],
    ['50 MB', { kind: 'huge' }],
  ];

  it.each(troubles)('before the dispatch (%s): nothing is sent', async (_what, fault) => {
    const here = await world();
    here.inject({ system: 'github', ...fault } as FaultInput);
    const error = await rollBack(here).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TsopsError);
    expect(['refused', 'unreachable', 'credentials']).toContain((error as TsopsError).kind);
    expect((error as TsopsError).message).not.toMatch(steersTerminal);
    expect(here.dispatches()).toEqual([]);
  });

  it.each(troubles)(
    'after the dispatch (%s): status is unknown, or sees what is',
    async (_what, fault) => {
      const here = await world();
      await rollBack(here, undefined, { wait: false });
      here.inject({ system: 'github', ...fault } as FaultInput);
      here.clock.advance(600_000);
      const { data } = await statusOf(here);
      expect(data.state).toBe('unknown');
      const text = statusCommand.view(data, here.context.terminal.screen);
      expect(text).not.toMatch(steersTerminal);
      expect(here.dispatches()).toHaveLength(1);
    },
  );

  it.each<[string, Omit<FaultInput, 'system'>]>([
    [
      'a 502 on every other poll',
      { kind: 'status', status: 502, path: '*/actions/runs/*', skip: 1, count: 3 },
    ],
    [
      'a rate limit',
      {
        kind: 'status',
        status: 403,
        retryAfter: '30',
        path: '*/actions/runs/*',
        skip: 1,
        count: 1,
      },
    ],
    ['a dropped connection', { kind: 'drop-before', path: '*/actions/runs/*', skip: 1, count: 2 }],
    ['HTML', { kind: 'html', path: '*/actions/runs/*', skip: 1, count: 2 }],
  ])('while the run is followed (%s) is survived', async (_what, fault) => {
    const here = await world();
    here.inject({ system: 'github', ...fault } as FaultInput);
    expect((await rollBack(here)).data.state).toBe('done');
  });

  it('at the site after the run: not proved, and not claimed', async () => {
    const here = await world();
    here.inject({
      system: 'production',
      path: '/build-info.json',
      kind: 'html',
      skip: 1,
    } as FaultInput);
    const { verdict, data } = await rollBack(here);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
  });
});

describe('the command line', () => {
  it.each(['v1.2.3-', 'v1..2', 'v1.2.2; rm -rf /', '--version', 'latest', '', 'v1.2.2\u001b[2J'])(
    'refuses the version %j before anything runs',
    (version) => {
      const parsed = rollback.input.safeParse({ version });
      expect(parsed.success).toBe(false);
      if (!parsed.success) expect(parsed.error.issues[0]?.message).not.toMatch(steersTerminal);
    },
  );

  it.each(['abc', '-1', '0', '12345678901234567890', 'https://evil.test/run', '1; ls'])(
    'refuses the run %j',
    (run) => {
      expect(statusCommand.input.safeParse({ run }).success).toBe(false);
    },
  );

  it('takes a run by its link', () => {
    const run = 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400015838/job/7';
    expect(statusCommand.input.safeParse({ run })).toMatchObject({
      data: { run: 19_400_015_838 },
    });
  });
});
