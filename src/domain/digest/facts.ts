import type { Deploy } from '../deploys/history.ts';
import type { Verdict } from '../evidence/verdict.ts';
import type { ProbeReason } from '../health/probe-reason.ts';
import type { Text } from '../text/language.ts';

/** How one monitor answers. Milliseconds; `reason` is null when all is well. */
export interface MonitorState {
  readonly name: string;
  readonly environment: string;
  readonly verdict: Verdict;
  readonly reason: ProbeReason | null;
  readonly detail: string;
}

/** An outage that lasts, as an uptime monitor saw it begin (epoch milliseconds). */
export interface Onset {
  readonly monitor: string;
  readonly startedAt: number;
  readonly reason: string;
}

/** Since when errors are raised, epoch milliseconds; `at` is null where nothing rose. Counts a minute. */
export interface ErrorsSince {
  readonly at: number | null;
  readonly endedAt: number | null;
  readonly before: number;
  readonly since: number;
}

/** An incident that nobody has resolved yet. */
export interface OngoingIncident {
  readonly id: string;
  readonly title: string;
  readonly titles: Text;
  readonly severity: string;
  readonly environment: string;
  readonly at: number;
  /** A runbook was started in it and not completed. */
  readonly walking: boolean;
}

/** An incident of PagerDuty that is not resolved. Epoch milliseconds. */
export interface OpenPage {
  readonly number: number;
  readonly title: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly since: number;
  readonly assigned: readonly string[];
  /** When the next step is paged by itself, and who that is; null where nobody is. */
  readonly escalatesAt: number | null;
  readonly escalatesTo: readonly string[];
}

export interface OpenAction {
  /** The journal's record. */
  readonly record: string;
  readonly action: string;
  readonly environment: string;
  readonly at: number;
  /** `driven`: another tsops is at it now. */
  readonly state: 'driven' | 'unknown' | 'left-running';
  /** The process that drives it. */
  readonly driver: string | null;
}

export interface InFlight {
  readonly id: string;
  readonly createdAt: number;
}

export interface ServedVersion {
  readonly environment: string;
  readonly version: string;
  /** Several versions are served at once. */
  readonly mixed: boolean;
}

/** What has been learnt so far; what could not be asked is empty or null, and counted in `unasked`. */
export interface DigestFacts {
  /** The environment that the digest is about. */
  readonly environment: string;
  readonly now: number;
  readonly monitors: readonly MonitorState[];
  readonly onset: Onset | null;
  readonly versions: readonly ServedVersion[];
  /** Newest first. */
  readonly deploys: readonly Deploy[];
  readonly invalidations: readonly InFlight[];
  /** A distribution of the environment is configured, so that its cache can be invalidated. */
  readonly cached: boolean;
  readonly open: readonly OpenAction[];
  readonly unasked: number;
  /** What Sentry and the CDN tell of errors; null where nothing was told. */
  readonly errors: { readonly verdict: Verdict; readonly said: Text } | null;
  readonly errorsSince: ErrorsSince | null;
  readonly incident: OngoingIncident | null;
  /** Those that nobody answered first. */
  readonly pages: readonly OpenPage[];
}
