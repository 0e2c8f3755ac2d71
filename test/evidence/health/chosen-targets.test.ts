import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import {
  type TargetChoice,
  targetsOf,
  watchInterval,
} from '../../../src/evidence/health/chosen-targets.ts';

const config = resolveConfig({
  environments: { production: { url: 'https://p.test' }, staging: { url: 'https://s.test' } },
  monitors: [
    { name: 'Studio Home', url: 'https://p.test/', interval: 60_000 },
    { name: 'Studio Home API', url: 'https://p.test/api', interval: 20_000, keyword: 'ok' },
    { name: 'Studio Staging', url: 'https://s.test/', env: 'staging', interval: 300_000 },
  ],
  health: { timeout: 8000, maxBody: 4096 },
});
const [home, api, staging] = ['Studio Home', 'Studio Home API', 'Studio Staging'];

const chosen = (wanted: Partial<TargetChoice>, environment?: string, from = config) =>
  targetsOf(from, { monitor: [], url: [], ...wanted }, environment);
const names = (...args: Parameters<typeof chosen>) => chosen(...args).map(({ name }) => name);

function refusal(...args: Parameters<typeof chosen>): TsopsError {
  try {
    chosen(...args);
  } catch (error) {
    if (error instanceof TsopsError) return error;
  }
  throw new Error('nothing was refused');
}

describe('the monitors that are probed', () => {
  it('are all, or those of an environment', () => {
    expect(names({})).toEqual([home, api, staging]);
    expect(names({}, 'staging')).toEqual([staging]);
    expect(names({}, 'production')).toEqual([home, api]);
  });

  it.each([
    ['studio home', [home]],
    ['  STUDIO HOME ', [home]],
    ['home', [home, api]],
    ['stag', [staging]],
    ['api', [api]],
    ['studio', [home, api, staging]],
  ])('called %j are %j', (written, expected) => {
    expect(names({ monitor: [written] })).toEqual(expected);
  });

  it('are each probed once, in the order of the config, however often named', () => {
    expect(names({ monitor: ['stag', 'api', 'home'] })).toEqual([home, api, staging]);
  });

  it('keep what the config says of them, but for a time-out that was typed', () => {
    const [, second] = chosen({});
    expect(second).toMatchObject({
      env: 'production',
      timeout: 8000,
      keyword: 'ok',
      maxBody: 4096,
    });
    expect(second).not.toHaveProperty('interval');
    expect(chosen({})[0]?.keyword).toBeNull();
    expect(chosen({ timeout: 1500 }).map(({ timeout }) => timeout)).toEqual([1500, 1500, 1500]);
  });
});

describe('a name that no monitor has', () => {
  it.each(['ome', 'taging', '', '  ', 'Home Studio'])('%j is refused', (written) => {
    expect(refusal({ monitor: [written] }).kind).toBe('usage');
  });

  it('is refused though another one is known', () => {
    expect(refusal({ monitor: ['home', 'nobody'] }).message).toContain('"nobody"');
  });

  it('is refused of another environment', () => {
    expect(refusal({ monitor: ['stag'] }, 'production').why).toContain(`${home}, ${api}.`);
  });

  it('near to one, or to a word of one, leads to it', () => {
    expect(refusal({ monitor: ['Stagnig'] })).toMatchObject({
      message: expect.stringContaining('"Staging"'),
      next: ['tsops health Staging'],
    });
    expect(refusal({ monitor: ['Studio Hoem'] }).next).toEqual(["tsops health 'Studio Home'"]);
  });

  it('near to none leads to all', () => {
    const { message, next } = refusal({ monitor: ['xxxxxxxx'] });
    expect(message).not.toContain('Did you mean');
    expect(next).toEqual(['tsops health']);
  });

  it('lists what there is, ten at most', () => {
    const many = (length: number) =>
      resolveConfig({
        monitors: Array.from({ length }, (_, i) => ({ name: `m-${i}`, url: 'https://p.test' })),
      });
    const why = (length: number) => refusal({ monitor: ['xxxxxxxx'] }, undefined, many(length)).why;
    expect(why(10)).toContain('m-8, m-9.');
    expect(why(11)).toContain('m-9, ….');
    expect(why(11)).not.toContain('m-10');
    expect(why(0)).toBe('The config has no monitors here.');
  });
});

describe('addresses that were typed', () => {
  const url = 'https://else.test/';

  it('are probed alone, each once, with the defaults of a monitor', () => {
    const [target, ...others] = chosen({ url: [url, url], keyword: 'fine' }, 'production');
    expect(others).toEqual([]);
    expect(target).toEqual({
      name: 'else.test',
      url,
      env: null,
      method: 'GET',
      timeout: 8000,
      headers: {},
      keyword: 'fine',
      status: [{ from: 200, to: 299 }],
      slowAfter: 3000,
      certWarnDays: 14,
      maxBody: 4096,
    });
    expect(chosen({ url: [url] })[0]?.keyword).toBeNull();
    expect(chosen({ url: [url], timeout: 900 })[0]?.timeout).toBe(900);
  });

  it('stand beside the monitors that are named', () => {
    expect(names({ monitor: ['stag'], url: [url] })).toEqual([staging, 'else.test']);
  });

  it.each([
    ['https://else.test:8443', 'else.test:8443'],
    ['https://else.test/a', 'else.test/a'],
    ['https://else.test/?a=1', 'else.test/?a=1'],
  ])('%s is called %s', (address, name) => {
    expect(names({ url: [address] })).toEqual([name]);
  });
});

describe('a watch', () => {
  it('asks as often as the most frequent of its monitors', () => {
    expect(watchInterval(config, chosen({}))).toBe(20_000);
    expect(watchInterval(config, chosen({ monitor: [home] }))).toBe(60_000);
    expect(watchInterval(config, chosen({ monitor: [home], url: ['https://x.test'] }))).toBe(
      60_000,
    );
  });

  it('of addresses that were typed asks every ten seconds', () => {
    expect(watchInterval(config, chosen({ url: ['https://x.test'] }))).toBe(10_000);
  });
});
