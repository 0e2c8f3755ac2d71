import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Distribution } from '../../../src/ports/cdn.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';

type World = ReturnType<typeof invalidateWorld>;

const planned = async (world: World, paths: string[] = ['/a']) =>
  (await runInvalidate(world.context, paths, { dryRun: true })).data.plan;
const guardsOf = async (world: World, paths: string[]) =>
  (await planned(world, paths)).guards.map(({ name, state }) => [name, state]);

/** Many paths that are in progress already. */
function inProgress(world: World, paths: readonly string[]): void {
  world.cloudFront.take({ cdnId: 'E1TALK', paths, reference: `r${paths.length}` });
}

const single = (count: number, name = 'p') =>
  Array.from({ length: count }, (_, index) => `/${name}${index}`);

describe('the limits of what may be in progress', () => {
  it.each([
    [2999, 1, 'pass'],
    [3000, 1, 'refuse'],
    [3000, 0, 'pass'],
  ])('%i paths in progress and %i more: %s', async (running, more, state) => {
    const world = invalidateWorld();
    inProgress(world, single(running));
    const own = more === 0 ? ['/w/*'] : single(more, 'own');
    expect(await guardsOf(world, own)).toEqual([['limits in progress', state]]);
  });

  it('count wildcards and paths apart', async () => {
    const world = invalidateWorld();
    inProgress(world, [...single(2999), ...single(14).map((path) => `${path}/*`)]);
    expect(await guardsOf(world, ['/own', '/own/*'])).toEqual([['limits in progress', 'pass']]);
    const other = invalidateWorld();
    inProgress(other, [...single(2999), ...single(15).map((path) => `${path}/*`)]);
    expect(await guardsOf(other, ['/own', '/own/*'])).toEqual([['limits in progress', 'refuse']]);
  });

  it('advise a wildcard where the paths alone are too many, to wait where the others are', async () => {
    const refusal = async (world: World, paths: string[]) => {
      const ended = await runInvalidate(world.context, paths).catch((error: unknown) => error);
      if (!(ended instanceof TsopsError)) throw new Error('it was not refused');
      return ended.next.map((line) => line.replace(/^.*: /, ''));
    };
    const alone = single(16).map((path) => `${path}/*`);
    expect(await refusal(invalidateWorld(), alone)).toEqual(["tsops invalidate '/*'"]);
    expect(await refusal(invalidateWorld(), single(3001))).toEqual(["tsops invalidate '/*'"]);
    const world = invalidateWorld();
    inProgress(
      world,
      single(15, 'x').map((path) => `${path}/*`),
    );
    expect((await refusal(world, ['/own/*']))[0]).toBe('tsops invalidate status');
  });

  it('are CloudFront’s own: what could not be counted is noted, and refuses nothing', async () => {
    const world = invalidateWorld({ cdn: { distribution: { inProgress: 2 } } });
    const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 503' });
    Object.assign(world.cloudFront.cdn, { invalidations: async () => Promise.reject(down) });
    const plan = await planned(world);
    expect(plan.notes).toEqual([expect.stringMatching(/^2 in progress, .*: HTTP 503$/)]);
    expect(plan.inProgress).toEqual({ invalidations: [], uncounted: 2 });
    expect(plan.guards).toMatchObject([
      { state: 'pass', detail: expect.stringMatching(/^at least /) },
    ]);
  });

  it('are not asked for where nothing is in progress', async () => {
    const world = invalidateWorld();
    const fault = new Error('asked');
    Object.assign(world.cloudFront.cdn, { invalidations: async () => Promise.reject(fault) });
    expect((await planned(world)).inProgress).toEqual({ invalidations: [], uncounted: 0 });
    const busy = invalidateWorld({ cdn: { distribution: { inProgress: 1 } } });
    Object.assign(busy.cloudFront.cdn, { invalidations: async () => Promise.reject(fault) });
    await expect(planned(busy)).rejects.toBe(fault);
  });
});

