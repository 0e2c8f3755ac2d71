import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { FileConfig } from '../../../src/config/schema.ts';
import { access } from '../../../src/domain/doctor/access.ts';
import { askAccess } from '../../../src/evidence/doctor/access.ts';
import type { Area } from '../../../src/evidence/doctor/areas.ts';
import type { VendorAccess, VendorCheck } from '../../../src/ports/access.ts';
import { HttpFailure, type HttpRequest } from '../../../src/ports/http.ts';
import type { Services } from '../../../src/ports/services.ts';
import { fakeContext } from '../../support/context.ts';

const file: FileConfig = {
  environments: {
    production: {
      url: 'https://talkstudio.app',
      cdn: { provider: 'cloudfront', distributionId: 'E1TALK' },
    },
  },
  github: { owner: 'acme', repo: 'talk' },
};

async function ask(area: Area, services: Partial<Services>, config: FileConfig = file) {
  const context = fakeContext({ services, config: resolveConfig(config) });
  const [asking] = askAccess(context, [area]);
  return (await asking?.checks) ?? [];
}

describe('a vendor', () => {
  const reports = [
    { name: 'API', ...access('works', 'found') },
    { name: 'routing key', ...access('not-set', 'PAGERDUTY_ROUTING_KEY is not set', 'export it') },
  ];

  it('is asked by its own check, of the environment meant, and shown as it reports', async () => {
    const asked: (readonly [string, VendorCheck])[] = [];
    const check: VendorAccess['check'] = async (vendor, what) => {
      asked.push([vendor, what]);
      return reports;
    };
    const context = fakeContext({
      services: { access: async () => ({ check }) as Partial<VendorAccess> as VendorAccess },
      config: resolveConfig(file),
      environment: 'staging',
    });
    const [asking] = askAccess(context, ['pagerduty']);
    expect(await asking?.checks).toEqual(reports.map((each) => ({ ...each, area: 'pagerduty' })));
    expect(asked).toMatchObject([['pagerduty', { timeout: 5000 }]]);
    expect(await asked[0]?.[1].environment()).toBe('staging');
  });
});

describe('the site', () => {
  const answers = (status: number | HttpFailure) => ({
    http: {
      send: async () => {
        if (status instanceof Error) throw status;
        return { status, headers: {}, body: new Uint8Array() };
      },
    },
  });

  it.each([
    [200, 'works'],
    [301, 'works'],
    [404, 'limited'],
    [503, 'limited'],
  ])('%i: %s', async (status, state) => {
    expect(await ask('site', answers(status))).toMatchObject([{ name: 'production', state }]);
  });

  it('is unknown when it does not answer', async () => {
    const failure = new HttpFailure('dns', 'talkstudio.app: its name could not be resolved', false);
    expect(await ask('site', answers(failure))).toMatchObject([{ state: 'unknown' }]);
  });
});

describe('this machine', () => {
  it('asks the site and GitHub for their time, and sends no credentials with it', async () => {
    const requests: HttpRequest[] = [];
    const context = fakeContext({
      config: resolveConfig(file),
      host: { env: { LC_ALL: '', LANG: 'C.UTF-8' }, nodeVersion: '22.1.0' },
      services: {
        http: {
          send: async (request) => {
            requests.push(request);
            const headers = { date: 'Mon, 23 Nov 2026 03:00:00 GMT' };
            return { status: 200, headers, body: new Uint8Array() };
          },
        },
      },
    });
    const [asking] = askAccess(context, ['machine']);
    const checks = await asking?.checks;
    expect(checks?.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'config works',
      'clock works',
      'Node.js works',
      'terminal works',
    ]);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://talkstudio.app',
      'https://api.github.com',
    ]);
    expect(requests.every(({ headers }) => headers === undefined)).toBe(true);
  });
});

describe('a source that fails in a way nobody foresaw', () => {
  it('is unknown and says so, while the others go on', async () => {
    const context = fakeContext({
      config: resolveConfig(file),
      services: {
        access: async () => {
          throw new TypeError('x is not a function');
        },
      },
    });
    const asked = askAccess(context, ['sentry', 'uptimerobot']);
    for (const { area, checks } of asked) {
      expect(await checks).toMatchObject([{ area, state: 'unknown' }]);
    }
  });
});
