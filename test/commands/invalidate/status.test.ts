import { describe, expect, it } from 'vitest';
import status from '../../../src/commands/invalidate/status.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { InvalidationRequest } from '../../../src/ports/cdn.ts';
import type { OpenRecord } from '../../../src/ports/journal.ts';
import sample from '../../samples/invalidate/status.ts';
import { invalidateWorld, runInvalidate, runStatus } from '../../support/invalidate.ts';
import { plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
/** Runs until `kill` is called, and leaves it there: nothing of it goes on, as after a kill -9. */
async function untilKilled(run: (kill: () => Promise<never>) => Promise<unknown>): Promise<void> {
  await new Promise<void>((dead, reject) => {
    const kill = (): Promise<never> => {
      dead();
      return new Promise(() => {});
    };
    run(kill).then(() => reject(new Error('it was never killed')), reject);
  });
}

/** A process that dies right after its journal line number `line`, and the world as it leaves it. */
async function killedAfter(line: number, parts: Parameters<typeof invalidateWorld>[0] = {}) {
  const world = invalidateWorld(parts);
  const { journal } = world.context;
  await untilKilled((kill) => {
    const start = async (topic: string): Promise<OpenRecord> => {
      const record = await journal.start(topic);
      const append: OpenRecord['append'] = async (kind, fields) => {
        const entry = await record.append(kind, fields);
        return entry.seq === line ? kill() : entry;
      };
      return { ...record, append };
    };
    // Its lock goes with the process.
    const exclusively: typeof journal.exclusively = (_name, work) => work(false);
    const killed = { ...journal, start, exclusively };
    return runInvalidate({ ...world.context, journal: killed }, ['/a']);
  });
  return world;
}

const kinds = async ({ journal }: Context): Promise<string[]> => {
  const [id = ''] = await journal.list();
  return (await journal.read(id)).entries.map(({ kind }) => kind);
};

describe('kill -9, then tsops invalidate status', () => {
  it('after the intent, before the write: not done, once CloudFront can be believed', async () => {
    const { context, clock, cloudFront } = await killedAfter(1);
    const early = await runStatus(context);
    expect([early.verdict, early.data.ours?.state]).toEqual(['unknown', 'unknown']);
    clock.advance(5 * 60_000);
    const later = await runStatus(context);
    expect([later.verdict, later.data.ours?.state]).toEqual(['bad', 'not-done']);
    expect(cloudFront.requests).toEqual([]);
  });

  it('after the write, before its receipt: found by its reference', async () => {
    const { context, cloudFront, clock } = invalidateWorld();
    const { cdn, take, requests } = cloudFront;
    await untilKilled((kill) => {
      const invalidate = (request: InvalidationRequest): Promise<never> => {
        requests.push(request);
        take(request);
        return kill();
      };
      const services = { ...context.services, cdn: async () => ({ ...cdn, invalidate }) };
      return runInvalidate({ ...context, services }, ['/a']);
    });
    expect(await kinds(context)).toEqual(['intent']);
    expect((await runStatus(context)).data.ours?.state).toBe('in-progress');
    clock.advance(60_000);
    const { verdict, data } = await runStatus(context);
    expect([verdict, data.ours?.state]).toEqual(['ok', 'done']);
    expect(data.ours?.invalidation?.id).toBe('I1');
    expect(cloudFront.requests).toHaveLength(1);
  });

  it.each([
    [2, 'after the receipt'],
    [3, 'after the proof'],
    [4, 'after the outcome'],
  ])('after line %i (%s): what CloudFront says of that very invalidation', async (line) => {
    const { context, clock, cloudFront } = await killedAfter(line);
    clock.advance(60_000);
    const { verdict, data } = await runStatus(context);
    expect([verdict, data.ours?.state]).toEqual(['ok', 'done']);
    expect(data.ours?.invalidation?.paths).toEqual(['/a']);
    expect(cloudFront.requests).toHaveLength(1);
  });

  it('after the receipt, while CloudFront works: in progress, never done', async () => {
    const { context } = await killedAfter(2, { cdn: { takes: 600_000 } });
    const { data, next } = await runStatus(context);
    expect(data.ours?.state).toBe('in-progress');
    expect(next).toEqual(['tsops invalidate status I1 --wait']);
  });

  it('after the receipt, and CloudFront does not know it any more: unknown', async () => {
    const { context, cloudFront } = await killedAfter(2);
    cloudFront.taken.splice(0);
    const { verdict, data } = await runStatus(context);
    expect([verdict, data.ours?.state]).toEqual(['unknown', 'unknown']);
  });

  it('after CloudFront refused it: not done, at once', async () => {
    const refusal = new TsopsError({ kind: 'refused', message: 'too many in progress' });
    const { context } = invalidateWorld({ cdn: { writes: [refusal] } });
    await expect(runInvalidate(context, ['/a'])).rejects.toBe(refusal);
    expect((await runStatus(context)).data.ours?.state).toBe('not-done');
  });

  it('never takes the invalidation of someone else for ours', async () => {
    const { context, clock, cloudFront } = await killedAfter(1);
    cloudFront.take({ cdnId: 'E1TALK', paths: ['/a'], reference: 'of another' });
    clock.advance(5 * 60_000);
    expect((await runStatus(context)).data.ours?.state).toBe('not-done');
  });

  it('looks only among those of its time, and says unknown where the list ends too early', async () => {
    const { context, clock, cloudFront } = await killedAfter(1);
    clock.advance(3_600_000);
    for (let at = 0; at < 100; at += 1) {
      cloudFront.take({ cdnId: 'E1TALK', paths: ['/x'], reference: `other-${at}` });
    }
    let asked = 0;
    const { cdn } = cloudFront;
    const invalidation: typeof cdn.invalidation = (...args) => {
      asked += 1;
      return cdn.invalidation(...args);
    };
    const services = { ...context.services, cdn: async () => ({ ...cdn, invalidation }) };
    const { data } = await runStatus({ ...context, services });
    expect([data.ours?.state, asked]).toEqual(['unknown', 0]);
  });

  it('writes down what it found, once', async () => {
    const { context, clock } = await killedAfter(2);
    clock.advance(60_000);
    await runStatus(context);
    await runStatus(context);
    expect(await kinds(context)).toEqual(['intent', 'receipt', 'outcome']);
  });

  it('the same command again repeats what was lost, and makes no second one', async () => {
    const { context, cloudFront } = await killedAfter(1);
    const { data } = await runInvalidate(context, ['/a'], { wait: false });
    expect(data.plan.repeats).not.toBeNull();
    expect(cloudFront.taken).toHaveLength(1);
  });
});

describe('tsops invalidate status', () => {
  it('lists where there is no record of ours', async () => {
    const { context, cloudFront } = invalidateWorld();
    cloudFront.take({ cdnId: 'E1TALK', paths: ['/x'], reference: 'other' });
    const { verdict, data } = await runStatus(context);
    expect([verdict, data.ours, data.invalidations.length]).toEqual(['ok', null, 1]);
  });

  it('shows the one asked for, and with --wait follows it to its end', async () => {
    const { context, cloudFront, clock } = invalidateWorld({ cdn: { takes: 30_000 } });
    cloudFront.take({ cdnId: 'E1TALK', paths: ['/x'], reference: 'other' });
    expect((await runStatus(context, { id: 'I1' })).data.followed?.status).toBe('InProgress');
    const { verdict, data } = await runStatus(context, { id: 'I1', wait: true });
    expect([verdict, data.followed?.status]).toEqual(['ok', 'Completed']);
    expect(clock.slept()).toBeGreaterThanOrEqual(30_000);
  });

  it('stops waiting after its time, with exit code 6', async () => {
    const { context, cloudFront } = invalidateWorld({ cdn: { takes: 3_600_000 } });
    cloudFront.take({ cdnId: 'E1TALK', paths: ['/x'], reference: 'other' });
    const result = await runStatus(context, { id: 'I1', wait: true });
    expect(result.exitCode).toBe(6);
    expect(result.problems?.[0]?.message).toContain('Stopped waiting after 15m');
  });

  it('is not silenced by a record that cannot be read', async () => {
    const { context } = invalidateWorld();
    await runInvalidate(context, ['/a']);
    const journal = {
      ...context.journal,
      list: async () => ['9999-invalidate-broken', ...(await context.journal.list())],
    };
    expect((await runStatus({ ...context, journal })).data.ours?.state).toBe('done');
  });

  it('says what went wrong where CloudFront cannot be asked', async () => {
    const { context, cloudFront } = invalidateWorld();
    const error = new TsopsError({ kind: 'credentials', message: 'no credentials' });
    Object.assign(cloudFront.cdn, { invalidations: () => Promise.reject(error) });
    await expect(runStatus(context)).rejects.toBe(error);
  });

  it.each(['../..', 'i1', 'I1; rm', '--x', ''])('takes no id like %j', (id) => {
    expect(status.input.safeParse({ id }).success).toBe(false);
  });

  it.each(['soon', '0s', '-5m', '15'])('takes no --timeout like %s', (timeout) => {
    const parsed = status.input.safeParse({ timeout });
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0])).toEqual([
      'timeout',
    ]);
  });

  it('takes a timeout as people write it', () => {
    expect(status.input.safeParse({ timeout: '15m' })).toMatchObject({
      data: { timeout: 900_000 },
    });
  });

  it('fits a screen of 80 columns', () => {
    const shown = status.view(
      sample,
      plainScreen(() => now + 15 * 60_000),
    );
    expect(shown).toMatchInlineSnapshot(`
      "production  E2EXAMPLE1TALK
      ✔ our last one (2m 55s ago): done. CloudFront completed it: I2J0EXAMPLE.
        record  20261123T031205Z-invalidate-production

        id           status     created
        I2J0EXAMPLE  Completed  2026-11-23 12:12:05 KST (03:12 UTC)  2m 55s ago
        I1Z9EXAMPLE  Completed  2026-11-22 12:12:05 KST (03:12 UTC)  1d ago"
    `);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
