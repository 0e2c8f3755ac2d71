import { afterEach, describe, expect, it } from 'vitest';
import { type PerformOptions, perform } from '../../../src/actions/protocol/perform.ts';
import { settleRecord } from '../../../src/actions/settle.ts';
import approveCommand from '../../../src/commands/rollback/approve.ts';
import status from '../../../src/commands/rollback/status.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
import { createServices } from '../../../src/services/registry.ts';
import { rollBack, rollbackInSandbox } from '../../support/rollback-sandbox.ts';

let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

/** A rollback that waits for a review; seen by who dispatched it, or by the reviewer. */
async function waiting(scenario = 'stuck-approval') {
  const here = await rollbackInSandbox(scenario);
  closing.push(() => here.close());
  await rollBack(here, { version: 'v1.2.2' }, { wait: false });
  here.clock.advance(600_000);
  return { here, reviewer: withToken(here, lesserCredentials.githubReviewer) };
}

function withToken(
  { context, sandbox, clock }: Awaited<ReturnType<typeof rollbackInSandbox>>,
  token: string,
): Context {
  const { env: given } = sandbox;
  const env = { ...given, GH_TOKEN: token, GITHUB_TOKEN: token };
  const { signal, children } = context;
  const config = () => loadConfig({ file: given.TSOPS_CONFIG, env, cwd: '/' });
  const services = createServices({ env, clock, signal, children, drill: true, config });
  return { ...context, config, services };
}

async function approve(
  context: Context,
  raw: Readonly<Record<string, unknown>> = {},
  options: Partial<PerformOptions> = {},
) {
  const parsed = approveCommand.input.safeParse(raw);
  if (!parsed.success) throw new Error('cannot be parsed');
  const action = await approveCommand.action(parsed.data, context);
  return perform(action, context, {
    dryRun: false,
    yes: false,
    confirm: 'production',
    wait: true,
    timeout: action.timeout,
    typed: 'tsops rollback approve',
    ...options,
  });
}

const posts = ({ here }: Awaited<ReturnType<typeof waiting>>) =>
  here.sandbox
    .requests()
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/pending_deployments'));

describe('approving the deploy that a rollback waits for', () => {
  it('is sent once, read back, and lets the run go on', async () => {
    const world = await waiting();
    const { verdict, data, next } = await approve(world.reviewer, { reason: 'seen it' });
    expect([verdict, data.state, data.plan.version]).toEqual(['ok', 'done', 'v1.2.2']);
    expect(data.receipt?.environments).toEqual(['production']);
    expect(data.proof?.status).not.toBe('waiting');
    expect(next).toEqual([`tsops rollback status ${data.plan.run.id} --follow`]);
    expect(posts(world)).toHaveLength(1);
    const { entries } = await world.reviewer.journal.read(data.record ?? '');
    expect(entries.map(({ kind }) => kind)).toEqual(['intent', 'receipt', 'observed', 'outcome']);
    expect(entries[0]).toMatchObject({ action: 'approve', comment: 'seen it', to: 'v1.2.2' });
  });

  it('finds nothing to do the second time, and sends nothing', async () => {
    const world = await waiting();
    await approve(world.reviewer);
    const again = await approve(world.reviewer);
    expect(again.data.detail).toMatch(/waits for no approval|has ended/);
    expect(posts(world)).toHaveLength(1);
  });

  it('changes nothing on a dry run, and nothing without consent', async () => {
    const world = await waiting();
    const dry = await approve(world.reviewer, {}, { dryRun: true });
    expect(dry.data.state).toBe('planned');
    const refused = approve(world.reviewer, {}, { confirm: undefined });
    await expect(refused).rejects.toMatchObject({ kind: 'refused' });
    expect(posts(world)).toEqual([]);
  });

  it('is refused to who may not, and says who may and how to wake them', async () => {
    const world = await waiting();
    const refused = await approve(world.here.context).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(TsopsError);
    const { kind, message, next } = refused as TsopsError;
    expect([kind, message]).toEqual([
      'refused',
      'The approval was refused: @on-call may not approve it; @seungho-park may.',
    ]);
    expect(next[0]).toMatch(/^tsops page 'approve the deploy https:\S+'$/);
    expect(next[1]).toBe('tsops oncall');
    expect(posts(world)).toEqual([]);
  });

  it('takes a secret out of the comment', async () => {
    const world = await waiting();
    await approve(world.reviewer, { reason: `with ghp_${'a1B2'.repeat(9)}` });
    const [post] = posts(world);
    expect(post?.body).toContain('with ');
    expect(post?.body).not.toContain('ghp_');
  });

  it.each([
    ['drop-after', 'done', 1],
    ['drop-before', 'unknown', 0],
  ] as const)(
    'whose answer is lost (%s) is looked up, never sent again: %s, taken %i times',
    async (kind, state, taken) => {
      const world = await waiting();
      world.here.inject({ system: 'github', method: 'POST', path: '*/pending_deployments', kind });
      const { data } = await approve(world.reviewer);
      expect(data.state).toBe(state);
      expect(posts(world)).toHaveLength(taken);
    },
  );

  it('is settled after a crash by what the run waits for', async () => {
    const world = await waiting();
    const { data } = await approve(world.reviewer, {}, { dryRun: true });
    const record = await world.reviewer.journal.start('approve-production');
    const intent = { action: 'approve', environment: 'production', key: data.plan.key };
    const of = { runId: data.plan.run.id, environmentIds: [161_088_068] };
    await record.append('intent', { ...intent, ...of });
    await record.close();
    const settle = () => settleRecord(world.reviewer, record.id, { by: 'a test' });
    expect((await settle()).state).toBe('unknown');
    world.here.clock.advance(300_000);
    expect((await settle()).state).toBe('not-done');
  });

  it('is done after a crash where the run has gone on', async () => {
    const world = await waiting();
    const { data } = await approve(world.reviewer);
    const record = await world.reviewer.journal.start('approve-production');
    const of = { runId: data.plan.run.id, environmentIds: [161_088_068] };
    await record.append('intent', { action: 'approve', environment: 'production', ...of });
    await record.close();
    expect((await settleRecord(world.reviewer, record.id, { by: 'a test' })).state).toBe('done');
  });
});

describe('the status of a rollback that waits for a review', () => {
  const live = { update: () => {}, emit: () => {} };
  it('leads whoever may approve it to the approval, and others to the page', async () => {
    const { here, reviewer } = await waiting();
    const mine = await status.run({ follow: false }, reviewer, live);
    expect(mine.next?.[0]).toMatch(/^tsops rollback approve \d+$/);
    const theirs = await status.run({ follow: false }, here.context, live);
    expect(theirs.next).toEqual([expect.stringMatching(/^tsops page 'approve the deploy http/)]);
  });
});

describe('what cannot be approved', () => {
  it.each(['abc', '-1', '0', 'https://evil.test/run'])('is the run %j', (run) => {
    expect(approveCommand.input.safeParse({ run }).success).toBe(false);
  });
  it('is a run that is not there, or none at all', async () => {
    const here = await rollbackInSandbox();
    closing.push(() => here.close());
    await expect(approve(here.context)).rejects.toMatchObject({ kind: 'usage' });
    await expect(approve(here.context, { run: '7' })).rejects.toMatchObject({
      message: 'There is no run 7; name the run that is meant.',
    });
  });
  it('is a run that has ended', async () => {
    const here = await rollbackInSandbox();
    closing.push(() => here.close());
    const { data } = await rollBack(here);
    const run = String(data.receipt?.runId);
    await expect(approve(here.context, { run })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('has ended: success'),
    });
  });
});
