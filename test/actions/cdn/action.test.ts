import { describe, expect, it } from 'vitest';
import { cdnEnvironment } from '../../../src/actions/cdn/environment.ts';
import { hashOfRequest } from '../../../src/actions/cdn/reference.ts';
import invalidate from '../../../src/commands/invalidate/command.ts';
import { invalidateWorld } from '../../support/invalidate.ts';

async function world(path: string[] = ['/index.html'], cdn = {}) {
  const here = invalidateWorld({ cdn });
  const action = await invalidate.action({ path, all: false }, here.context);
  return { ...here, action, plan: await action.plan() };
}

const wait = { wait: true, timeout: 60_000 };

describe('an invalidation', () => {
  it('is named and guarded as what users get, and waited for as long as is configured', async () => {
    const { action, plan } = await world();
    expect(action).toMatchObject({
      name: 'invalidate',
      noun: 'invalidation',
      danger: 'production',
      timeout: 900_000,
      joins: 'unended',
      repeatable: true,
    });
    expect(action.lock(plan)).toBe('cdn-E1TALK');
    expect(action.undo(plan)).toBeNull();
  });

  it('reads the edge before, unless nobody waits for the proof', async () => {
    const here = await world();
    expect(here.plan.before).toHaveLength(1);
    expect((await here.action.plan({ wait: true, timeout: 1 })).before).toHaveLength(1);
    const reads = here.edge.urls.length;
    expect((await here.action.plan({ wait: false, timeout: 1 })).before).toEqual([]);
    expect(here.edge.urls).toHaveLength(reads);
  });

  it('is the same as one of the same paths, in any order, and of no others', async () => {
    const { action, plan } = await world(['/a', '/b']);
    const { pathsHash } = action.intent(plan);
    expect(pathsHash).toBe(hashOfRequest({ cdnId: 'E1TALK', paths: ['/b', '/a'] }));
    expect(action.isSame?.(plan, { pathsHash })).toBe(true);
    const others = hashOfRequest({ cdnId: 'E1TALK', paths: ['/a', '/c'] });
    expect(action.isSame?.(plan, { pathsHash: others })).toBe(false);
    expect(action.isSame?.(plan, { key: plan.key })).toBe(false);
  });

  it.each([100, 101])(
    'of %i paths records the first hundred, and how many they are',
    async (count) => {
      const { action, plan } = await world();
      const paths = Array.from({ length: count }, (_, at) => `/page-${at}`);
      const intent = action.intent({ ...plan, paths });
      expect(intent).toMatchObject({ distributionId: 'E1TALK', pathCount: count });
      expect(intent.paths).toEqual(paths.slice(0, 100));
    },
  );

  it('has a receipt of what was taken, from when it was sent', async () => {
    const { action, clock, cloudFront, context, plan } = await world();
    const record = await context.journal.start('invalidate-production');
    const now = clock.now();
    expect(await action.apply(plan, record, wait)).toEqual({
      applied: 'yes',
      receipt: { id: 'I1', status: 'InProgress', createdAt: now, submittedAt: now },
    });
    expect(cloudFront.requests).toEqual([
      { cdnId: 'E1TALK', paths: ['/index.html'], reference: plan.key },
    ]);
    const repeats = { record: 'r-1', sentAt: now - 60_000 };
    expect(await action.apply({ ...plan, repeats }, record, wait)).toMatchObject({
      receipt: { submittedAt: now - 60_000 },
    });
  });

  it('whose answer was lost is unknown, and was sent once', async () => {
    const { action, cloudFront, context, plan } = await world(['/a'], { writes: ['lost'] });
    const record = await context.journal.start('invalidate-production');
    expect(await action.apply(plan, record, wait)).toEqual({
      applied: 'unknown',
      problem: { kind: 'unreachable', message: 'CloudFront may have taken the invalidation.' },
    });
    expect(cloudFront.requests).toHaveLength(1);
  });

  it('has its proof on disk, and nothing where another process writes the record', async () => {
    const { action, cloudFront, context, plan } = await world();
    cloudFront.take({ cdnId: 'E1TALK', paths: plan.paths, reference: plan.key });
    const { clock, journal } = context;
    const record = await journal.start('invalidate-production');
    const receipt = { id: 'I1', status: 'InProgress', createdAt: 0, submittedAt: clock.now() };
    const verified = await action.verify(plan, receipt, record, wait);
    expect(verified.proof).not.toBeNull();
    const lines = async () => (await journal.read(record.id)).entries;
    expect(await lines()).toMatchObject([{ kind: 'observed', proof: verified.proof }]);
    expect((await action.verify(plan, receipt, null, wait)).state).toBe('done');
    expect(await lines()).toHaveLength(1);
  });

  it('that has no proof yet leaves no line of one', async () => {
    const { action, cloudFront, context, plan } = await world();
    cloudFront.take({ cdnId: 'E1TALK', paths: plan.paths, reference: plan.key });
    const record = await context.journal.start('invalidate-production');
    const now = context.clock.now();
    const receipt = { id: 'I1', status: 'InProgress', createdAt: now, submittedAt: now };
    const verified = await action.verify(plan, receipt, record, { wait: true, timeout: 500 });
    expect(verified).toMatchObject({ state: 'stopped-waiting', proof: null });
    expect((await context.journal.read(record.id)).entries).toEqual([]);
  });

  it('tells with and without a receipt how it is found again', async () => {
    const { action, plan } = await world();
    const receipt = { id: 'I1', status: 'InProgress', createdAt: 0, submittedAt: 0 };
    expect(action.stillRunning(plan, receipt).detail.en).toContain('I1');
    expect(action.stillRunning(plan, receipt).next).toEqual([expect.stringContaining('I1')]);
    expect(action.stillRunning(plan, null).detail.en).toContain('is not known');
    expect(action.stillRunning(plan, null).next).toEqual([
      expect.stringMatching(/^tsops invalidate status/),
    ]);
  });
});

describe('an environment', () => {
  const context = (file: string | undefined) => {
    const { context } = invalidateWorld();
    return { config: async () => ({ ...(await context.config()), file }) };
  };

  it('with a CDN has it', async () => {
    const found = await cdnEnvironment(context(undefined), 'production');
    expect(found).toMatchObject({
      environment: 'production',
      site: { url: 'https://talkstudio.app', cdn: { id: 'E1TALK' } },
      config: { timeout: 900_000 },
    });
  });

  it.each(['staging', 'nowhere'])('without one, %s, says how it is set', async (environment) => {
    const set = expect.stringMatching(`^set environments.${environment}.cdn.distributionId`);
    await expect(cdnEnvironment(context(undefined), environment)).rejects.toMatchObject({
      kind: 'config',
      message: `The environment ${environment} has no CDN configured.`,
      next: [set, 'tsops init'],
    });
    await expect(cdnEnvironment(context('/tsops.yaml'), environment)).rejects.toMatchObject({
      message: `The environment ${environment} has no CDN configured in /tsops.yaml.`,
      next: [set, 'tsops config show --origin'],
    });
  });
});
