import type { Config, Environment } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';

export interface CdnEnvironment {
  readonly environment: string;
  readonly site: Environment & { readonly cdn: NonNullable<Environment['cdn']> };
  readonly config: Config['invalidate'];
}

/** The environment meant and its CDN. Throws a config error (exit 2) where none is configured. */
export async function cdnEnvironment(context: Context): Promise<CdnEnvironment> {
  const [{ config, file }, environment] = await Promise.all([
    context.config(),
    context.environment(),
  ]);
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
