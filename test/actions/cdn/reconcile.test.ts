import { describe, expect, it } from 'vitest';
import { reconcileInvalidation } from '../../../src/actions/cdn/reconcile.ts';
import type { JournalReading } from '../../../src/ports/journal.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';

type World = ReturnType<typeof invalidateWorld>;

const minute = 60_000;

/** An invalidation whose process ended: its lines up to and with the last `kind`, as a kill leaves them. */
async function leftAfter(
  kind: string,
  parts: Parameters<typeof invalidateWorld>[0] = {},
  wait = false,
) {
  const world = invalidateWorld(parts);
  await runInvalidate(world.context, ['/index.html'], { wait });
  const [id = ''] = await world.context.journal.list();
  const whole = await world.context.journal.read(id);
  const last = whole.entries.findLastIndex((entry) => entry.kind === kind);
  expect(last).toBeGreaterThanOrEqual(0);
  return { world, reading: { ...whole, entries: whole.entries.slice(0, last + 1) } };
}

const look = ({ context }: World, reading: JournalReading) =>
  reconcileInvalidation(context, reading, null);

/** As whoever takes the record up does: with the record open. */
async function takenUp({ context }: World, reading: JournalReading) {
  const before = (await context.journal.read(reading.id)).entries.length;
  const record = await context.journal.reopen(reading.id);
  const found = await reconcileInvalidation(context, reading, record);
  const { entries } = await context.journal.read(reading.id);
  return { found, lines: entries.slice(before) };
}

describe('an invalidation whose record was left open', () => {
  it('is asked for by its id where there is a receipt: in progress, then done', async () => {
    const { world, reading } = await leftAfter('receipt', { cdn: { takes: minute } });
    expect(await look(world, reading)).toEqual({
      state: 'in-progress',
      detail: expect.objectContaining({ en: 'CloudFront is working on it: I1.' }),
    });
    world.clock.advance(minute);
    expect(await look(world, reading)).toMatchObject({ state: 'done' });
  });

  it('is found by its reference where the answer was never written down, among others', async () => {
    const { world, reading } = await leftAfter('intent');
    world.cloudFront.take({ cdnId: 'E1TALK', paths: ['/index.html'], reference: 'of another' });
    world.clock.advance(5000);
    expect(await look(world, reading)).toMatchObject({
      state: 'done',
      detail: { en: 'CloudFront completed it: I1.' },
    });
  });

  it('is not done where CloudFront never got it; not known before a minute has passed', async () => {
    const { world, reading } = await leftAfter('intent', { cdn: { writes: ['lost'] } });
    world.clock.advance(minute);
    expect(await look(world, reading)).toMatchObject({
      state: 'unknown',
      detail: { en: 'CloudFront does not list it (it was asked for a moment ago).' },
    });
    world.clock.advance(1);
    expect(await look(world, reading)).toMatchObject({ state: 'not-done' });
  });

  it('is only looked at where nobody takes its record up: the edge is not read', async () => {
    const { world, reading } = await leftAfter('receipt');
    world.clock.advance(minute);
    const reads = world.edge.urls.length;
    await look(world, reading);
    expect(world.edge.urls).toHaveLength(reads);
  });

  it('is proved from outside by whoever takes it up, against what was served before', async () => {
    const { world, reading } = await leftAfter('receipt', {}, true);
    const { found, lines } = await takenUp(world, reading);
    expect(found).toMatchObject({ state: 'done' });
    const url = 'https://talkstudio.app/index.html';
    const before = { url, xCache: 'Hit from cloudfront', age: 3600 };
    expect(lines).toMatchObject([
      { kind: 'observed', proof: { edge: [{ url, verdict: 'ok', before, after: { url } }] } },
    ]);
    expect(world.cloudFront.requests).toHaveLength(1);
  });

  it('is still in progress where it has not ended within the time that one waits', async () => {
    const { world, reading } = await leftAfter('receipt', { cdn: { takes: 60 * minute } });
    const { found } = await takenUp(world, reading);
    expect(found.state).toBe('in-progress');
  });

  it('is not proved where CloudFront does not have it', async () => {
    const { world, reading } = await leftAfter('intent', { cdn: { writes: ['lost'] } });
    world.clock.advance(2 * minute);
    const { found, lines } = await takenUp(world, reading);
    expect(found.state).toBe('not-done');
    expect(lines).toEqual([]);
  });

  it('is looked at alone where its paths are none that can be proved', async () => {
    const { world, reading } = await leftAfter('receipt');
    const entries = reading.entries.map((entry) =>
      entry.kind === 'intent' ? { ...entry, paths: ['no path'] } : entry,
    );
    world.clock.advance(minute);
    const { found, lines } = await takenUp(world, { ...reading, entries });
    expect(found.state).toBe('done');
    expect(lines).toEqual([]);
  });

  it('whose intent is lost tells nothing', async () => {
    const { world, reading } = await leftAfter('receipt');
    const entries = reading.entries.filter(({ kind }) => kind !== 'intent');
    expect(await look(world, { ...reading, entries })).toEqual({
      state: 'unknown',
      detail: {
        en: `${reading.id} does not tell what was invalidated`,
        ko: `${reading.id}에 무엇을 무효화했는지 기록되어 있지 않습니다`,
      },
    });
  });
});
