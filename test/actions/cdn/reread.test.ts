import { describe, expect, it } from 'vitest';
import { HttpFailure } from '../../../src/ports/http.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';

const old = { headers: { 'x-cache': 'Hit from cloudfront', age: '3600' }, body: 'old' };
const fresh = { headers: { 'x-cache': 'Miss from cloudfront' }, body: 'new' };
const silent = { headers: {}, body: 'old' };

type Reply = typeof old | typeof fresh | typeof silent | 'dropped';

/** CloudFront completes it at the look after three seconds. */
const completed = 3000;

/**
 * Invalidates the paths that `replies` names: what each answers before, at the first read after the completion, at
 * the second, and so on, the last one again.
 */
async function invalidated(replies: Readonly<Record<string, readonly Reply[]>>, timeout = 900_000) {
  const world = invalidateWorld({
    edge: ({ pathname }, reads) => {
      const own = replies[pathname] ?? [];
      const reply = own[Math.min(reads, own.length - 1)] ?? fresh;
      if (reply === 'dropped') throw new HttpFailure('reset', 'the connection was dropped', true);
      return reply;
    },
  });
  const { data, verdict, next } = await runInvalidate(world.context, Object.keys(replies), {
    timeout,
  });
  const readsOf = (path: string) => world.edge.urls.filter((url) => url.endsWith(path)).length - 1;
  const edge = data.proof?.edge ?? [];
  return { verdict, next, edge, readsOf, waited: world.clock.slept() - completed, data };
}

describe('the edge after an invalidation', () => {
  it('is read once where it is fresh at once', async () => {
    const { verdict, next, readsOf, waited } = await invalidated({ '/a': [old, fresh] });
    expect([verdict, next, readsOf('/a'), waited]).toEqual(['ok', [], 1, 0]);
  });

  it('is read five times, two seconds apart, before an old copy is an old copy', async () => {
    const { verdict, next, readsOf, waited } = await invalidated({ '/a': [old] });
    expect([verdict, readsOf('/a'), waited]).toEqual(['bad', 5, 8000]);
    expect(next).toEqual(['tsops version --reads 5', 'tsops health']);
    const last = await invalidated({ '/a': [old, old, old, old, old, fresh] });
    expect([last.verdict, last.readsOf('/a')]).toEqual(['ok', 5]);
  });

  it('is read again for the second address though the first is fresh', async () => {
    const { verdict, readsOf } = await invalidated({
      '/a': [old, fresh],
      '/b': [old, old, old, fresh],
    });
    expect([verdict, readsOf('/a'), readsOf('/b')]).toEqual(['ok', 3, 3]);
  });

  it('is not read again where no address tells how old its copy is', async () => {
    const { verdict, readsOf, waited } = await invalidated({ '/a': [silent], '/b': [silent] });
    expect([verdict, readsOf('/a'), readsOf('/b'), waited]).toEqual(['unknown', 1, 1, 0]);
    const one = await invalidated({ '/a': [silent], '/b': [old, old, fresh] });
    expect([one.readsOf('/a'), one.readsOf('/b')]).toEqual([2, 2]);
  });

  it('is read again where it did not answer', async () => {
    const { verdict, readsOf } = await invalidated({ '/a': [old, 'dropped', 'dropped', fresh] });
    expect([verdict, readsOf('/a')]).toEqual(['ok', 3]);
  });

  it('is read no more once time is out', async () => {
    const { readsOf, waited } = await invalidated({ '/a': [old] }, completed + 2000);
    expect([readsOf('/a'), waited]).toEqual([2, 2000]);
  });

  it('is compared with what the same address answered before', async () => {
    const { edge, verdict } = await invalidated({
      '/a': [
        { ...old, body: 'a' },
        { ...silent, body: 'b' },
      ],
      '/b': [
        { ...old, body: 'b' },
        { ...silent, body: 'a' },
      ],
    });
    expect(edge.map(({ url, before }) => [url, before?.url])).toEqual(
      ['a', 'b'].map((name) => Array(2).fill(`https://talkstudio.app/${name}`)),
    );
    // Each has other content than it had; compared crosswise both would have the same.
    expect(verdict).toBe('ok');
  });
});
