import { monitor as defaults } from '../../config/defaults.ts';
import type { Config, Monitor } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { ProbeTarget } from '../../domain/health/probe.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { probeTargetOf } from './target.ts';

/** What was typed that chooses and bends the targets. Milliseconds. */
export interface TargetChoice {
  /** Names, or beginnings of words of names, of monitors. */
  readonly monitor: readonly string[];
  readonly url: readonly string[];
  readonly keyword?: string | undefined;
  readonly timeout?: number | undefined;
}

/**
 * The monitors and addresses to probe: those named, else (without `--url`) all of them, or those of one
 * environment. Throws a usage error for a name that no monitor has.
 */
export function targetsOf(
  config: Config,
  wanted: TargetChoice,
  environment: string | undefined,
): readonly ProbeTarget[] {
  const monitors = config.monitors.filter(({ env }) => env === (environment ?? env));
  const none = wanted.monitor.length === 0 && wanted.url.length > 0;
  const chosen = none ? [] : choose(monitors, wanted.monitor);
  const overrides = wanted.timeout === undefined ? {} : { timeout: wanted.timeout };
  const { maxBody } = config.health;
  return [
    ...chosen.map((monitor) => ({ ...probeTargetOf(monitor, maxBody), ...overrides })),
    ...[...new Set(wanted.url)].map((url) => ({
      ...addressTarget(url, config, wanted.keyword),
      ...overrides,
    })),
  ];
}

/** For addresses that were typed, and belong to no monitor. Milliseconds. */
const unconfiguredInterval = 10_000;

/** How often a watch asks by itself: as often as the most frequent of its monitors. Milliseconds. */
export function watchInterval({ monitors }: Config, targets: readonly ProbeTarget[]): number {
  const watched = new Set(targets.map(({ name }) => name));
  const intervals = monitors.filter(({ name }) => watched.has(name)).map((each) => each.interval);
  return intervals.length === 0 ? unconfiguredInterval : Math.min(...intervals);
}

function choose(monitors: readonly Monitor[], names: readonly string[]): readonly Monitor[] {
  if (names.length === 0) return monitors;
  const meant = new Set(names.flatMap((name) => named(monitors, name)));
  return monitors.filter((monitor) => meant.has(monitor));
}

/** By its whole name, else by how words of it begin: `stag` is TalkStudio Staging. Case does not matter. */
function named(monitors: readonly Monitor[], written: string): readonly Monitor[] {
  const wanted = written.trim().toLowerCase();
  const exact = monitors.filter(({ name }) => name.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const partly = monitors.filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${wanted}`));
  if (wanted !== '' && partly.length > 0) return partly;
  throw unknownMonitor(written, monitors);
}

function unknownMonitor(written: string, monitors: readonly Monitor[]): TsopsError {
  const names = monitors.map(({ name }) => name);
  const words = [...new Set(names.flatMap((name) => name.split(' ')))];
  const guess = nearest(written, [...names, ...words]);
  const listed = names.slice(0, 10).join(', ') + (names.length > 10 ? ', …' : '');
  return new TsopsError({
    kind: 'usage',
    message: `There is no monitor ${JSON.stringify(written)}.${guess === undefined ? '' : ` Did you mean ${JSON.stringify(guess)}?`}`,
    why: names.length === 0 ? 'The config has no monitors here.' : `The config knows ${listed}.`,
    next: guess === undefined ? ['tsops health'] : [`tsops health ${shellQuote([guess])}`],
  });
}

function addressTarget(url: string, { health }: Config, keyword: string | undefined): ProbeTarget {
  const { host, pathname, search } = new URL(url);
  return {
    name: pathname === '/' && search === '' ? host : `${host}${pathname}${search}`,
    url,
    env: null,
    method: defaults.method,
    timeout: health.timeout,
    headers: {},
    keyword: keyword ?? null,
    status: defaults.status,
    slowAfter: defaults.slowAfter,
    certWarnDays: defaults.certWarnDays,
    maxBody: health.maxBody,
  };
}
