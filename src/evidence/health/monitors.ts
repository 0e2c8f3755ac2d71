import type { Clock } from '../../contract/context.ts';
import type { Address, Measurement, ProbeTarget } from '../../domain/health/probe.ts';
import {
  type AttemptReport,
  type HealthReport,
  healthReport,
  type MonitorHealth,
  monitorHealth,
} from '../../domain/health/probe-report.ts';
import {
  judge,
  mayBeIntercepted,
  type NetworkCheck,
  needsNetworkCheck,
} from '../../domain/health/probe-verdict.ts';
import type { Site } from '../../ports/site.ts';
import { forEachConcurrently } from '../asking/concurrently.ts';
import { type Controls, createControls, type HostAndPort } from './controls.ts';

/** Durations in milliseconds. `config.health`, as far as it concerns the asking. */
export interface HealthSettings {
  /** How often a failure is asked again before it is believed. */
  readonly retries: number;
  readonly retryDelay: number;
  /** Probes under way at a time. */
  readonly concurrency: number;
  readonly controlHosts: readonly HostAndPort[];
  /** Probe each A and AAAA record of a host instead of the one that answers first. */
  readonly allAddresses?: boolean;
}

export interface HealthSources {
  readonly site: Site;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Job {
  readonly target: ProbeTarget;
  readonly address: Address | undefined;
}

/**
 * Is it up? Probes all targets, some at a time, and reports in their order. `onProgress` gets what is
 * known so far after each. Whatever the network does is in the report; rejects only with the signal's
 * reason.
 */
export async function collectHealth(
  targets: readonly ProbeTarget[],
  settings: HealthSettings,
  { site, clock, signal }: HealthSources,
  onProgress: (soFar: () => HealthReport) => void = () => undefined,
): Promise<HealthReport> {
  const startedAt = clock.now();
  const controls = createControls(site, settings.controlHosts);
  const jobs = settings.allAddresses === true ? await perAddress(targets, site) : onePer(targets);
  const monitors: (MonitorHealth | undefined)[] = [];
  let pending = jobs.length;
  const report = (): HealthReport =>
    healthReport({
      observedAt: new Date(startedAt).toISOString(),
      tookMs: clock.now() - startedAt,
      controlHosts: controls.asked(),
      monitors: monitors.filter((monitor) => monitor !== undefined),
      pending,
    });
  onProgress(report);
  await forEachConcurrently(jobs, settings.concurrency, async (job, index) => {
    monitors[index] = await probeMonitor(job, settings, { site, clock, signal }, controls);
    pending -= 1;
    onProgress(report);
  });
  return report();
}

function onePer(targets: readonly ProbeTarget[]): Job[] {
  return targets.map((target) => ({ target, address: undefined }));
}

/** One job for each address; a host that does not resolve keeps one, which will say so. */
async function perAddress(targets: readonly ProbeTarget[], site: Site): Promise<Job[]> {
  const jobs = await Promise.all(
    targets.map(async (target): Promise<Job[]> => {
      const addresses = await site.addresses(target.url, target.timeout);
      if (addresses.length === 0) return onePer([target]);
      return addresses.map((address) => ({ target, address }));
    }),
  );
  return jobs.flat();
}

async function probeMonitor(
  { target, address }: Job,
  { retries, retryDelay }: HealthSettings,
  { site, clock, signal }: HealthSources,
  controls: Controls,
): Promise<MonitorHealth> {
  const options = { signal, ...(address && { address }) };
  const attempts: AttemptReport[] = [];
  for (;;) {
    const measured = await site.probe(target, options);
    const findings = judge(measured, target, null);
    const [decisive] = findings;
    attempts.push({ ...measured, reason: decisive?.reason ?? null });
    const failed = decisive !== undefined && decisive.verdict !== 'warn';
    const strange = mayBeIntercepted(measured, findings);
    if (!failed || decisive.reason === 'not_loopback' || attempts.length > retries) {
      const network = strange
        ? await beside(measured, target, controls, signal)
        : needsNetworkCheck(measured)
          ? await controls.check(measured)
          : null;
      const confirmed = judge(measured, target, network);
      return monitorHealth(target, address?.address ?? null, attempts, confirmed);
    }
    await clock.sleep(retryDelay, signal);
  }
}

async function beside(
  measured: Measurement,
  target: ProbeTarget,
  controls: Controls,
  signal: AbortSignal,
): Promise<NetworkCheck> {
  const shown = await controls.lookBeside(measured, target, signal);
  return { reached: true, resolved: true, ...shown };
}
