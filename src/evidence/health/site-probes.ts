/* The environment's monitors, probed once in an inquiry, whichever collector asks first. */

import type { ProbeTarget } from '../../domain/health/probe.ts';
import type { HealthReport } from '../../domain/health/probe-report.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { siteOf } from '../reading/page-load.ts';
import { targetsOf } from './chosen-targets.ts';
import { collectHealth } from './monitors.ts';

/** A failure is asked again once, quickly. Milliseconds. */
const again = { retries: 1, retryDelay: 300 };
/** What control hosts may take on top of the probes. Milliseconds. */
const forControls = 6_000;

const probes = new WeakMap<Inquiry, Promise<HealthReport>>();

/** The environment's monitors; the address of its site where it has none. */
export function siteTargets(inquiry: Inquiry): readonly ProbeTarget[] {
  const { config, environment } = inquiry;
  const own = targetsOf(config, { monitor: [], url: [] }, environment);
  if (own.length > 0) return own;
  return targetsOf(config, { monitor: [], url: [siteOf(inquiry).url] }, environment);
}

/** Milliseconds that both tries of the slowest monitor may take: its own time-out counts, not the inquiry's. */
export function probeBudget(inquiry: Inquiry): number {
  const slowest = Math.max(0, ...siteTargets(inquiry).map(({ timeout }) => timeout));
  return inquiry.budget + (again.retries + 1) * slowest + again.retryDelay + forControls;
}

export function probedSite(inquiry: Inquiry): Promise<HealthReport> {
  const known = probes.get(inquiry) ?? probe(inquiry);
  probes.set(inquiry, known);
  return known;
}

async function probe(inquiry: Inquiry): Promise<HealthReport> {
  const { context, config } = inquiry;
  const { concurrency, controlHosts } = config.health;
  const sources = { site: await context.services.site(), clock: context.clock };
  const { signal } = context;
  return collectHealth(
    siteTargets(inquiry),
    { ...again, concurrency, controlHosts },
    { ...sources, signal },
  );
}
