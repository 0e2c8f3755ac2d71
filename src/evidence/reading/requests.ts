import { minutesIn } from '../../domain/evidence/pinned-time.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import type { Inquiry } from '../asking/inquiry.ts';

/** Requests of each minute of the window; null where the CDN has not told it, and without a CDN. */
export async function requestsPerMinute(
  { context, config, environment }: Inquiry,
  window: EvidenceWindow,
  reach: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<(number | null)[] | null> {
  const cdn = config.environments[environment]?.cdn;
  if (cdn === undefined) return null;
  const metrics = await context.services.metrics(cdn.provider);
  const points = await metrics.series(cdn.id, 'requests', window, minute, reach);
  const known = new Map(points.map(({ t, value }) => [t, value]));
  return Array.from(
    { length: minutesIn(window) },
    (_, index) => known.get(window.from + index * minute) ?? null,
  );
}
