import type { LoadedConfig, MeantService } from '../contract/context.ts';
import { ambientAws } from './ambient.ts';
import { ignoredConfig, locateConfig, shownPath, type Whereabouts } from './locate.ts';
import { resolveConfig } from './resolve.ts';

/**
 * The effective configuration. Throws a config error (exit 2) that carries every mistake of the file.
 * Without a file it loads neither the YAML parser nor the schema.
 */
export async function loadConfig(where: Whereabouts): Promise<LoadedConfig> {
  const { aws, origin } = ambientAws(where.env);
  const located = locateConfig(where);
  const ignored = located?.namedBy === undefined ? ignoredConfig(where) : undefined;
  const others = ignored === undefined ? {} : { ignored };
  if (located === undefined) {
    const shipped = { config: resolveConfig({}, aws), file: undefined, origin, ...others };
    return { ...shipped, meant: () => meantBy(shipped, where) };
  }
  const { file } = located;
  const [{ configFromFile }, { configTrust }] = await Promise.all([
    import('./from-file.ts'),
    import('./trust.ts'),
  ]);
  const shown = shownPath(file, where.cwd);
  const read = await configFromFile(located, shown);
  const config = resolveConfig(read.config, aws);
  const { env } = where;
  const loaded: LoadedConfig = {
    config,
    file,
    ...others,
    ...(isMixed(config) && { mixed: true }),
    meant: () => meantBy(loaded, where),
    trust: await configTrust({ located, shown, written: read.config, config, env }),
    get origin() {
      const origins = read.origins();
      for (const [path, variable] of origin) {
        if (path !== 'aws.endpoint' || !origins.has(path)) origins.set(path, variable);
      }
      return origins;
    },
  };
  return loaded;
}

async function meantBy(loaded: LoadedConfig, { cwd }: Whereabouts): Promise<MeantService> {
  const { inheritedValues, serviceMeant } = await import('./inherited.ts');
  return { whose: serviceMeant(loaded, cwd), inherited: inheritedValues(loaded) };
}

/** A repository of somebody else's, and an address of TalkStudio's. */
function isMixed({ github: { owner }, environments }: LoadedConfig['config']): boolean {
  if (owner === undefined || owner.toLowerCase() === 'talkstudio') return false;
  return Object.values(environments).some(({ url }) => url.includes('talkstudio.app'));
}
