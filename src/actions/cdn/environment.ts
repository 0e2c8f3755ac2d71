import type { Config, Environment } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { InvalidationPaths } from '../../domain/cdn/paths.ts';
import type { Cdn } from '../../ports/cdn.ts';
import { signInToCdn } from '../protocol/sign-in.ts';
import type { InvalidateParts } from './plan.ts';

export interface CdnEnvironment {
  readonly environment: string;
  readonly site: Environment & { readonly cdn: NonNullable<Environment['cdn']> };
  readonly config: Config['invalidate'];
}

/** An environment and its CDN. Throws a config error (exit 2) where none is configured. */
export async function cdnEnvironment(
  context: Pick<Context, 'config'>,
  environment: string,
): Promise<CdnEnvironment> {
  const { config, file } = await context.config();
  const site = config.environments[environment];
  if (site?.cdn !== undefined) {
    return { environment, site: { ...site, cdn: site.cdn }, config: config.invalidate };
  }
  throw new TsopsError({
    kind: 'config',
    message: `The environment ${environment} has no CDN configured${file === undefined ? '' : ` in ${file}`}.`,
    why: 'Without its distribution nothing can be invalidated.',
    next: [
      `set environments.${environment}.cdn.distributionId (aws cloudfront list-distributions shows the ids)`,
      ...(file === undefined ? ['tsops init'] : ['tsops config show --origin']),
    ],
  });
}

/** What an invalidation of these paths is made of. Throws as `cdnEnvironment` does. */
export async function findInvalidation(
  context: Context,
  environment: string,
  paths: InvalidationPaths,
): Promise<InvalidateParts> {
  const site = await cdnEnvironment(context, environment);
  const { http } = context.services;
  const cdn = await openCdn(context, site);
  return { ...site, paths, cdn, http, context };
}

/** The environment's CDN, signed in to where somebody can be asked. */
export async function openCdn(
  context: Context,
  { environment, site }: Pick<CdnEnvironment, 'environment' | 'site'>,
): Promise<Cdn> {
  await signInToCdn(context, environment);
  return context.services.cdn(site.cdn.provider);
}
