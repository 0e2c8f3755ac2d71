/*
 * What a probe of one address asks and what it measures. Plain data: all durations in milliseconds,
 * all times ISO 8601 in UTC.
 */
import type { ProbeReason } from './probe-reason.ts';

/** The parts of one exchange, in their order. */
export const phases = ['dns', 'connect', 'tls', 'response', 'body'] as const;
export type ProbePhase = (typeof phases)[number];

/** What to ask, and what counts as healthy. A monitor with its defaults, or a `--url`. */
export interface ProbeTarget {
  readonly name: string;
  readonly url: string;
  /** The environment that the monitor watches; null for a `--url`. */
  readonly env: string | null;
  readonly method: 'GET' | 'HEAD' | 'OPTIONS';
  /** For one attempt as a whole: every redirect and the body included. */
  readonly timeout: number;
  /** May hold secrets: sent only to the origin of `url`, and never over a TLS that does not hold. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keyword: string | null;
  /** Expected statuses as inclusive ranges. A redirect whose status is expected is not followed. */
  readonly status: readonly { readonly from: number; readonly to: number }[];
  readonly slowAfter: number;
  readonly certWarnDays: number;
  /** Bytes of decoded body read at most. */
  readonly maxBody: number;
}

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and IP addresses that it is for. */
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  /** Whole days until `validTo`; negative when that is past. */
  readonly daysLeft: number;
  readonly trusted: boolean;
}

/** One request and its answer; a redirect leads to the next hop. A phase not reached is null. */
export interface Hop {
  readonly url: string;
  readonly address: string | null;
  readonly family: 4 | 6 | null;
  /** The proxy it went through (without credentials); then dns and connect are the proxy's. */
  readonly proxy: string | null;
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the request written to the head of the answer. */
  readonly firstByteMs: number | null;
  /** From the head of the answer to the end of the body; null where the body is not read. */
  readonly downloadMs: number | null;
  readonly totalMs: number;
  readonly status: number | null;
  readonly httpVersion: string | null;
  /** Where a redirect points, absolute. */
  readonly location: string | null;
  /** Of `x-cache`, `age`, `cache-control`, `via`, `content-type`: those that came. */
  readonly headers: Readonly<Record<string, string>>;
  readonly certificate: Certificate | null;
}

export interface ProbeFailure {
  readonly reason: ProbeReason;
  /** One sentence of safe text. */
  readonly detail: string;
}

/** One attempt as measured, not judged. */
export interface Measurement {
  readonly at: string;
  readonly totalMs: number;
  readonly hops: readonly Hop[];
  /** Decoded bytes read; null where no body was read. */
  readonly bodyBytes: number | null;
  /** Whether the body holds the keyword; null where none is wanted or the body was not read to its end. */
  readonly keywordFound: boolean | null;
  /** Why it ended early; null when the last answer was read to its end. */
  readonly failure: ProbeFailure | null;
}
