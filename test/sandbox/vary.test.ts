import { describe, expect, it } from 'vitest';
import { vary } from '../../src/sandbox/vary.ts';
import { shippedScenarios as shipped } from '../support/shipped.ts';
import { scenarioWith } from './sandboxed.ts';

const seeds = Array.from({ length: 30 }, (_, i) => i + 2);

/** Every moment of a scenario by its place, but those of what vary adds. */
function moments({ versions, deploys, outages, errors }: Awaited<ReturnType<typeof scenarioWith>>) {
  return [
    ...versions.map((one) => one.at),
    ...deploys.map((one) => one.at),
    ...outages.flatMap(({ from, until }) => [from, until ?? Number.POSITIVE_INFINITY]),
    ...errors.flatMap(({ when: { from, until }, surge }) => [
      from ?? Number.NEGATIVE_INFINITY,
      until ?? Number.POSITIVE_INFINITY,
      surge?.from ?? Number.NEGATIVE_INFINITY,
    ]),
  ];
}

describe.each(shipped.map(({ name }) => name))('%s', (name) => {
  it('is as it was written with seed 1, and the same again with any other', async () => {
    const scenario = await scenarioWith(name);
    expect(vary(scenario, 1)).toBe(scenario);
    expect(vary(scenario, 7)).toEqual(vary(scenario, 7));
    expect(vary(scenario, 7)).not.toEqual(vary(scenario, 8));
  });

  it('keeps the order of all its moments, whatever the seed', async () => {
    const scenario = await scenarioWith(name);
    const plain = moments(scenario);
    const own = { deploys: scenario.deploys.length, errors: scenario.errors.length };
    for (const seed of seeds) {
      const varied = vary(scenario, seed);
      const some = moments({
        ...varied,
        deploys: varied.deploys.slice(0, own.deploys),
        errors: varied.errors.slice(0, own.errors),
      });
      const order = (list: number[]) => list.map((at) => list.filter((one) => one < at).length);
      expect(order(some)).toEqual(order(plain));
    }
  });

  it('keeps its right answer, under its own version numbers', async () => {
    const scenario = await scenarioWith(name);
    for (const seed of seeds) {
      const { answer, versions } = vary(scenario, seed);
      expect(answer?.recommended).toEqual(scenario.answer?.recommended);
      const at = (list: typeof versions, version: string | null | undefined) =>
        list.findIndex((one) => one.version === version);
      expect(at(versions, answer?.rollback)).toBe(at(scenario.versions, scenario.answer?.rollback));
    }
  });

  it('adds only errors and deploys that change nothing', async () => {
    const scenario = await scenarioWith(name);
    for (const seed of seeds) {
      const { errors, deploys } = vary(scenario, seed);
      for (const { perMinute } of errors.slice(scenario.errors.length)) {
        expect(perMinute).toBeLessThan(1);
      }
      const live = deploys
        .filter((one) => one.environment === 'production' && one.conclusion === 'success')
        .sort((a, b) => a.at - b.at)
        .map(({ version }) => version)
        .filter((version, i, all) => version !== all[i - 1]);
      expect(live).toEqual([...new Set(live)]);
    }
  });
});
