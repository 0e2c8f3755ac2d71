import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src/sandbox/rough/preset-names.ts';
import { withNoise } from '../../src/sandbox/rough/presets.ts';
import { answersOf, digestOf, fewAnswersOf } from './answers.ts';
import { scenarioWith } from './sandboxed.ts';

/*
 * What the systems of these worlds answered before there was any noise. Who changes a shipped scenario, its history or
 * the form of an answer on purpose takes over the new digests.
 */
const BEFORE: [name: string, seed: number, digest: string][] = [
  ['calm', 1, '287f092a1c967a94'],
  ['calm', 5, 'b4e2ff0553ae6b71'],
  ['bad-deploy', 1, '8c3a25cb2ad4cdbd'],
  ['bad-deploy', 5, '03bfce0f8f0d0fab'],
  ['mixed-fleet', 1, '287f092a1c967a94'],
  ['mixed-fleet', 5, '32409441a0970246'],
  ['stale-cache', 1, '3b461586ee340fa8'],
  ['stale-cache', 5, '5ad0b53af4f5d107'],
  ['github-down', 1, '22692f32809be335'],
  ['github-down', 5, 'e68f44b911d88b0c'],
  ['slow-twice', 1, '338c7179a82662a4'],
  ['slow-twice', 5, '92731a3604a5c6a7'],
];

describe('a world without noise', () => {
  it.each(BEFORE)(
    '%s answers with seed %i as it did before, byte for byte',
    async (name, seed, digest) => {
      expect(digestOf(await answersOf(await scenarioWith(name), seed))).toBe(digest);
    },
  );

  it('is the very scenario', async () => {
    const scenario = await scenarioWith('bad-deploy');
    expect(withNoise(scenario, 3)).toBe(scenario);
  });
});

let known: string | undefined;

/** What bad-deploy answers without noise, with the seed that is used below. */
async function quiet(): Promise<string> {
  known ??= digestOf(await fewAnswersOf(await scenarioWith('bad-deploy'), 3));
  return known;
}

describe('a world with noise', () => {
  const rough = () => scenarioWith('bad-deploy', { noise: 'rough' });

  it('is the same with the same seed', async () => {
    const once = await fewAnswersOf(await rough(), 3);
    expect(await fewAnswersOf(await rough(), 3)).toEqual(once);
  });

  it('is another with another seed', async () => {
    const scenario = await rough();
    expect(withNoise(scenario, 4)).not.toEqual(withNoise(scenario, 3));
  });

  it.each(PRESETS)(
    '%s changes what is answered, and keeps the cause and the right answer',
    async (preset) => {
      const plain = await scenarioWith('bad-deploy');
      const scenario = await scenarioWith('bad-deploy', { noise: [preset] });
      const { cause, answer, versions } = withNoise(scenario, 3);
      expect([cause, answer]).toEqual([plain.cause, plain.answer]);
      expect(versions.map(({ version }) => version)).toEqual(
        plain.versions.map(({ version }) => version),
      );
      expect(digestOf(await fewAnswersOf(scenario, 3))).not.toBe(await quiet());
    },
  );

  it('leaves alone what the scenario says itself', async () => {
    const errors = [
      {
        type: 'OwnError',
        message: 'Ours.',
        culprit: 'src/own.ts in own',
        perMinute: 9,
        spread: { minute: 0 },
        bursts: { every: '2h', times: 1, last: '1m' },
        releases: { none: 1 },
        elsewhere: [{ environment: 'canary', perMinute: 1 }],
      },
    ];
    const own = {
      errors,
      sentry: { drops: 0.5, delay: '5m' },
      clocks: { github: '7s' },
      traffic: { surges: [{ from: '-9m', until: '-8m', times: 2 }] },
    };
    const plain = await scenarioWith('calm', own);
    const noisy = withNoise(await scenarioWith('calm', { ...own, noise: 'rough' }), 3);
    expect(noisy.errors[0]).toEqual(plain.errors[0]);
    expect([noisy.sentry, noisy.traffic]).toEqual([plain.sentry, plain.traffic]);
    expect(noisy.clocks).toMatchObject({ github: 7_000, sentry: expect.any(Number) });
    expect(noisy.errors).toHaveLength(3);
  });

  it('is refused where there is no such preset', async () => {
    await expect(scenarioWith('calm', { noise: 'loud' as 'rough' })).rejects.toThrow(/noise/);
  });
});
