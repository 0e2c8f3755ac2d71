import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { Distribution } from '../../ports/cdn.ts';
import type { NamedAccess } from './access-github.ts';
import { accessOfError } from './access-of-error.ts';

/**
 * The environment's distribution, whether it serves the environment's host, and its metrics. One row
 * where the config names no distribution, or AWS does not let us in.
 */
export async function awsAccess(
  context: Pick<Context, 'services' | 'config' | 'environment'>,
  timeout: number,
  signal: AbortSignal,
): Promise<readonly NamedAccess[]> {
  const { config } = await context.config();
  const name = await context.environment();
  const environment = config.environments[name];
  if (environment?.cdn === undefined) {
    const set = `set environments.${name}.cdn.distributionId in tsops.config.yaml`;
    return [{ name: 'distribution', ...access('not-set', 'no distribution is configured', set) }];
  }
  const { id } = environment.cdn;
  const cdn = await context.services.cdn(environment.cdn.provider);
  const vendors = await context.services.access();
  const [distribution, metrics] = await Promise.all([
    cdn.distribution(id, { timeout, signal }).catch(asTsopsError),
    vendors.cloudwatch(id, { timeout, signal }),
  ]);
  if (distribution instanceof Error) {
    const found = accessOfError(distribution);
    // Without credentials the metrics would only say the same again.
    if (metrics.state === 'not-set' || metrics.state === 'rejected') {
      return [{ name: 'credentials', ...metrics }];
    }
    return [
      { name: 'distribution', ...found },
      { name: 'metrics', ...metrics },
    ];
  }
  return [
    { name: 'distribution', ...serves(distribution, new URL(environment.url).hostname) },
    { name: 'metrics', ...metrics },
  ];
}

function serves(distribution: Distribution, host: string): AccessReport {
  const { id, domain, aliases, enabled, status } = distribution;
  if (!enabled) return access('limited', `${id} (${domain}) is disabled`);
  const names = [domain, ...aliases];
  // In the sandbox the site is on loopback, and its names are those of the real one.
  const served =
    isLoopback(host) ||
    names.some((name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))));
  if (served) return access('works', `${id}, ${domain}, ${status}`);
  const detail = `${id} serves ${names.join(', ')}, and not ${host}`;
  return access('limited', detail, 'check environments.*.cdn.distributionId in tsops.config.yaml');
}
