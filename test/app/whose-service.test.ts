import { describe, expect, it } from 'vitest';
import { sayWhoseService } from '../../src/app/whose-service.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { MeantService } from '../../src/contract/context.ts';
import { fakeTerminal } from '../support/terminal.ts';

const linesFor = async (
  file: string | undefined,
  whose: MeantService['whose'],
  inherited: MeantService['inherited'] = [],
) => {
  const config = resolveConfig({ service: 'Shop' });
  const loaded = { config, file, origin: new Map(), meant: async () => ({ whose, inherited }) };
  const terminal = fakeTerminal(() => 0);
  await sayWhoseService(loaded, { terminal });
  await sayWhoseService(loaded, { terminal });
  return terminal.lines;
};

const site = { key: 'environments.production.url', value: 'https://talkstudio.app' };

describe('whose service an answer is about', () => {
  it.each(['other', 'unknown'] as const)(
    'is said once, in one line that fits, without a config where it is %s',
    async (whose) => {
      const lines = await linesFor(undefined, whose, [site]);
      expect(lines).toEqual([
        'No config here: this is TalkStudio. Yours: tsops init. To practise: tsops drill',
      ]);
      expect(lines[0]?.length).toBeLessThanOrEqual(80);
    },
  );

  it('is not said in a repository of TalkStudio', async () => {
    expect(await linesFor(undefined, 'talkstudio', [site])).toEqual([]);
    expect(await linesFor('tsops.config.yaml', 'talkstudio', [site])).toEqual([]);
  });

  it('is said where a config of another service still has TalkStudio’s site', async () => {
    expect(await linesFor('tsops.config.yaml', 'other', [site])).toEqual([
      "▲ Shop, but production is TalkStudio's (https://talkstudio.app): tsops doctor machine",
    ]);
  });

  it('is not said for a value of TalkStudio’s that is no site', async () => {
    const other = { key: 'pagerduty.service', value: 'TalkStudio Production' };
    expect(await linesFor('tsops.config.yaml', 'other', [other])).toEqual([]);
  });
});
