import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnHost } from '../../src/config/claims.ts';
import { loadConfig } from '../../src/config/load.ts';
import { revoke, trustedConfigs } from '../../src/config/trust-store.ts';
import { vendorRows, vendors } from '../../src/config/vendors.ts';
import { createServices } from '../../src/services/registry.ts';
import { fakeClock } from '../support/clock.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-trust-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const keys = Object.fromEntries(
  vendorRows.flatMap(([, { secrets }]) =>
    Object.keys(secrets).map((name) => [name, 'k'.repeat(32)]),
  ),
);

function environment(more: Readonly<Record<string, string>> = {}) {
  return { HOME: home, XDG_STATE_HOME: join(home, 'state'), ...keys, ...more };
}

async function trustOf(yaml: string, more: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(home, 'tsops.config.yaml'), yaml);
  const { trust } = await loadConfig({ env: environment(more), cwd: home });
  if (trust === undefined) throw new Error('no config was found');
  return trust;
}

/** Every address that a key is sent to, at a host that is not the vendor's. */
const foreign = vendorRows.flatMap(([vendor, { addresses }]) =>
  Object.keys(addresses).map((key) => [key, vendor] as const),
);
const yamlOf = (key: string, url: string) => {
  const [section, name] = key.split('.');
  return `${section}: { ${name}: "${url}" }\n`;
};

describe('a config that merely lies in the folder', () => {
  it.each(foreign)('sends no key to a host of its own: %s', async (key, vendor) => {
    for (const url of ['https://keys.example/api', 'http://127.0.0.1:9', 'http://localhost:9']) {
      const trust = await trustOf(yamlOf(key, url));
      expect(trust.trusted).toBe(false);
      expect(trust.hosts).toEqual([`${key}: ${url}`]);
      expect(trust.refusal(vendor)).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('not trusted'),
        next: expect.arrayContaining(['tsops config trust']),
      });
    }
  });

  it.each(foreign)(
    'that was named sends them to https, and to loopback: %s',
    async (key, vendor) => {
      for (const url of ['https://keys.example/api', 'http://127.0.0.1:9']) {
        const file = join(home, 'named.yaml');
        writeFileSync(file, yamlOf(key, url));
        for (const where of [
          { file, env: environment() },
          { env: environment({ TSOPS_CONFIG: file }) },
        ]) {
          const { trust } = await loadConfig({ ...where, cwd: home });
          expect([trust?.trusted, trust?.refusal(vendor), trust?.writeRefusal()]).toEqual([
            true,
            null,
            null,
          ]);
        }
      }
    },
  );

  it.each(foreign)('sends none over plain http, though it was named: %s', async (key, vendor) => {
    const file = join(home, 'named.yaml');
    writeFileSync(file, yamlOf(key, 'http://keys.example/api'));
    const { trust } = await loadConfig({ file, env: environment(), cwd: home });
    expect(trust?.refusal(vendor)).toMatchObject({
      message: expect.stringContaining('plain http'),
    });
  });

  it.each([
    ['sentry.url', 'https://de.sentry.io'],
    ['sentry.url', 'https://acme.sentry.io/'],
    ['pagerduty.apiUrl', 'https://api.eu.pagerduty.com'],
    ['pagerduty.eventsUrl', 'https://events.eu.pagerduty.com'],
    ['github.apiUrl', 'https://api.acme.ghe.com'],
    ['aws.endpoint', 'https://cloudfront-fips.amazonaws.com'],
    ['aws.endpoint', 'https://monitoring.cn-north-1.amazonaws.com.cn'],
    ['aws.endpoint', 'https://monitoring.us-gov-west-1.amazonaws.com'],
    ['aws.endpoint', 'https://monitoring.ap-northeast-2.api.aws'],
    ['pagespeed.apiUrl', 'https://www.googleapis.com/pagespeedonline/v5'],
    ['pagespeed.apiUrl', 'https://www.googleapis.com/pagespeedonline'],
    ['pagespeed.cruxUrl', 'https://chromeuxreport.googleapis.com/v1'],
    ['analytics.apiUrl', 'https://analyticsdata.googleapis.com/v1beta'],
    ['uptimerobot.apiUrl', 'https://api.uptimerobot.com/v3'],
    ['slack.apiUrl', 'https://slack-gov.com/api'],
  ])("may name a vendor's own hosts: %s %s", async (key, url) => {
    const trust = await trustOf(yamlOf(key, url));
    expect(trust.hosts).toEqual([]);
    expect(trust.refusal(key.split('.')[0] ?? '')).toBeNull();
  });

  it.each([
    ['sentry', 'https://sentry.io.keys.example'],
    ['sentry', 'https://evilsentry.io'],
    ['sentry', 'https://sentry.io:8443'],
    ['sentry', 'https://sentry.io@keys.example'],
    ['sentry', 'http://sentry.io'],
    ['aws', 'https://amazonaws.com.keys.example'],
    ['aws', 'https://keysamazonaws.com'],
    ['pagerduty', 'https://pagerduty.com.keys.example'],
    ['github', 'https://api.github.com.keys.example'],
    ['slack', 'https://hooks.slack.com.keys.example'],
    ['prometheus', 'https://prometheus.io'],
    // Hosts that the vendor gives to its customers.
    ['aws', 'https://a1b2c3.execute-api.us-east-1.amazonaws.com'],
    ['aws', 'https://keys.s3.us-east-1.amazonaws.com'],
    ['aws', 'https://monitoring.s3.amazonaws.com'],
    ['aws', 'https://monitoring.keys.us-east-1.amazonaws.com'],
    ['aws', 'https://vpce-1-a.monitoring.us-east-1.vpce.amazonaws.com'],
    ['aws', 'https://monitoring.us-east-1.amazonaws.com.keys.example'],
    ['pagespeed', 'https://storage.googleapis.com/keys'],
    ['pagespeed', 'https://www.googleapis.com/storage/v1/b/keys/o'],
    ['pagespeed', 'https://www.googleapis.com/pagespeedonline/../storage/v1/b/keys'],
    ['pagespeed', 'https://www.googleapis.com/pagespeedonlineX'],
    ['analytics', 'https://keys.googleapis.com'],
  ] as const)('is not fooled by what only looks like it: %s %s', (vendor, url) => {
    expect(isOwnHost(vendors[vendor], url)).toBe(false);
  });

  it('may ask a Prometheus of its own where no key would be sent', async () => {
    const trust = await trustOf(yamlOf('prometheus.url', 'http://prometheus.example'), {
      PROMETHEUS_TOKEN: '',
    });
    expect(trust.refusal('prometheus')).toBeNull();
    expect(trust.refusal('sentry')).toBeNull();
  });

  it.each([
    'github: { owner: acme }',
    'github: { workflow: deploy.yml }',
    'slack: { channels: { alerts: "#here" } }',
    'pagerduty: { service: Shop }',
    'aws: { profile: admin }',
    'github: { inputs: { target: elsewhere } }',
    'github: { environmentInput: target }',
    'github: { versionInput: tag }',
    'environments: { production: { url: "https://a.example", cdn: { distributionId: E1EXAMPLE } } }',
  ])('writes nowhere before it is trusted, and may be read: %s', async (yaml) => {
    const trust = await trustOf(`${yaml}\n`);
    expect(trust.writeRefusal()).toMatchObject({ kind: 'refused' });
    expect(vendorRows.map(([name]) => trust.refusal(name))).toEqual(vendorRows.map(() => null));
    await trust.accept();
    expect(trust.writeRefusal()).toBeNull();
  });

  it('needs no trust where it chooses nothing', async () => {
    const trust = await trustOf('service: Shop\ntimezone: Asia/Seoul\n');
    expect([trust.trusted, trust.writeRefusal()]).toEqual([true, null]);
  });
});

