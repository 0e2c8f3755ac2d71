import type { Config } from '../config/schema.ts';
import type { Services } from '../ports/services.ts';
import {
  type Adapter,
  type AdapterOptions,
  analyticsAdapters,
  cdnAdapters,
  deploysAdapters,
  metricsAdapters,
  signInAdapters,
  uptimeAdapters,
} from './adapters.ts';
import { once } from './once.ts';
import { admitted } from './trusted.ts';

/** Made only where the config may send its key; its writes throw where the config may not write. */
async function opened<Made extends object>(
  options: AdapterOptions,
  { vendor, writes, make }: Adapter<Made>,
): Promise<Made> {
  const loaded = await options.config();
  return admitted<Made>(loaded, vendor, writes, () => make(options, loaded.config));
}

type Chosen =
  | 'deploys'
  | 'repository'
  | 'cdn'
  | 'metrics'
  | 'cdnSignIn'
  | 'uptime'
  | 'analytics'
  | 'alertEngine';

/** The services of which the config, or a rule, says who provides them. */
export function chosenServices(options: AdapterOptions): Pick<Services, Chosen> {
  const chosen = <Name extends string, Made extends object>(
    adapters: Readonly<Record<Name, Adapter<Made>>>,
    providerIn: (config: Config) => Name,
  ): (() => Promise<Made>) =>
    once(async () => opened(options, adapters[providerIn((await options.config()).config)]));
  const engines = once(async () =>
    byProvider(options, (await import('./alert-engines.ts')).alertEngineAdapters),
  );
  const deploys = chosen(deploysAdapters, (config) => config.deploys.provider);
  return {
    deploys,
    repository: deploys,
    uptime: chosen(uptimeAdapters, ({ uptime }) => uptime.provider),
    analytics: chosen(analyticsAdapters, ({ analytics }) => analytics.provider),
    cdn: byProvider(options, cdnAdapters),
    metrics: byProvider(options, metricsAdapters),
    cdnSignIn: byProvider(options, signInAdapters),
    alertEngine: async (engine) => (await engines())(engine),
  };
}

/** One for each provider: environments need not lie behind the same CDN, nor rules in the same engine. */
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
    const making = opened(options, adapter);
    made.set(provider, making);
    return making;
  };
}
