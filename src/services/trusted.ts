/* What a config that nobody trusted may not do: send keys to hosts of its own, and write anywhere. */
import type { LoadedConfig } from '../contract/context.ts';

/** Throws where the vendor may not be asked with our key. `vendor` is the name of its row. */
export function admitVendor({ trust }: LoadedConfig, vendor: string): void {
  const refusal = trust?.refusal(vendor) ?? null;
  if (refusal !== null) throw refusal;
}

/** The same service, whose `writes` throw where the config may not write. */
export function guardWrites<Service extends object>(
  service: Service,
  writes: readonly (keyof Service)[],
  { trust }: LoadedConfig,
): Service {
  if (trust === undefined || trust.writeRefusal() === null) return service;
  const guarded = { ...service };
  for (const name of writes) {
    const write = service[name];
    if (typeof write !== 'function') continue;
    // Asked at the call: it may have been trusted meanwhile.
    const refusing = async (...given: readonly unknown[]): Promise<unknown> => {
      const refusal = trust.writeRefusal();
      if (refusal !== null) throw refusal;
      return write.apply(service, given);
    };
    guarded[name] = refusing as Service[typeof name];
  }
  return guarded;
}
