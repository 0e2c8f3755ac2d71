import { describe, expect, it } from 'vitest';
import { providers } from '../../src/config/providers.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import {
  analyticsAdapters,
  cdnAdapters,
  deploysAdapters,
  metricsAdapters,
  uptimeAdapters,
} from '../../src/services/adapters.ts';
import { chosenServices } from '../../src/services/chosen.ts';
import { createHttp } from '../../src/services/http/client.ts';
import { fakeContext } from '../support/context.ts';

describe('who provides a capability', () => {
  it.each([
    ['cdn', cdnAdapters],
    ['cdn', metricsAdapters],
    ['deploys', deploysAdapters],
    ['uptime', uptimeAdapters],
    ['analytics', analyticsAdapters],
  ] as const)('has an adapter for every %s that a config may name', (capability, adapters) => {
    expect(Object.keys(adapters)).toEqual(providers[capability]);
  });

  it('is by default who it was before the config could say', () => {
    const { deploys, uptime, analytics } = resolveConfig({});
    expect([deploys, uptime, analytics].map(({ provider }) => provider)).toEqual([
      'github',
      'uptimerobot',
      'ga4',
    ]);
    const { production } = resolveConfig({
      environments: { production: { cdn: { distributionId: 'E1' } } },
    }).environments;
    expect(production?.cdn).toEqual({ provider: 'cloudfront', id: 'E1' });
  });

  it('is loaded once for each CDN, and one that is not known is never taken for another', async () => {
    const { clock, signal, children } = fakeContext();
    const config = async () => ({
      config: resolveConfig({}),
      file: undefined,
      origin: new Map<string, string>(),
    });
    const http = createHttp({ env: {}, loopbackOnly: true });
    const services = chosenServices({
      config,
      env: {},
      outgoing: { secrets: [], say: () => {} },
      clock,
      signal,
      children,
      drill: true,
      http,
    });
    expect(await services.cdn('cloudfront')).toBe(await services.cdn('cloudfront'));
    await expect(services.cdn('fastly')).rejects.toThrow('no adapter of fastly');
  });
});
