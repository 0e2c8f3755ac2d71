import { describe, expect, it } from 'vitest';
import { run } from '../../support/github.ts';
import { rollbackOf, rollbackWorld } from '../../support/rollback.ts';

/** Oldest first, as the tags are named; then how the site spells the last of them. */
const forms: readonly (readonly [tags: readonly string[], served: string])[] = [
  [['v1.8.0', 'v1.9.0', 'v1.10.0'], '1.10.0'],
  [['1.8.0', '1.9.0', '1.10.0'], 'v1.10.0'],
  [['1.8', '1.9', '1.10'], '1.10'],
  [['v1.8', 'v1.9', 'v1.10'], '1.10'],
  [['2024.9.30', '2024.11.02', '2024.11.03'], '2024.11.03'],
  [['2024-11-02', '2024-11-03', '2024-11-03.2'], '2024-11-03.2'],
  [['20240930', '20241102', '20241103'], '20241103'],
  [['release-8', 'release-9', 'release-10'], '10'],
  [['web@1.8.0', 'web@1.9.0', 'web@1.10.0'], '1.10.0'],
  [['web/v1.8.0', 'web/v1.9.0', 'web/v1.10.0'], '1.10.0'],
  [['@acme/web@1.8.0', '@acme/web@1.9.0', '@acme/web@1.10.0'], '1.10.0'],
  [['v1.2.2+build.9', 'v1.2.3+build.10', 'v1.2.4+build.11'], '1.2.4+build.11'],
];

function worldOf(tags: readonly string[], served: string, tagFormat?: string) {
  const runs = tags.map((tag, index) => run(901 + index, `Deploy ${tag} to production`));
  const world = rollbackWorld({
    github: { runs, tags: [...tags, 'nightly', 'api@9.9.9'] },
    serves: () => JSON.stringify({ version: served }),
  });
  const asked: (readonly string[])[] = [];
  const { compare } = world.hub.github;
  Object.assign(world.hub.github, {
    tagFormat,
    compare: async (base: string, head: string) => {
      asked.push([base, head]);
      return compare(base, head);
    },
  });
  return { world, asked };
}

describe.each(forms)('a rollback among the tags %j', (tags, served) => {
  const [oldest = '', before = '', last = ''] = tags;

  it('proposes the one before, compares and sends tags as they are written', async () => {
    const { world, asked } = worldOf(tags, served);
    const plan = await rollbackOf(world, { version: null }).plan();
    expect(plan.candidates.map(({ version, against }) => [version, against])).toEqual([
      [last, 'served'],
      [before, null],
      [oldest, null],
    ]);
    expect(plan.inputs).toEqual({ version: before });
    expect(asked).toEqual([[before, last]]);
    expect(rollbackOf(world).undo(plan)).toBe(`tsops rollback ${last} --forward`);
  });

  it('takes a named one, refuses the one that is served, and a newer one', async () => {
    const states = async (version: string, serving = served) => {
      const plan = await rollbackOf(worldOf(tags, serving).world, { version }).plan();
      return Object.fromEntries(plan.guards.map(({ name, state }) => [name, state]));
    };
    expect(await states(oldest)).toMatchObject({
      version: 'pass',
      served: 'pass',
      direction: 'pass',
    });
    expect(await states(last)).toMatchObject({ version: 'pass', served: 'refuse' });
    expect(await states(last, oldest)).toMatchObject({ served: 'pass', direction: 'refuse' });
  });
});

describe('a version that is no tag', () => {
  const detailOf = async (version: string, tagFormat?: string) => {
    const tags = ['web@1.8.0', 'web@1.9.0', 'web@1.10.0'];
    const { world } = worldOf(tags, '1.10.0', tagFormat);
    Object.assign(world.context.host, { typed: `tsops rollback ${version}` });
    const plan = await rollbackOf(world, { version }).plan();
    return plan.guards.find(({ name }) => name === 'version');
  };
  it('is answered with the tag that was meant', async () => {
    expect(await detailOf('1.9.0')).toMatchObject({
      state: 'refuse',
      detail: 'there is no tag 1.9.0',
      next: ['tsops rollback web@1.9.0', 'tsops rollback --dry-run'],
    });
    expect((await detailOf('1.7.0', 'web@{version}'))?.next?.[0]).toBe('tsops rollback web@1.7.0');
  });
});
