import { asTsopsError } from '../../contract/errors.ts';
import { type AccessReport, access, type NamedAccess } from '../../domain/doctor/access.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type { Cdn, Distribution } from '../../ports/cdn.ts';
import { accessOfError } from '../http/access-of-error.ts';

export interface AwsChecked {
  /** Of the environment that is checked. */
  readonly name: string;
  /** Undefined where the config knows none. */
  readonly environment:
    | { readonly url: string; readonly cdn?: { readonly id: string } | undefined }
    | undefined;
  cdn(): Promise<Pick<Cdn, 'distribution'>>;
  /** Whether the metrics of a distribution may be read. */
  metrics(distributionId: string, reach: AccessBudget): Promise<AccessReport>;
}

/**
 * The environment's distribution, whether it serves the environment's host, and its metrics. One row
 * where the config names no distribution, or AWS does not let us in.
 */
export async function checkAws(
  { name, environment, cdn, metrics: checkMetrics }: AwsChecked,
  { timeout, signal }: AccessBudget,
): Promise<readonly NamedAccess[]> {
  if (environment?.cdn === undefined) {
    const set = `set environments.${name}.cdn.distributionId in tsops.config.yaml`;
    return [{ name: 'distribution', ...access('not-set', 'no distribution is configured', set) }];
  }
  const { id } = environment.cdn;
  const reach = { timeout, ...(signal && { signal }) };
  const opened = await cdn();
  const [distribution, metrics] = await Promise.all([
    opened.distribution(id, reach).catch(asTsopsError),
    checkMetrics(id, reach),
  ]);
  if (distribution instanceof Error) {
    // Without credentials the metrics would only say the same again.
    if (metrics.state === 'not-set' || metrics.state === 'rejected') {
      return [{ name: 'credentials', ...metrics }];
    }
    return [
      { name: 'distribution', ...accessOfError(distribution) },
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
