import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';

describe('without a config file', () => {
  const config = resolveConfig({});

  it("the monitors are the three of TalkStudio's uptime service", () => {
    const figures = config.monitors.map(({ name, url, interval, keyword, env }) => [
      name,
      url,
      interval,
      keyword,
      env,
    ]);
    expect(figures).toEqual([
      ['TalkStudio Production', 'https://talkstudio.app', 60_000, undefined, 'production'],
      ['TalkStudio Staging', 'https://staging.talkstudio.app', 300_000, undefined, 'staging'],
      [
        'TalkStudio API Health',
        'https://talkstudio.app/build-info.json',
        60_000,
        'version',
        'production',
      ],
    ]);
  });

  it('a monitor waits 10 s, accepts 2xx, and warns of 3 s and of 14 days', () => {
    expect(config.monitors[0]).toMatchObject({
      method: 'GET',
      timeout: 10_000,
      status: [{ from: 200, to: 299 }],
      slowAfter: 3000,
      certWarnDays: 14,
    });
  });

  it('the outside systems are the ones that TalkStudio uses', () => {
    expect(config.github).toMatchObject({ workflow: 'deploy-prod.yml', versionInput: 'version' });
    expect(config.pagerduty).toMatchObject({
      service: 'TalkStudio Production',
      escalationPolicy: 'production-team',
    });
    expect(config.sentry.release).toBe('talkstudio@{version}');
    expect(config.dependencies.map(({ name }) => name)).toEqual(['DiceBear']);
    expect(config.timezone).toBe('Asia/Seoul');
  });
});

describe('a file', () => {
  it('that names environments knows no others, and probes exactly those', () => {
    const config = resolveConfig({ environments: { production: { url: 'http://127.0.0.1:1' } } });
    expect(Object.keys(config.environments)).toEqual(['production']);
    expect(config.monitors.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:1/build-info.json',
    ]);
    expect(JSON.stringify([config.environments, config.monitors])).not.toContain('talkstudio.app');
  });

  it('without production probes the environments alone', () => {
    const config = resolveConfig({ environments: { eu: { url: 'http://eu' } } });
    expect(config.monitors.map(({ name, env }) => [name, env])).toEqual([['TalkStudio Eu', 'eu']]);
  });

  it('may add a distribution to an environment whose address is known', () => {
    const { environments } = resolveConfig({
      environments: { production: { cdn: { distributionId: 'E1' } } },
    });
    expect(environments.production).toEqual({
      url: 'https://talkstudio.app',
      buildInfo: 'https://talkstudio.app/build-info.json',
      cdn: { provider: 'cloudfront', id: 'E1' },
    });
  });

  it.each([
    ['/v.json', 'https://a.example/v.json'],
    ['https://b.example/v.json', 'https://b.example/v.json'],
    [undefined, 'https://a.example/build-info.json'],
  ])('may place build-info.json at %s', (buildInfo, expected) => {
    const environment = { url: 'https://a.example/app/', ...(buildInfo && { buildInfo }) };
    const { environments } = resolveConfig({ environments: { production: environment } });
    expect(environments.production?.buildInfo).toBe(expected);
  });

  it('that sets one key of a monitor, or of a group, keeps the defaults of the others', () => {
    const config = resolveConfig({
      monitors: [{ name: 'a', url: 'http://a', slowAfter: 1, env: 'staging' }],
      health: { timeout: 2000, retries: 0 },
      github: { owner: 'o' },
    });
    expect(config.monitors).toHaveLength(1);
    expect(config.monitors[0]).toMatchObject({
      slowAfter: 1,
      timeout: 2000,
      interval: 300_000,
      certWarnDays: 14,
    });
    expect(config.health).toMatchObject({ retries: 0, concurrency: 50 });
    expect(config.github).toMatchObject({ owner: 'o', workflow: 'deploy-prod.yml' });
  });

  it("gives a contact the team's time zone unless the contact has one", () => {
    const { contacts } = resolveConfig({
      timezone: 'Europe/Berlin',
      contacts: [
        { name: 'A', role: 'primary' },
        { name: 'B', role: 'secondary', timezone: 'UTC' },
      ],
    });
    expect(contacts.map(({ timezone }) => timezone)).toEqual(['Europe/Berlin', 'UTC']);
  });
});