describe('trust', () => {
  const yaml = 'sentry: { url: "https://sentry.acme.example", org: acme }\n';

  it('is kept by path and by what the file chooses, for its owner alone', async () => {
    await (await trustOf(yaml)).accept();
    expect((await trustOf(yaml)).trusted).toBe(true);
    expect((await trustOf(`# a comment\nservice: Shop\n${yaml}`)).trusted).toBe(true);
    expect((await trustOf(yaml.replace('acme.example', 'keys.example'))).trusted).toBe(false);
    expect((await trustOf(yaml.replace('org: acme', 'org: other'))).trusted).toBe(false);
    expect((await trustOf(`${yaml}slack: { channels: { alerts: "#x" } }\n`)).trusted).toBe(false);
    const below = join(home, 'other');
    mkdirSync(below);
    writeFileSync(join(below, 'tsops.config.yaml'), yaml);
    expect((await loadConfig({ env: environment(), cwd: below })).trust?.trusted).toBe(false);
    const file = join(home, 'state', 'tsops', 'trust.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('k'.repeat(32));
  });

  it('is listed, and can be taken back', async () => {
    await (await trustOf(yaml)).accept();
    const file = join(home, 'tsops.config.yaml');
    expect(trustedConfigs(environment())).toEqual([
      {
        file,
        hosts: ['sentry.url: https://sentry.acme.example'],
        destinations: ['sentry.org: acme'],
        programs: false,
      },
    ]);
    expect(await revoke(environment(), file)).toBe(true);
    expect(await revoke(environment(), file)).toBe(false);
    expect((await trustOf(yaml)).trusted).toBe(false);
  });

  it.each([
    [
      'the address that a secret header goes to',
      (url: string) =>
        `environments: { production: { url: "${url}", headers: { X-Key: $TSOPS_HEADER_A } } }`,
    ],
    [
      'the address of a build-info.json that it goes to',
      (url: string) =>
        `environments: { production: { url: "https://a.example", buildInfo: "${url}/build-info.json", headers: { X-Key: $TSOPS_HEADER_A } } }`,
    ],
    [
      'the end of a long address',
      (url: string) => `sentry: { url: "https://${'a.'.repeat(100)}${url.slice(8)}" }`,
    ],
    [
      'what nobody sees',
      (url: string) =>
        `slack: { channels: { alerts: "#x${url.endsWith('one.example') ? '' : '\u200b'}" } }`,
    ],
    [
      'an input of the workflow',
      (url: string) => `github: { owner: acme, inputs: { target: "${url}" } }`,
    ],
  ])('ends where the file changes %s', async (_what, yamlWith) => {
    await (await trustOf(`${yamlWith('https://one.example')}\n`)).accept();
    expect((await trustOf(`${yamlWith('https://one.example')}\n`)).trusted).toBe(true);
    expect((await trustOf(`${yamlWith('https://two.example')}\n`)).trusted).toBe(false);
  });

  it('ends where another secret is to go into the same header', async () => {
    const yamlWith = (name: string) =>
      `environments: { production: { url: "https://a.example", headers: { X-Key: ${name} } } }\n`;
    const trust = await trustOf(yamlWith('$TSOPS_HEADER_A'));
    expect(trust.destinations).toEqual([
      'environments.production.headers.X-Key: TSOPS_HEADER_A to https://a.example',
    ]);
    await trust.accept();
    expect((await trustOf(yamlWith('$TSOPS_HEADER_B'))).trusted).toBe(false);
    expect((await trustOf(yamlWith('"a $TSOPS_HEADER_A"'))).trusted).toBe(true);
  });

  it.each([0o620, 0o602, 0o666])('is none where others may write its file: %o', async (mode) => {
    await (await trustOf(yaml)).accept();
    const file = join(home, 'state', 'tsops', 'trust.json');
    chmodSync(file, mode);
    expect((await trustOf(yaml)).trusted).toBe(false);
    chmodSync(file, 0o644);
    expect((await trustOf(yaml)).trusted).toBe(true);
  });

  it('is none where its file cannot be read', async () => {
    await (await trustOf(yaml)).accept();
    writeFileSync(join(home, 'state', 'tsops', 'trust.json'), '{"broken');
    expect((await trustOf(yaml)).trusted).toBe(false);
  });
});

describe('services of an untrusted config', () => {
  const open = async (yaml: string) => {
    writeFileSync(join(home, 'tsops.config.yaml'), yaml);
    const env = environment();
    const loaded = await loadConfig({ env, cwd: home });
    const services = createServices({
      env,
      clock: fakeClock(),
      signal: new AbortController().signal,
      children: {
        capture: async () => ({ missing: true, exitCode: 127, stdout: '', stderr: '' }),
        attach: async () => 0,
        run: async () => ({ exitCode: 0, output: '', ended: 'itself' as const }),
        launch: async () => false,
      },
      drill: true,
      config: async () => loaded,
    });
    return { services, loaded };
  };

  it('are refused where they would send a key, and write nothing elsewhere', async () => {
    const { services, loaded } = await open(
      'sentry: { url: "http://127.0.0.1:1" }\ngithub: { owner: acme, repo: web }\n',
    );
    const refused = { kind: 'refused', message: expect.stringContaining('not trusted') };
    await expect(services.errors()).rejects.toMatchObject(refused);
    const vendors = await services.access();
    const asked = { timeout: 100, environment: async () => 'production' };
    expect(await vendors.check('sentry', asked)).toMatchObject([{ state: 'unknown' }]);
    const deploys = await services.deploys();
    await expect(deploys.dispatch({ ref: 'main', inputs: {} })).rejects.toMatchObject(refused);
    const issues = await services.issues();
    await expect(issues.comment(1, 'x')).rejects.toMatchObject(refused);
    const chat = await services.chat();
    await expect(chat.post({} as never, {} as never)).rejects.toMatchObject(refused);
    const paging = await services.paging();
    const { signal } = new AbortController();
    await expect(paging.send({} as never, signal)).rejects.toMatchObject(refused);
    const pager = await services.pages();
    await expect(pager?.note('Q1', 'x', signal)).rejects.toMatchObject(refused);
    const cdn = await services.cdn('cloudfront');
    await expect(cdn.invalidate({} as never)).rejects.toMatchObject(refused);
    await loaded.trust?.accept();
    await expect(issues.comment(1, 'x')).rejects.not.toMatchObject({
      kind: 'refused',
      message: /trust/,
    });
  });
});
