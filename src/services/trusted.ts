/* What a config that nobody trusted may not do: send keys to hosts of its own, and write anywhere. */
import type { LoadedConfig } from '../contract/context.ts';

/** Throws where the vendor may not be asked with our key. `vendor` is the name of its row. */
function admitVendor({ trust }: LoadedConfig, vendor: string): void {
  const refusal = trust?.refusal(vendor) ?? null;
  if (refusal !== null) throw refusal;
}

/**
 * A service that sends the key of a vendor: made only where the config may send it (throws else), and its `writes`
 * throw where the config may not write. No vendor: it sends no key of its own.
 */
export async function admitted<Made extends object | null>(
  loaded: LoadedConfig,
  vendor: string | null,
  writes: readonly (keyof NonNullable<Made>)[],
  make: () => Made | Promise<Made>,
): Promise<Made> {
  if (vendor !== null) admitVendor(loaded, vendor);
  const made = await make();
  return made === null ? made : (guardWrites(made, writes, loaded) as Made);
}

/** The same service, whose `writes` throw where the config may not write. */
function guardWrites<Service extends object>(
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
