import type { Config } from '../config/schema.ts';
import type { Services } from '../ports/services.ts';
import {
  type AdapterOptions,
  analyticsAdapters,
  cdnAdapters,
  deploysAdapters,
  metricsAdapters,
  uptimeAdapters,
} from './adapters.ts';
import { once } from './once.ts';
import { admitVendor, guardWrites } from './trusted.ts';

export type { AdapterOptions } from './adapters.ts';

type Adapter<Made> = (options: AdapterOptions, config: Config) => Promise<Made>;
/** The row of the vendors table whose key an adapter sends, and its methods that write. */
const vendorOf: Readonly<
  Record<string, { readonly vendor: string; readonly writes: readonly string[] }>
> = {
  github: { vendor: 'github', writes: ['dispatch'] },
  cloudfront: { vendor: 'aws', writes: ['invalidate'] },
  uptimerobot: { vendor: 'uptimerobot', writes: [] },
  ga4: { vendor: 'analytics', writes: [] },
};

/** Made only where the config may send its key; its writes throw where the config may not write. */
async function admitted<Made extends object>(
  options: AdapterOptions,
  provider: string,
  adapter: Adapter<Made>,
): Promise<Made> {
  const loaded = await options.config();
  const row = vendorOf[provider];
  if (row === undefined) throw new Error(`no vendor of ${provider}`);
  admitVendor(loaded, row.vendor);
  return guardWrites(await adapter(options, loaded.config), row.writes as (keyof Made)[], loaded);
}

type Chosen = 'deploys' | 'repository' | 'cdn' | 'metrics' | 'uptime' | 'analytics';

/** The services of which the config says who provides them. */
export function chosenServices(options: AdapterOptions): Pick<Services, Chosen> {
  const chosen = <Name extends string, Made extends object>(
    adapters: Readonly<Record<Name, Adapter<Made>>>,
    providerIn: (config: Config) => Name,
  ): (() => Promise<Made>) =>
    once(async () => {
      const provider = providerIn((await options.config()).config);
      return admitted(options, provider, adapters[provider]);
    });
  const deploys = chosen(deploysAdapters, (config) => config.deploys.provider);
  return {
    deploys,
    repository: deploys,
    uptime: chosen(uptimeAdapters, ({ uptime }) => uptime.provider),
    analytics: chosen(analyticsAdapters, ({ analytics }) => analytics.provider),
    cdn: byProvider(options, cdnAdapters),
    metrics: byProvider(options, metricsAdapters),
  };
}

/** One for each provider: environments need not lie behind the same CDN. */
function byProvider<Made extends object>(
  options: AdapterOptions,
  adapters: Readonly<Record<string, Adapter<Made>>>,
): (provider: string) => Promise<Made> {
  const made = new Map<string, Promise<Made>>();
  return async (provider) => {
    const known = made.get(provider);
    if (known !== undefined) return known;
    const adapter = adapters[provider];
    if (adapter === undefined) throw new Error(`no adapter of ${provider}`);
    const making = admitted(options, provider, adapter);
    made.set(provider, making);
    return making;
  };
}
