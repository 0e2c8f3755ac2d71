/*
 * The outside systems, as a command may reach them. Each is made, and its library loaded, at its first
 * call; one that is down or not configured never keeps another from answering.
 */
import type { AlertEngines } from './alert-engines.port.ts';
import type { Analytics } from './analytics.port.ts';
import type { Cdn } from './cloudfront.port.ts';
import type { DependencyReads } from './dependencies.port.ts';
import type { GitHub } from './github.port.ts';
import type { GitHubIssues } from './github-issues.port.ts';
import type { Http } from './http.port.ts';
import type { KeptFigures } from './kept-figures.port.ts';
import type { Lighthouse, PageSpeedService } from './lab.port.ts';
import type { Metrics } from './metrics.port.ts';
import type { OnCallService } from './on-call.port.ts';
import type { PagerIncidents } from './pager-incidents.port.ts';
import type { Paging } from './paging.port.ts';
import type { SentryEvents } from './sentry-events.port.ts';
import type { Site } from './site.port.ts';
import type { SlackPost } from './slack-post.port.ts';
import type { VendorAccess } from './vendor-access.port.ts';
import type { WebPages } from './web-pages.port.ts';

export interface Services {
  readonly http: Http;
  /** Probes addresses and reads pages of our own site. */
  site(): Promise<Site>;
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
