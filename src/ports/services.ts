/*
 * The outside systems, as a command may reach them. Each is made, and its library loaded, at its first
 * call; one that is down or not configured never keeps another from answering.
 */

import type { ClockOffsets } from '../domain/evidence/clock-offset.ts';
import type { VendorAccess } from './access.ts';
import type { AlertEngines } from './alert-engines.ts';
import type { Analytics } from './analytics.ts';
import type { Cdn } from './cdn.ts';
import type { SlackPost } from './chat.ts';
import type { DependencyReads } from './dependencies.ts';
import type { GitHub } from './deploys.ts';
import type { SentryEvents } from './errors.ts';
import type { Http } from './http.ts';
import type { GitHubIssues } from './issues.ts';
import type { KeptFigures } from './kept-figures.ts';
import type { Lighthouse, PageSpeedService } from './lab.ts';
import type { Metrics } from './metrics.ts';
import type { OnCallService } from './on-call.ts';
import type { PagerIncidents } from './pages.ts';
import type { Paging } from './paging.ts';
import type { Site, SiteHeaders } from './site.ts';
import type { WebPages } from './web-pages.ts';

export interface Services {
  readonly http: Http;
  /** Probes addresses and reads pages of our own site. */
  site(): Promise<Site>;
  /** What the Dates of answers say of our clock; absent where they are of this machine's own clock. */
  readonly clockOffsets?: ClockOffsets;
  /** What the config gives to be let in at the site. */
  readonly siteHeaders?: SiteHeaders;
  /** Throws a credentials error (exit 4) where no token is found. */
  github(): Promise<GitHub>;
  /** Issues and their comments. Throws as `github` does. */
  issues(): Promise<GitHubIssues>;
  cdn(): Promise<Cdn>;
  /** Posts messages. Throws a credentials error (exit 4) without a token and a webhook. */
  slack(): Promise<SlackPost>;
  /** Pages people. Throws a credentials error (exit 4) without a routing key. */
  paging(): Promise<Paging>;
  /** Reads and answers pages; null without PAGERDUTY_API_TOKEN. Throws where that can be no key. */
  pagerIncidents(): Promise<PagerIncidents | null>;
  /** Figures of the CDN over time. */
  metrics(): Promise<Metrics>;
  /** Errors, and who meets them. Asking throws a credentials error where no token is set. */
  sentry(): Promise<SentryEvents>;
  /** What can be seen from here of the services of others. */
  dependencies(): Promise<DependencyReads>;
  /** Reads that only tell whether a vendor lets us in: Sentry, Slack, PagerDuty, UptimeRobot, CloudWatch. */
  access(): Promise<VendorAccess>;
  /** Who is paged, by PagerDuty's word. */
  onCall(): Promise<OnCallService>;
  /** Pages and their files as a browser loads them. */
  webPages(): Promise<WebPages>;
  lighthouse(): Promise<Lighthouse>;
  pagespeed(): Promise<PageSpeedService>;
  analytics(): Promise<Analytics>;
  /** What other engines say of the rules that they were given. */
  alertEngines(): Promise<AlertEngines>;
  /** Figures of earlier versions, kept on this machine. */
  keptFigures(): Promise<KeptFigures>;
}
