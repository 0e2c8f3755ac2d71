import { ambientAws } from './ambient.ts';
import { locateConfig, shownPath, type Whereabouts } from './locate.ts';
import { resolveConfig } from './resolve.ts';
import type { Config } from './schema.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** The file it was read from; undefined for the shipped defaults. */
  readonly file: string | undefined;
  /** Named by `--config` or TSOPS_CONFIG, or in the user's own config directory. */
  readonly trusted?: boolean;
  /** `monitors[0].timeout` → `tsops.config.yaml:12` or the name of a variable. The rest are defaults. */
  readonly origin: ReadonlyMap<string, string>;
}

/**
 * The effective configuration. Throws a config error (exit 2) that carries every mistake of the file.
 * Without a file it loads neither the YAML parser nor the schema.
 */
export async function loadConfig(where: Whereabouts): Promise<LoadedConfig> {
  const { aws, origin } = ambientAws(where.env);
  const located = locateConfig(where);
  if (located === undefined) return { config: resolveConfig({}, aws), file: undefined, origin };
  const { file } = located;
  const { configFromFile } = await import('./from-file.ts');
  const read = await configFromFile(located, shownPath(file, where.cwd));
  return {
    config: resolveConfig(read.config, aws),
    file,
    trusted: located.namedBy !== undefined || located.own === true,
    get origin() {
      const origins = read.origins();
      for (const [path, variable] of origin) {
        if (path !== 'aws.endpoint' || !origins.has(path)) origins.set(path, variable);
      }
      return origins;
    },
  };
}
