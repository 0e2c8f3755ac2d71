import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentVariables } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { isLoopback } from '../../src/domain/net/loopback.ts';
import { systemNames } from '../../src/sandbox/systems.ts';
import { type Sandbox, sandboxed } from './sandboxed.ts';

/** Every http(s) address in a value, however deep. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(/https?:\/\/[^\s'"]+/g) ?? [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(addressesIn);
}

const hostOf = (url: string) => new URL(url).hostname;
const strangers = (urls: string[]) => urls.filter((url) => !isLoopback(hostOf(url)));

async function configOf(sandbox: Sandbox) {
  const env = Object.fromEntries(Object.entries(sandbox.env).filter(([, value]) => value));
  return (await loadConfig({ env, cwd: '/' })).config;
}

describe('inside the sandbox', () => {
  it('every address of the effective config, defaults and all, is on loopback', async () => {
    const { sandbox } = await sandboxed();
    const config = await configOf(sandbox);
    const found = addressesIn(config);
    expect(found.length).toBeGreaterThanOrEqual(14);
    expect(strangers(found)).toEqual([]);
    expect(config.health.controlHosts.map(({ host }) => host)).toEqual(['127.0.0.1']);
  });

  it('every address in the environment and in the files is on loopback', async () => {
    const { sandbox } = await sandboxed();
    expect(strangers(addressesIn(sandbox.env))).toEqual([]);
    for (const file of ['tsops.config.yaml', 'gh/config.yml', 'aws/config', 'env.sh']) {
      const text = readFileSync(`${sandbox.directory}/${file}`, 'utf8');
      expect(strangers(addressesIn(text))).toEqual([]);
    }
  });

  it('each address of the config is answered by the system that it is meant for', async () => {
    const { sandbox } = await sandboxed();
    const { urls } = sandbox;
    expect(await configOf(sandbox)).toMatchObject({
      environments: { production: { url: urls.production }, staging: { url: urls.staging } },
      github: { apiUrl: urls.github },
      aws: { endpoint: urls.aws },
      sentry: { url: urls.sentry },
      slack: { apiUrl: `${urls.slack}/api` },
      pagerduty: { eventsUrl: urls.pagerduty, apiUrl: urls.pagerduty },
      uptimerobot: { apiUrl: `${urls.uptimerobot}/v3` },
      analytics: { apiUrl: `${urls.analytics}/v1beta` },
      prometheus: { url: urls.prometheus },
    });
    expect(new Set(Object.values(urls)).size).toBe(systemNames.length + 1);
  });

  it('a child has the sandbox’s own value, or none, for every variable that tsops reads', async () => {
    const { sandbox } = await sandboxed();
    const leaks = environmentVariables.filter(({ name }) => !(name in sandbox.env));
    // What only concerns how a screen looks may come from outside, where this machine's browser is, and what a config
    // must name to be used: the sandbox's own names no header.
    const harmless =
      /^(TSOPS_HEADER_|CHROME_PATH$|NO_COLOR|FORCE_COLOR|CI|TERM|EDITOR|VISUAL|LANG|LC_|TZ|HOME|COLUMNS|DEBUG)/;
    expect(leaks.map(({ name }) => name).filter((name) => !harmless.test(name))).toEqual([]);
  });

  it('its directory is private and gone when it is closed', async () => {
    const { sandbox } = await sandboxed();
    expect(statSync(sandbox.directory).mode & 0o777).toBe(0o700);
    expect(statSync(`${sandbox.directory}/tsops.config.yaml`).mode & 0o777).toBe(0o600);
    await sandbox.close();
    expect(() => statSync(sandbox.directory)).toThrow('ENOENT');
  });
});
