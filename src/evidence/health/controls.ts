import type { Measurement, ProbeTarget } from '../../domain/health/probe.ts';
import type { ControlHost } from '../../domain/health/probe-report.ts';
import type { NetworkCheck } from '../../domain/health/probe-verdict.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { Site } from '../../ports/site.ts';
import type { Interception } from './intercepted.ts';

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Milliseconds that a control host has to accept a connection. */
const controlTimeout = 3000;

export interface Controls {
  /**
   * Whether our own network works, as far as it matters to a failed measurement; null where control
   * hosts can tell nothing. Each control host is asked once, at the first failure.
   */
  check(measured: Measurement): Promise<NetworkCheck | null>;
  /**
   * Whether somebody between here and a site answers in its place, as control hosts show when they are asked
   * as the site was.
   */
  lookBeside(
    measured: Measurement,
    target: ProbeTarget,
    signal: AbortSignal,
  ): Promise<Interception>;
  asked(): readonly ControlHost[];
}

export function createControls(site: Site, hosts: readonly HostAndPort[]): Controls {
  const asked: ControlHost[] = [];
  const ask = async (group: readonly HostAndPort[]): Promise<NetworkCheck | null> => {
    if (group.length === 0) return null;
    const answers = await Promise.all(
      group.map(async (host) => {
        const answer = await site.reach(host, controlTimeout);
        asked.push({ host: `${host.host}:${host.port}`, reached: answer.reached });
        return answer;
      }),
    );
    return {
      reached: answers.some(({ reached }) => reached),
      resolved: answers.some(({ resolved }) => resolved),
    };
  };
  // The way to the internet tells nothing of a server on this machine.
  const local = hosts.filter(({ host }) => isLoopback(host));
  let ofLocal: Promise<NetworkCheck | null> | undefined;
  let ofAll: Promise<NetworkCheck | null> | undefined;
  return {
    check(measured) {
      const hop = measured.hops.at(-1);
      // A proxy that answered is a network that works.
      if (hop === undefined || hop.proxy !== null) return Promise.resolve(null);
      if (isLoopback(hop.address ?? new URL(hop.url).hostname)) {
        ofLocal ??= ask(local);
        return ofLocal;
      }
      ofAll ??= ask(hosts);
      return ofAll;
    },
    async lookBeside(measured, target, signal) {
      const hop = measured.hops.at(-1);
      const here =
        hop === undefined ||
        (hop.proxy === null && isLoopback(hop.address ?? new URL(hop.url).hostname));
      const group = here ? local : hosts;
      if (group.length === 0) return { intercepted: null, clockWrong: false };
      const { lookBeside } = await import('./intercepted.ts');
      const { controls, ...found } = await lookBeside(site, target, group, signal);
      for (const { host, measured: shown } of controls) {
        if (asked.some((known) => known.host === host)) continue;
        asked.push({ host, reached: shown.hops.some(({ connectMs }) => connectMs !== null) });
      }
      return found;
    },
    asked: () => asked,
  };
}
