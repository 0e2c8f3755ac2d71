import type { LoadedConfig } from '../contract/context.ts';

/** A config that is read once, however many ask for it at the same time: a file being saved tells all the same. */
export interface ConfigOnce {
  /** Rejects as the first reading did. */
  read(): Promise<LoadedConfig>;
  /** Undefined until it has been read. */
  loaded(): LoadedConfig | undefined;
}

export function readOnce(load: () => Promise<LoadedConfig>): ConfigOnce {
  let reading: Promise<LoadedConfig> | undefined;
  let loaded: LoadedConfig | undefined;
  const read = async (): Promise<LoadedConfig> => {
    loaded = await load();
    return loaded;
  };
  return {
    read: () => {
      reading ??= read();
      return reading;
    },
    loaded: () => loaded,
  };
}
