import { describe, expect, it } from 'vitest';
import { reconcileRollback } from '../../../src/actions/rollback/reconcile.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { JournalReading } from '../../../src/ports/journal.ts';
import { rollbackWorld, runRollback } from '../../support/rollback.ts';

type World = ReturnType<typeof rollbackWorld>;

/** A rollback that nobody waited for: its lines up to and with the last `kind`, as a kill leaves them. */
async function leftAfter(kind: string, parts: Parameters<typeof rollbackWorld>[0] = {}) {
  const world = rollbackWorld(parts);
  await runRollback(world, {}, { wait: false });
  const [id = ''] = await world.context.journal.list();
  const whole = await world.context.journal.read(id);
  const last = whole.entries.findLastIndex((entry) => entry.kind === kind);
  expect(last).toBeGreaterThanOrEqual(0);
  return { world, reading: { ...whole, entries: whole.entries.slice(0, last + 1), driver: null } };
}

const look = ({ context }: World, reading: JournalReading) =>
  reconcileRollback(context, reading, null);

/** As whoever takes the record up does: with the record open. */
async function follow({ context }: World, reading: JournalReading, changed: Partial<Context> = {}) {
  const before = (await context.journal.read(reading.id)).entries.length;
  const record = await context.journal.reopen(reading.id);
  const found = await reconcileRollback({ ...context, ...changed }, reading, record);
  await record.close();
  const { entries } = await context.journal.read(reading.id);
  return { found, lines: entries.slice(before).map(({ kind }) => kind) };
}

describe('a rollback whose record was left open', () => {
  it('and that never left its machine was not done', async () => {
    const { world, reading } = await leftAfter('intent');
    expect(await look(world, reading)).toMatchObject({
      state: 'not-done',
      detail: { en: expect.stringContaining('Nothing was sent') },
    });
  });

  it('is found again by its dispatch where the answer was never written down', async () => {
    const { world, reading } = await leftAfter('dispatching');
    expect(await look(world, reading)).toEqual({
      state: 'in-progress',
      detail: expect.objectContaining({ en: 'The run is in progress.' }),
    });
  });

  it('is not known to have been sent while GitHub may not list it yet, and not done after that', async () => {
    const { world, reading } = await leftAfter('dispatching', {
      github: { dispatches: ['lost-before'] },
    });
    expect(await look(world, reading)).toMatchObject({ state: 'unknown' });
    world.clock.advance(180_000);
    expect(await look(world, reading)).toMatchObject({ state: 'not-done' });
  });

  it('is only looked at where nobody drives its record, though its run has ended', async () => {
    const { world, reading } = await leftAfter('receipt');
    world.clock.advance(70_000);
    const before = world.cloudFront.taken.length;
    expect(await look(world, reading)).toMatchObject({ state: 'done' });
    expect(world.cloudFront.taken).toHaveLength(before);
  });

  it('is followed to its proof by whoever takes the record up, and nothing is sent again', async () => {
    const { world, reading } = await leftAfter('receipt');
    const { found } = await follow(world, reading);
    expect(found).toMatchObject({
      state: 'done',
      detail: { en: expect.stringContaining('v1.2.2') },
    });
    expect(world.hub.sent).toHaveLength(1);
  });

  it('is invalidated where the edge still serves the old version, into the same record', async () => {
    const { world, reading } = await leftAfter('receipt', { stale: true });
    const { found, lines } = await follow(world, reading);
    expect(found.state).toBe('done');
    expect(world.cloudFront.taken).toHaveLength(1);
    expect(lines).not.toEqual([]);
  });

  it('is followed only as long as the config lets a rollback take', async () => {
    const { world, reading } = await leftAfter('receipt', { github: { takes: 10_000_000 } });
    const begun = world.clock.now();
    const { found } = await follow(world, reading);
    expect(found.state).toBe('in-progress');
    expect(found.next).toEqual(
      expect.arrayContaining([expect.stringContaining('rollback status')]),
    );
    expect(world.clock.now() - begun).toBeLessThanOrEqual(1_200_000 + 10_000);
  });

  it('whose run failed is told as such, with what to do', async () => {
    const { world, reading } = await leftAfter('receipt', { github: { conclusion: 'failure' } });
    const { found } = await follow(world, reading);
    expect(found.state).not.toBe('done');
    expect(found.detail.en).toContain('failure');
  });

  it('is not known, and not followed, where GitHub cannot be asked', async () => {
    const { world, reading } = await leftAfter('receipt');
    const deploys = () =>
      Promise.reject(new TsopsError({ kind: 'unreachable', message: 'GitHub is down.' }));
    const services = { ...world.context.services, deploys };
    const begun = world.clock.now();
    const { found, lines } = await follow(world, reading, { services });
    expect(found).toMatchObject({
      state: 'unknown',
      detail: { en: expect.stringContaining('GitHub is down.') },
    });
    expect(lines).toEqual([]);
    expect(world.clock.now() - begun).toBeLessThan(60_000);
  });

  it('is still that of its own record where another process is said to drive it', async () => {
    const { world, reading } = await leftAfter('receipt');
    const driven = { ...reading, driver: { pid: 4711, host: 'desk' } };
    expect((await look(world, driven)).detail.en).not.toContain('4711');
  });

  it('and whose record holds no rollback is not known', async () => {
    const { world, reading } = await leftAfter('receipt');
    const empty = { ...reading, entries: [] };
    expect(await look(world, empty)).toEqual({
      state: 'unknown',
      detail: expect.objectContaining({ en: `${reading.id} does not tell what was rolled back` }),
    });
  });
});
