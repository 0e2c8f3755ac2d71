import { afterEach, describe, expect, it } from 'vitest';
import { TsopsError } from '../../src/contract/errors.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { runInvalidate, runStatus } from '../support/invalidate.ts';
import { rollbackInSandbox } from '../support/rollback-sandbox.ts';

type World = Awaited<ReturnType<typeof rollbackInSandbox>>;

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** The real adapters over real sockets; time passes only while someone sleeps. */
async function world(...faults: readonly Omit<FaultInput, 'system'>[]): Promise<World> {
  const made = await rollbackInSandbox();
  open.push(made);
  for (const fault of faults) made.inject({ system: 'aws', ...fault });
  return made;
}

const posts = ({ sandbox }: World): number =>
  sandbox.requests().filter(({ method, path }) => method === 'POST' && /invalidation$/.test(path))
    .length;

/** How many invalidations CloudFront really holds of ours, by its own list. */
async function taken({ context }: World): Promise<number> {
  const cdn = await context.services.cdn('cloudfront');
  const all = await cdn.invalidations('E2SANDBOX1PROD', 100);
  const details = await Promise.all(all.map(({ id }) => cdn.invalidation('E2SANDBOX1PROD', id)));
  return details.filter(({ reference }) => reference.startsWith('tsops-')).length;
}

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${String(thrown)}`);
  return thrown;
}

describe('over real sockets', () => {
  it('invalidates, waits and proves', async () => {
    const here = await world();
    const { verdict, data } = await runInvalidate(here.context, ['/*']);
    expect([verdict, data.state]).toEqual(['ok', 'done']);
    expect([posts(here), await taken(here)]).toEqual([1, 1]);
  });

  it.each<[string, Omit<FaultInput, 'system'>]>([
    ['dropped after it was taken', { method: 'POST', kind: 'drop-after', count: 1 }],
    ['dropped before it was taken', { method: 'POST', kind: 'drop-before', count: 1 }],
    [
      'answered 502 after it was taken',
      { method: 'POST', kind: 'status', status: 502, effect: true, count: 1 },
    ],
    ['answered with HTML', { method: 'POST', kind: 'html', count: 1 }],
  ])('a write whose answer is %s makes one invalidation', async (_what, fault) => {
    const here = await world(fault);
    const { verdict, data } = await runInvalidate(here.context, ['/*']);
    expect([verdict, data.state]).toEqual(['ok', 'done']);
    expect(await taken(here)).toBe(1);
    expect(posts(here)).toBeLessThanOrEqual(2);
  });

  it('two lost answers are unknown; status then finds what was taken', async () => {
    const here = await world({ method: 'POST', kind: 'drop-after', count: 2 });
    const { verdict, data } = await runInvalidate(here.context, ['/*']);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    await here.clock.sleep(60_000);
    const found = await runStatus(here.context);
    expect([found.verdict, found.data.ours?.state]).toEqual(['ok', 'done']);
    expect([posts(here), await taken(here)]).toEqual([2, 1]);
  });

  it('two lost requests are unknown; status then says that none was taken', async () => {
    const here = await world({ method: 'POST', kind: 'drop-before', count: 2 });
    expect((await runInvalidate(here.context, ['/*'])).data.state).toBe('unknown');
    expect((await runStatus(here.context)).data.ours?.state).toBe('unknown');
    await here.clock.sleep(120_000);
    expect((await runStatus(here.context)).data.ours?.state).toBe('not-done');
    expect(await taken(here)).toBe(0);
  });

  it('throttling is waited out', async () => {
    const here = await world({ kind: 'status', status: 429, retryAfter: '3', count: 2 });
    expect((await runInvalidate(here.context, ['/*'])).data.state).toBe('done');
  });

  it('polls that fail are only polls less', async () => {
    const here = await world({ path: '*/invalidation/*', kind: 'drop-before', count: 7 });
    expect((await runInvalidate(here.context, ['/*'])).data.state).toBe('done');
  });
});

describe('bad answers, before anything is written', () => {
  it.each<[string, Omit<FaultInput, 'system'>]>([
    ['HTML', { kind: 'html' }],
    ['malformed', { kind: 'malformed-json' }],
    ['wrong types', { kind: 'wrong-types' }],
    ['huge', { kind: 'huge' }],
    ['500', { kind: 'status', status: 500 }],
    ['dropped', { kind: 'drop-before' }],
  ])('%s is one clear error', async (_what, fault) => {
    const here = await world(fault);
    const error = await failure(runInvalidate(here.context, ['/*']));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/127\.0\.0\.1/);
    expect(error.message).not.toMatch(/[\u0000-\u001f<]/);
    expect(posts(here)).toBe(0);
    expect(await here.context.journal.list()).toEqual([]);
  });
});
