import type { AccessReport } from '../domain/doctor/access.ts';

/** Bounds of one read: milliseconds for the whole of it, and what aborts it. */
export interface AccessBudget {
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/**
 * Small reads that tell whether each vendor lets us in. Nothing is ever posted. They answer with an
 * Access whatever the vendor says, and never throw.
 */
export interface VendorAccess {
  /** The project's releases and the organization's issues are readable. */
  sentry(reach: AccessBudget): Promise<AccessReport>;
  /** `auth.test`, and the scopes of the bot token. */
  slackBot(reach: AccessBudget): Promise<AccessReport>;
  /** The shape of the incoming webhook's address. */
  slackWebhook(): AccessReport;
  /** The REST API, and a service of the configured name. */
  pagerduty(reach: AccessBudget): Promise<AccessReport>;
  /** The shape of the Events routing key. */
  pagerdutyRouting(): AccessReport;
  uptimerobot(reach: AccessBudget): Promise<AccessReport>;
  /** The distribution's metrics may be read. */
  cloudwatch(cdnId: string, reach: AccessBudget): Promise<AccessReport>;
  /** Asks an external service's probe address with a fresh `{seed}`. */
  dependency(
    dependency: { readonly name: string; readonly probe: string },
    reach: AccessBudget,
  ): Promise<AccessReport>;
  /** A Statuspage-format page: whether it can be read, and what it says. */
  statusPage(url: string, reach: AccessBudget): Promise<AccessReport>;
}