describe('a distribution', () => {
  const notesOf = async (distribution: Partial<Distribution>, drill = false) =>
    (await planned(invalidateWorld({ drill, cdn: { distribution } }))).notes;

  it.each<[string, Partial<Distribution>, boolean]>([
    ['serves the site by its name', { aliases: ['talkstudio.app'] }, true],
    ['serves it by a second name', { aliases: ['other.app', 'TalkStudio.app'] }, true],
    ['has no name but its own: a name may stand before it', { aliases: [] }, true],
    ['serves another site', { aliases: ['other.app'] }, false],
    ['serves all below the site, not the site', { aliases: ['*.talkstudio.app'] }, false],
    ['serves all below a domain above it', { aliases: ['*.app'] }, true],
    ['serves one that ends alike', { aliases: ['notalkstudio.app'] }, false],
  ])('%s', async (_what, distribution, well) => {
    expect((await notesOf(distribution)).length).toBe(well ? 0 : 1);
  });

  it('of a drill has names of its own', async () => {
    expect(await notesOf({ aliases: ['other.app'] }, true)).toEqual([]);
  });

  it('that is disabled serves nothing', async () => {
    expect(await notesOf({ enabled: false })).toEqual([expect.stringContaining('disabled')]);
  });

  it('reads tags where it has a header for them, which only a tag asks for', async () => {
    const world = (cacheTagHeader: string | null) =>
      invalidateWorld({ cdn: { distribution: { cacheTagHeader } } });
    const limits = ['limits in progress', 'pass'];
    expect(await guardsOf(world('x-tags'), ['/a', '#b'])).toEqual([['cache tags', 'pass'], limits]);
    expect(await guardsOf(world(null), ['/a', '#b'])).toEqual([['cache tags', 'refuse'], limits]);
    expect(await guardsOf(world(null), ['/a', '/b'])).toEqual([limits]);
  });
});

describe('the edge before', () => {
  it('is read where it is read afterwards too, and not with --no-wait', async () => {
    const world = invalidateWorld();
    const plan = await planned(world, ['/a', '/b']);
    expect(plan.before.map(({ url }) => url)).toEqual([
      'https://talkstudio.app/a',
      'https://talkstudio.app/b',
    ]);
    expect(plan.targets.map(({ url }) => url)).toEqual(plan.before.map(({ url }) => url));
    const hurried = invalidateWorld();
    const { data } = await runInvalidate(hurried.context, ['/a'], { wait: false });
    expect([data.plan.targets, data.plan.before, hurried.edge.urls]).toEqual([[], [], []]);
  });

  it('is asked for the page alone where its links are needed, and its errors tell no links', async () => {
    const page = '<script src="/assets/a.js">';
    const reads = async (status: number, paths: string[]) => {
      const world = invalidateWorld({ edge: () => ({ status, body: page }) });
      return (await planned(world, paths)).targets.map(({ url }) => new URL(url).pathname);
    };
    expect(await reads(200, ['/assets/*'])).toEqual(['/assets/a.js']);
    expect(await reads(503, ['/assets/*'])).not.toContain('/assets/a.js');
    const world = invalidateWorld();
    await planned(world, ['/a']);
    expect(world.edge.urls).toEqual(['https://talkstudio.app/a']);
  });
});

describe('the reference of an invalidation', () => {
  it('is another for other paths, and another at another time, whatever their order', async () => {
    const world = invalidateWorld();
    const key = async (...paths: string[]) => (await planned(world, paths)).key;
    const hashOf = (reference: string) => reference.split('-')[1];
    const first = await key('/a', '/b');
    expect(hashOf(await key('/b', '/a'))).toBe(hashOf(first));
    expect(hashOf(await key('/a', '/c'))).not.toBe(hashOf(first));
    world.clock.advance(1);
    const later = await key('/a', '/b');
    expect([hashOf(later), later === first]).toEqual([hashOf(first), false]);
  });
});
