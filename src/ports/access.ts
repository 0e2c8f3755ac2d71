import type { Access } from '../domain/doctor/access.ts';

/** Bounds of one read: milliseconds for the whole of it, and what aborts it. */
export interface Reach {
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** An uptime monitor's outage. Times are epoch milliseconds; `resolvedAt` is null while it lasts. */
export interface Outage {
  readonly monitor: string;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  readonly reason: string;
}

/** What an uptime service has seen for weeks. Times are epoch milliseconds. */
export interface OutageHistory {
  /** From when on all outages are known; later than asked where there are too many of them. */
  readonly knownFrom: number;
  readonly outages: readonly Outage[];
  readonly monitors: readonly {
    readonly name: string;
    /** Before it nobody watched; null where that is not told. */
    readonly createdAt: number | null;
    /** Milliseconds between two checks; null where that is not told. */
    readonly interval: number | null;
    readonly paused: boolean;
  }[];
}

/**
 * Small reads that tell whether each vendor lets us in. Nothing is ever posted. They answer with an
 * Access whatever the vendor says, and never throw; only `outages` and `outageHistory` do.
 */
export interface VendorAccess {
  /** The project's releases and the organization's issues are readable. */
  sentry(reach: Reach): Promise<Access>;
  /** `auth.test`, and the scopes of the bot token. */
  slackBot(reach: Reach): Promise<Access>;
  /** The shape of the incoming webhook's address. */
  slackWebhook(): Access;
  /** The REST API, and a service of the configured name. */
  pagerduty(reach: Reach): Promise<Access>;
  /** The shape of the Events routing key. */
  pagerdutyRouting(): Access;
  uptimerobot(reach: Reach): Promise<Access>;
  /** The distribution's metrics may be read. */
  cloudwatch(distributionId: string, reach: Reach): Promise<Access>;
  /** Asks an external service's probe address with a fresh `{seed}`. */
  dependency(
    dependency: { readonly name: string; readonly probe: string },
    reach: Reach,
  ): Promise<Access>;
  /** A Statuspage-format page: whether it can be read, and what it says. */
  statusPage(url: string, reach: Reach): Promise<Access>;
  /**
   * Outages that UptimeRobot saw begin after `since` (epoch milliseconds), newest first; null when no key
   * is set. Throws TsopsError `credentials` (key rejected) or `unreachable` (no or no valid answer).
   */
  outages(since: number, reach: Reach): Promise<readonly Outage[] | null>;
  /** The same with every page of it, and since when each monitor has been watching. Throws as `outages` does. */
  outageHistory(since: number, reach: Reach): Promise<OutageHistory | null>;
}
