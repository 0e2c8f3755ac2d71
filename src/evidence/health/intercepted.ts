import {
  hostAndPortOf,
  interceptedAs,
  isOutOfTime,
  type SeenAnswer,
} from '../../domain/health/intercepted.ts';
import type { ProbeTarget } from '../../domain/health/probe.ts';
import type { Site } from '../../ports/site.ts';

interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** What control hosts show of who answers in place of a site. */
export interface Interception {
  /** One sentence; null where they show nothing of the kind. */
  readonly intercepted: string | null;
  /** Certificates are out of their time for all. */
  readonly clockWrong: boolean;
}

/** Milliseconds that a control host has to show what it has. */
const lookTimeout = 5000;

/** Asks a site once more, and control hosts as the site is asked: over its scheme, through its proxy. */
export async function lookBeside(
  site: Site,
  target: ProbeTarget,
  hosts: readonly HostAndPort[],
  signal: AbortSignal,
): Promise<Interception & { readonly controls: readonly SeenAnswer[] }> {
  const { protocol } = new URL(target.url);
  const timeout = Math.min(target.timeout, lookTimeout);
  const [own, ...controls] = await Promise.all([
    look(site, { ...target, timeout }, signal),
    ...hosts.map((host) => {
      const url = controlUrl(host, protocol);
      const plain = { name: url, url, headers: {}, keyword: null, method: 'GET', timeout } as const;
      return look(site, { ...target, ...plain }, signal);
    }),
  ]);
  const clockWrong = isOutOfTime(own, controls);
  return { intercepted: clockWrong ? null : interceptedAs(own, controls), clockWrong, controls };
}

/** Configured for the port of one scheme, asked over the other, it is that one's port. */
function controlUrl({ host, port }: HostAndPort, protocol: string): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const usual = port === 443 || port === 80;
  return `${protocol}//${name}${usual ? '' : `:${port}`}/`;
}

async function look(site: Site, target: ProbeTarget, signal: AbortSignal): Promise<SeenAnswer> {
  let page = '';
  const onPage = (text: string): void => {
    page = text;
  };
  const measured = await site.probe(target, { signal, onPage });
  return { host: hostAndPortOf(new URL(target.url)), measured, page };
}
