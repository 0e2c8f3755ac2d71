import { resolveConfig } from '../../src/config/resolve.ts';
import type { MetricContext } from '../../src/evidence/alerts/metrics/family.ts';
import { patientClock } from './ask.ts';
import { type ContextParts, fakeContext } from './context.ts';

export const at = Date.parse('2026-11-23T03:00:00Z');

/** What metrics are read with: production with a CDN and two monitors, staging with one and no CDN. */
export function metricContext(
  services: NonNullable<ContextParts['services']>,
  parts: { readonly environment?: string; readonly context?: ContextParts } = {},
): MetricContext & { readonly context: ReturnType<typeof fakeContext> } {
  const config = resolveConfig({
    environments: {
      production: { url: 'https://site.test', cdn: { distributionId: 'E1' } },
      staging: { url: 'https://staging.test' },
      bare: { url: 'https://bare.test' },
    },
    monitors: [
      { name: 'Home', url: 'https://site.test/' },
      { name: 'API', url: 'https://site.test/api', timeout: 1000 },
      { name: 'Staging', url: 'https://staging.test/', env: 'staging' },
    ],
    health: { controlHosts: [], retryDelay: 100 },
  });
  const context = fakeContext({ clock: patientClock(), services, ...parts.context });
  return { context, config, environment: parts.environment ?? 'production' };
}

/** Points of a series; no vendor gives more than fifty thousand at once. */
export function pointsOf<Point>(length: number, make: (index: number) => Point): Point[] {
  if (length > 50_000) throw new Error(`${length} points at once`);
  return Array.from({ length: Math.ceil(length) }, (_, index) => make(index));
}
