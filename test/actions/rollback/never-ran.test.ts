import { describe, expect, it } from 'vitest';
import type { DeployRun } from '../../../src/ports/deploys.ts';
import { run } from '../../support/github.ts';
import { rollbackOf, rollbackWorld, runRollback } from '../../support/rollback.ts';

const tags = ['v1.2.1', 'v1.2.2', 'v1.2.3'];

const worldOf = (runs: readonly DeployRun[]) => rollbackWorld({ github: { tags, runs } });

async function versionGuard(world: ReturnType<typeof worldOf>, request = {}) {
  const { guards } = await rollbackOf(world, { version: 'v1.2.1', ...request }).plan();
  return guards.find(({ name }) => name === 'version');
}

/** Newest first, all of the version that is served. */
const newer = (count: number): DeployRun[] =>
  Array.from({ length: count }, (_, index) => run(990 - index, 'Deploy v1.2.3 to production'));

describe('a version that was named', () => {
  it('and never ran here is refused, with what to type to mean it', async () => {
    const world = worldOf(newer(2));
    expect(await versionGuard(world)).toMatchObject({
      state: 'refuse',
      detail: 'v1.2.1 never ran in production: no deploy of it there succeeded',
      next: [expect.stringMatching(/ --first-deploy$/), 'tsops rollback --dry-run'],
    });
    await expect(runRollback(world, { version: 'v1.2.1' })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('never ran in production'),
    });
    expect(world.hub.sent).toEqual([]);
  });

  it('and never ran here goes out with --first-deploy, which stands in the plan', async () => {
    const world = worldOf(newer(2));
    const request = { version: 'v1.2.1', firstDeploy: true };
    expect(await versionGuard(world, request)).toMatchObject({
      state: 'pass',
      detail: '--first-deploy: v1.2.1 never ran in production: no deploy of it there succeeded',
    });
    await runRollback(world, request, { wait: false });
    expect(world.hub.sent).toHaveLength(1);
  });

  it('and ran on staging alone never ran here', async () => {
    const world = worldOf([...newer(2), run(800, 'Deploy v1.2.1 to staging')]);
    expect(await versionGuard(world)).toMatchObject({ state: 'refuse' });
  });

  it.each([1, 12, 150])('and ran here %s runs ago is one to go back to', async (count) => {
    const world = worldOf([...newer(count), run(100, 'Deploy v1.2.1 to production')]);
    expect(await versionGuard(world)).toMatchObject({
      name: 'version',
      state: 'pass',
      detail: 'v1.2.1 is a tag',
    });
  });

  it('and may have run before all that was read passes, and it is said', async () => {
    const world = worldOf([...newer(900), run(1, 'Deploy v1.2.1 to production')]);
    expect(await versionGuard(world)).toMatchObject({
      state: 'pass',
      detail: expect.stringMatching(
        /^v1\.2\.1 is a tag; whether it ever ran in production is not known: it is not among the last 3\d\d runs$/,
      ),
    });
  });
});
