import { connect, isIP, type Socket } from 'node:net';
import type { Address } from '../../domain/health/probe.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import { ProbeStop, type SiteAttempt, step } from './attempt.ts';

/** As `dns.lookup` with `all`: every address of a name, in the order in which to try them. */
export type Lookup = (
  host: string,
  options: { readonly all: true; readonly order: 'verbatim' },
  callback: (error: NodeJS.ErrnoException | null, found: readonly FoundAddress[]) => void,
) => void;

interface FoundAddress {
  readonly address: string;
  readonly family: number;
}

/** The system's resolver. An address needs none, so it is loaded for the first name. */
export const lookupAll: Lookup = (host, options, callback) => {
  void import('node:dns').then(({ lookup }) => lookup(host, options, callback));
};

/** Milliseconds before the next address is tried beside a slow one (RFC 8305, section 5). */
const attemptDelay = 250;

/** An IP literal (in brackets or not) as an address; undefined for a name. */
export function literal(host: string): Address | undefined {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 0 ? undefined : { address, family: family === 6 ? 6 : 4 };
}

/** Resolves a name. Rejects with the resolver's error. */
export function resolveHost(
  attempt: SiteAttempt,
  host: string,
  lookup: Lookup,
): Promise<readonly Address[]> {
  return step(attempt, 'dns', (done, reject) => {
    lookup(host, { all: true, order: 'verbatim' }, (error, found) => {
      if (error !== null) reject(error);
      else done(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })));
    });
    return () => undefined;
  });
}

/** Refuses what is not loopback, where only loopback may be contacted. */
export function guardLoopback(host: string, loopbackOnly: boolean): void {
  if (!loopbackOnly || isLoopback(host)) return;
  throw new ProbeStop({
    reason: 'not_loopback',
    detail: `${host} was not contacted: inside the sandbox only loopback addresses are`,
  });
}

/** Families take turns, beginning with the resolver's first choice. */
function alternate(addresses: readonly Address[]): readonly Address[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  if (first.length === addresses.length) return addresses;
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family);
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, i) => [first[i], second[i]])
    .flat()
    .filter((address) => address !== undefined);
}

export interface Connection {
  readonly socket: Socket;
  readonly address: Address;
}

/** Connects to the first address that answers. Rejects with the most telling error of all. */
export function connectFirst(
  attempt: SiteAttempt,
  addresses: readonly Address[],
  port: number,
): Promise<Connection> {
  const order = alternate(addresses);
  return step(attempt, 'connect', (done, reject) => {
    const open = new Set<Socket>();
    let next = 0;
    let failure: NodeJS.ErrnoException | undefined;
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      for (const socket of open) socket.destroy();
    };
    const tryNext = (): void => {
      clearTimeout(timer);
      const address = order[next++];
      if (address === undefined) return;
      const socket = openSocket(address, port);
      open.add(socket);
      socket.once('connect', () => {
        open.delete(socket);
        stop();
        done({ socket, address });
      });
      socket.once('error', (error) => {
        open.delete(socket);
        failure = moreTelling(failure, error);
        if (next < order.length) tryNext();
        else if (open.size === 0) reject(failure);
      });
      if (next < order.length) timer = setTimeout(tryNext, attemptDelay);
    };
    tryNext();
    return stop;
  });
}

/** A socket to one address, that never throws for want of a listener. */
function openSocket({ address, family }: Address, port: number): Socket {
  const socket = connect({ host: address, port, family, autoSelectFamily: false, noDelay: true });
  return socket.on('error', () => undefined);
}

const noRoute = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);

// A host without IPv6 says "no route" for every AAAA record: what the other family said counts.
function moreTelling(
  known: NodeJS.ErrnoException | undefined,
  error: NodeJS.ErrnoException,
): NodeJS.ErrnoException {
  return known === undefined || noRoute.has(known.code ?? '') ? error : known;
}
