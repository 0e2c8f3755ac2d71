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

type Adapter<Made> = (options: AdapterOptions, config: Config) => Promise<Made>;
type Chosen = 'deploys' | 'repository' | 'cdn' | 'metrics' | 'uptime' | 'analytics';

/** The services of which the config says who provides them. */
export function chosenServices(options: AdapterOptions): Pick<Services, Chosen> {
  const chosen = <Made>(choose: (config: Config) => Adapter<Made>): (() => Promise<Made>) =>
    once(async () => {
      const { config } = await options.config();
      return choose(config)(options, config);
    });
  const deploys = chosen((config) => deploysAdapters[config.deploys.provider]);
  return {
    deploys,
    repository: deploys,
    uptime: chosen(({ uptime }) => uptimeAdapters[uptime.provider]),
    analytics: chosen(({ analytics }) => analyticsAdapters[analytics.provider]),
    cdn: byProvider(options, cdnAdapters),
    metrics: byProvider(options, metricsAdapters),
  };
}

/** One for each provider: environments need not lie behind the same CDN. */
function byProvider<Made>(
  options: AdapterOptions,
  adapters: Readonly<Record<string, Adapter<Made>>>,
): (provider: string) => Promise<Made> {
  const made = new Map<string, Promise<Made>>();
  return async (provider) => {
    const known = made.get(provider);
    if (known !== undefined) return known;
    const adapter = adapters[provider];
    if (adapter === undefined) throw new Error(`no adapter of ${provider}`);
    const making = options.config().then(({ config }) => adapter(options, config));
    made.set(provider, making);
    return making;
  };
}
