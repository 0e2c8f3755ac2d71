import { describe, expect, it } from 'vitest';
import { earlierAttempt, hashOfRequest, newReference } from '../../../src/actions/cdn/reference.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Cdn } from '../../../src/ports/cdn.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';

const minute = 60_000;
const request = { cdnId: 'E1TALK', paths: ['/index.html'] };

describe('the hash of a request', () => {
  it('is twelve hex digits, the same for the same paths in any order', () => {
    const hash = hashOfRequest({ cdnId: 'E1', paths: ['/a', '/b'] });
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect(hashOfRequest({ cdnId: 'E1', paths: ['/b', '/a'] })).toBe(hash);
  });

  it('is another one for another path, or another distribution', () => {
    const hashes = [
      { cdnId: 'E1', paths: ['/a'] },
      { cdnId: 'E1', paths: ['/a', '/b'] },
      { cdnId: 'E2', paths: ['/a'] },
    ].map(hashOfRequest);
    expect(new Set(hashes).size).toBe(3);
  });

  it('leaves the paths as they were', () => {
    const paths = ['/b', '/a'];
    hashOfRequest({ cdnId: 'E1', paths });
    expect(paths).toEqual(['/b', '/a']);
  });
});

it('a reference names the request and its time', () => {
  const first = newReference(request, 1000);
  expect(first).toBe(`tsops-${hashOfRequest(request)}-rs`);
  expect(newReference(request, 1001)).not.toBe(first);
});

describe('an earlier attempt at the same', () => {
  type Writes = NonNullable<Parameters<typeof invalidateWorld>[0]>['cdn'];

  /** One that was sent and whose end is not known. */
  async function sent(cdn: Writes = { writes: ['lost'] }) {
    const world = invalidateWorld({ cdn });
    await runInvalidate(world.context, ['/index.html'], { wait: false }).catch(() => {});
    const [record = ''] = await world.context.journal.list();
    const { entries } = await world.context.journal.read(record);
    const intent = entries.find(({ kind }) => kind === 'intent');
    const before = Date.parse(intent?.at ?? '');
    const ask = (asked = request, changed: Partial<Cdn> = {}) =>
      earlierAttempt(asked, world.context, { ...world.cloudFront.cdn, ...changed });
    return { world, record, reference: intent?.key, sentAt: before, ask };
  }

  it('is repeated under its reference, which makes no second one', async () => {
    const { ask, record, reference, sentAt } = await sent();
    expect(await ask()).toEqual({ reference, repeats: { record, sentAt } });
  });

  it('is none where something else was asked for, or nothing was', async () => {
    const { ask } = await sent();
    expect(await ask({ cdnId: 'E1TALK', paths: ['/other.html'] })).toBeUndefined();
    const { context, cloudFront } = invalidateWorld();
    expect(await earlierAttempt(request, context, cloudFront.cdn)).toBeUndefined();
  });

  it('is one for fifteen minutes', async () => {
    const { ask, world, sentAt } = await sent();
    world.clock.advance(sentAt + 15 * minute - 1 - world.clock.now());
    expect(await ask()).toBeDefined();
    world.clock.advance(1);
    expect(await ask()).toBeUndefined();
  });

  it('is none whose answer is known: it is followed, or done with', async () => {
    expect(await (await sent({ takes: 60 * minute })).ask()).toBeUndefined();
    const refused = new TsopsError({ kind: 'credentials', message: 'no', next: [] });
    expect(await (await sent({ writes: [refused] })).ask()).toBeUndefined();
  });

  it('is none once CloudFront shows that it has completed it', async () => {
    const { ask, world } = await sent({ writes: ['answer-lost'], takes: minute });
    expect(await ask()).toBeDefined();
    world.clock.advance(minute);
    expect(await ask()).toBeUndefined();
    expect(world.cloudFront.taken).toHaveLength(1);
  });

  it('is one while CloudFront works on it', async () => {
    const { ask, reference } = await sent({ writes: ['answer-lost'], takes: 60 * minute });
    expect(await ask()).toMatchObject({ reference });
  });

  it('is one where CloudFront cannot be asked; a fault of our own is not hidden by that', async () => {
    const { ask, reference } = await sent();
    const failing = (error: Error): Partial<Cdn> => ({
      invalidations: async () => {
        throw error;
      },
    });
    const gone = new TsopsError({ kind: 'unreachable', message: 'gone', next: [] });
    expect(await ask(request, failing(gone))).toMatchObject({ reference });
    await expect(ask(request, failing(new TypeError('ours')))).rejects.toThrow('ours');
  });

  it('is none while a process drives it still', async () => {
    const { ask, world } = await sent();
    const { journal } = world.context;
    const driver = { pid: 1, host: 'desk', user: 'minji' };
    const read = async (id: string) => ({ ...(await journal.read(id)), driver });
    const context = { ...world.context, journal: { ...journal, read } };
    expect(await ask()).toBeDefined();
    expect(await earlierAttempt(request, context, world.cloudFront.cdn)).toBeUndefined();
  });

  it('is looked for among the last three invalidations', async () => {
    const { ask, world, reference } = await sent();
    for (const path of ['/a', '/b']) await runInvalidate(world.context, [path], { wait: false });
    expect(await ask()).toMatchObject({ reference });
    await runInvalidate(world.context, ['/c'], { wait: false });
    expect(await ask()).toBeUndefined();
  });
});
