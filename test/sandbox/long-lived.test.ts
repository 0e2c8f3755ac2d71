import { describe, expect, it, vi } from 'vitest';
import { hour, minute } from '../../src/domain/time/units.ts';
import type { Preset } from '../../src/sandbox/rough/preset-names.ts';
import { withNoise } from '../../src/sandbox/rough/presets.ts';
import { groupsOf } from '../../src/sandbox/world/error-groups.ts';
import { errorPages } from '../../src/sandbox/world/error-pages.ts';
import { lifetime, tally } from '../../src/sandbox/world/errors.ts';
import { createWorld, type World } from '../../src/sandbox/world/model.ts';
import { scenarioWith } from './sandboxed.ts';

const drawn = vi.hoisted(() => ({ count: 0 }));

vi.mock('../../src/sandbox/noise.ts', async (load) => {
  const noise = await load<typeof import('../../src/sandbox/noise.ts')>();
  const countOf: typeof noise.countOf = (rate, uniform) => {
    drawn.count += 1;
    return noise.countOf(rate, uniform);
  };
  return { ...noise, countOf };
});

const start = Date.parse('2026-11-25T03:15:00Z');

const quiet: Preset[] = [];
const rough: Preset[] = ['rough'];

async function newWorld(noise: Preset[]): Promise<World> {
  const scenario = withNoise(await scenarioWith('bad-deploy', { noise }), 1);
  return createWorld(scenario, 1, { now: () => start });
}

function answers(world: World) {
  const now = world.now();
  const groups = groupsOf(world);
  return {
    lately: groups.map((group) => tally(world, group, now - hour - 1234, now - 777)),
    ever: groups.map((group) => lifetime(world, group)),
    pages: [...errorPages(world)],
  };
}

describe.each([
  ['quiet', quiet, 100],
  ['rough', rough, 20],
])('a %s world that has been lived in for long', (_, noise, turns) => {
  it('tells the same, whether it was asked on the way or only now', async () => {
    const [asked, unasked] = [await newWorld(noise), await newWorld(noise)];
    for (let step = 0; step < 40; step += 1) {
      const at = asked.now();
      if (step === 7) {
        const inputs = { version: 'v1.2.2', environment: 'production' };
        const event = { kind: 'dispatch', at, ref: 'main', inputs, actor: 'minji' } as const;
        for (const world of [asked, unasked]) world.record(event);
      }
      answers(asked);
      for (const world of [asked, unasked]) world.advance(17 * minute + 500);
    }
    expect(answers(asked)).toEqual(answers(unasked));
  });

  it('draws what is over once: an answer costs no more after two hours many times over', async () => {
    const world = await newWorld(noise);
    const cost = () => {
      answers(world);
      drawn.count = 0;
      answers(world);
      return drawn.count;
    };
    const young = cost();
    for (let step = 0; step < turns; step += 1) world.advance(2 * hour);
    expect(cost()).toBeLessThanOrEqual(young + 10);
  });
});
