import type { Monitor } from '../../config/schema.ts';
import type { ProbeTarget } from '../../domain/health/probe.ts';

/** A monitor of the config as the prober takes it; `maxBody` in bytes. */
export function probeTargetOf(monitor: Monitor, maxBody: number): ProbeTarget {
  const { interval, ...asked } = monitor;
  return { ...asked, keyword: monitor.keyword ?? null, maxBody };
}
