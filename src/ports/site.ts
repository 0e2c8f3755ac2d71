import type { Address, Measurement, ProbeTarget } from '../domain/health/probe.ts';

export interface ProbeOptions {
  /** Connect to this address instead of resolving the name; redirects resolve as usual. */
  readonly address?: Address;
  readonly signal?: AbortSignal;
  /** Gets the beginning of the last answer's body, decoded but as bytes of Latin-1. */
  readonly onPage?: (text: string) => void;
}

/** Probes addresses as a browser meets them: a fresh connection each time, redirects followed. */
export interface Site {
  /**
   * One attempt. Whatever the network does is part of the measurement; rejects only with the signal's
   * reason, and ends inside `target.timeout`.
   */
  probe(target: ProbeTarget, options?: ProbeOptions): Promise<Measurement>;
  /** Every A and AAAA record of a URL's host; empty when the name does not resolve. */
  addresses(url: string, timeout: number): Promise<readonly Address[]>;
  /** Whether a TCP connection to it can be opened (`named`: its name was resolved for that). */
  reach(
    host: { readonly host: string; readonly port: number },
    timeout: number,
  ): Promise<HostReach>;
}

type Headers = Readonly<Record<string, string>>;

interface Filled {
  readonly headers: Headers;
  /** Why headers of the config were left out, one phrase each. */
  readonly missing: readonly string[];
}

/** What the config gives to be let in at the site; never sent to another origin than the config names. */
export interface SiteHeaders {
  /** Of the environments, for the origin of an address. */
  forUrl(url: string): Promise<Filled>;
  /** A monitor's own, with their variables filled in. */
  fill(headers: Headers): Promise<Filled>;
}

/** `refused` and other refusals by the far end count as reached: the network works. */
export interface HostReach {
  readonly reached: boolean;
  /** Milliseconds until it was connected, its name resolved, or until that was given up. */
  readonly tookMs: number;
  /** The name was resolved by the resolver; false for an address, or where that failed. */
  readonly resolved: boolean;
}
