/* What the questions find that every walk puts first: the values of their evidence. Pure data. */

import type { ProbeReason } from '../health/probe-reason.ts';
import type { ControlHost } from '../health/probe-report.ts';

/** How far a request comes before it fails. */
export type SiteLayer = 'dns' | 'connection' | 'tls' | 'origin' | 'page';

/** One monitor of the environment, as probed from here. */
export interface MonitorSeen {
  readonly name: string;
  readonly state: 'up' | 'down' | 'unknown';
  readonly reason: ProbeReason | null;
  readonly detail: string;
}

/** Whether the site is up, from where it was looked at. */
export interface SiteUp {
  readonly state: 'up' | 'partly' | 'down';
  readonly monitors: readonly MonitorSeen[];
  /** Where the first that is down fails; null where none is. */
  readonly layer: SiteLayer | null;
  /** What UptimeRobot sees; null where it could not be asked. `since` is epoch milliseconds. */
  readonly uptime: { readonly since: number | null; readonly reason: string } | null;
  /**
   * Requests at the CDN, those of the same minutes of yesterday or a week ago, whichever are fewer, and the largest share
   * (0 to 1) that was lost within five minutes since an hour before; null, or left out, where they are not known.
   */
  readonly visitors?: {
    readonly requests: number;
    readonly usual: number;
    readonly fell: number;
  } | null;
  /** The CDN, which could tell of them, could not be asked. */
  readonly visitorsUnknown?: true;
  /** Hosts of the internet at large, asked only after a failure of the network; else empty. */
  readonly controlHosts: readonly ControlHost[];
}

/** The certificate that ends first of those that the site shows. */
export interface CertificateSeen {
  readonly host: string;
  readonly issuer: string;
  /** Epoch milliseconds; null where it was not shown. */
  readonly validTo: number | null;
  /** Whole days; negative when that is past. */
  readonly daysLeft: number | null;
  /** `invalid`: for another name, not yet valid, or of an authority that nobody trusts. */
  readonly state: 'valid' | 'expiring' | 'expired' | 'invalid';
  readonly detail: string;
}

/** Whether what was deployed last is what is served. */
export interface ServedDeploy {
  /**
   * `settling`: a deploy runs, or ended so lately that the edge may serve the version before.
   * `mixed`: several versions are served at once, whatever was deployed.
   */
  readonly state: 'served' | 'settling' | 'mixed' | 'not-served';
  /** Each version that was read, most often read first. */
  readonly served: readonly string[];
  /** Of the last deploy that succeeded; null where none is known. */
  readonly deployed: string | null;
  /** When that ended, epoch milliseconds. */
  readonly deployedAt: number | null;
  /** A CDN is configured, so that its cache can be invalidated. */
  readonly cached: boolean;
  /** Of `not-served`: no run to the environment ever was of what is served. Left out elsewhere. */
  readonly fromElsewhere?: boolean;
}
