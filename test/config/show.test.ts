import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/from-file.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { FileConfig } from '../../src/config/schema.ts';
import {
  type ConfigByKey,
  configByKey,
  configLines,
  withoutSecrets,
} from '../../src/config/show.ts';
import { statusText } from '../../src/config/written.ts';

const everything: FileConfig = {
  service: 'null',
  environments: {
    production: { url: 'https://a.example', cdn: { distributionId: 'E2QWRUHAPOMQZL' } },
  },
  monitors: [
    {
      name: 'a: b #c "d"',
      url: 'https://a.example/?q=1#x',
      status: [
        { from: 200, to: 299 },
        { from: 404, to: 404 },
        { from: 500, to: 503 },
      ],
      headers: { 'X-Trace': 'on, [a] {b}', Authorization: 'Bearer hunter2' },
      keyword: ' - ',
      timeout: 1500,
    },
    { name: '- 2', url: 'http://[::1]:80' },
  ],
  github: { owner: 'o', repo: 'r' },
  slack: { apiUrl: 'http://127.0.0.1:1', channels: { alerts: '#ops', oncall: '@x' } },
  dependencies: [
    {
      name: 'DiceBear',
      probe: 'https://api.dicebear.com/10.x/initials/svg',
      errorsMention: ['dicebear.com', 'avatar: "load"'],
      fallbackCheck: { url: 'https://a.example/flags.json', path: 'avatars.on', keyword: 'true' },
      fallbackSwitch: 'gh variable set AVATARS --body "off"',
    },
  ],
  statusPages: [
    { name: 'GitHub', url: 'https://www.githubstatus.com/api/v2/summary.json' },
    { name: 'AWS', url: 'https://health.aws.example', format: 'aws' },
  ],
  runbooks: { directory: 'ops/run books', errorRate: 0.5, recheck: 15_500 },
  lighthouse: { device: 'desktop' },
  analytics: { property: '123456789' },
  contacts: [{ name: '김민지', role: 'primary', phone: '+82 10 0000 0000' }],
  health: {
    controlHosts: [{ host: '::1', port: 80 }],
    maxBody: 1_500_000,
    retryDelay: 0,
  },
};

const text = (config: ConfigByKey) =>
  configLines(config)
    .map((line) => line.text)
    .join('\n');

describe('the shown config', () => {
  it.each([
    ['the defaults', {}],
    ['a config of every kind of value', everything],
  ])('of %s is a config file that says the same', async (_, file) => {
    const config = resolveConfig(file);
    const { config: readBack } = await parseConfig(text(configByKey(config)), 'shown');
    expect(resolveConfig(readBack)).toEqual(config);
  });

  it('names each value by the path that its origin is told under', () => {
    const paths = configLines(configByKey(resolveConfig(everything))).map(({ path }) => path);
    expect(paths).toContain('environments.production.cdn.distributionId');
    expect(paths).toContain('monitors[1].name');
    expect(paths).toContain('health.controlHosts');
  });

  it('says of a key without value or default that it is not set', () => {
    const shown = text(configByKey(resolveConfig({})));
    expect(shown).toContain('\n  # owner: not set');
    expect(shown).toContain('\n    # cdn: not set');
    expect(shown).not.toContain('# keyword');
  });

  it('has no header that carries a credential, and all others', () => {
    const config = withoutSecrets(resolveConfig(everything));
    expect(config.monitors[0]?.headers).toEqual({
      'X-Trace': 'on, [a] {b}',
      Authorization: 'set',
    });
    expect(text(config)).not.toContain('hunter2');
  });

  it.each(['cookie', 'X-Api-Key', 'x-vercel-protection-bypass-token', 'PROXY-AUTHORIZATION'])(
    'takes %s for a credential',
    (name) => {
      const monitors = [{ name: 'a', url: 'http://a', headers: { [name]: 'hunter2' } }];
      const config = withoutSecrets(resolveConfig({ monitors }));
      expect(config.monitors[0]?.headers).toEqual({ [name]: 'set' });
    },
  );
});

it.each([
  [{ from: 200, to: 200 }, '200'],
  [{ from: 200, to: 299 }, '2xx'],
  [{ from: 200, to: 204 }, '200-204'],
  [{ from: 200, to: 399 }, '200-399'],
])('statuses %j are written %s', (range, written) => {
  expect(statusText(range)).toBe(written);
});
