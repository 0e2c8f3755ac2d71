/*
 * The outside systems, as a command may reach them. Each is made, and its library loaded, at its first
 * call; one that is down or not configured never keeps another from answering.
 */

import type { ClockOffsets } from '../domain/evidence/clock-offset.ts';
import type { VendorAccess } from './access.ts';
import type { AlertEngine } from './alert-engines.ts';
import type { Analytics } from './analytics.ts';
import type { BundleHistory } from './bundle-history.ts';
import type { Cdn } from './cdn.ts';
import type { Chat } from './chat.ts';
import type { DependencyReads } from './dependencies.ts';
import type { Deploys } from './deploys.ts';
import type { ErrorTracker } from './errors.ts';
import type { Http } from './http.ts';
import type { IssueTracker } from './issues.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { LabAudits, LocalLab, RemoteLab } from './lab.ts';
import type { LabHistory } from './lab-history.ts';
import type { Metrics } from './metrics.ts';
import type { OnCallService } from './on-call.ts';
import type { Pages } from './pages.ts';
import type { Paging } from './paging.ts';
import type { Repository } from './repository.ts';
import type { SignIn } from './sign-in.ts';
import type { Site, SiteHeaders } from './site.ts';
import type { Uptime } from './uptime.ts';
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
  deploys(): Promise<Deploys>;
  /** The versions and what they are made of. Throws as `deploys` does. */
  repository(): Promise<Repository>;
  /** Issues and their comments. Throws as `deploys` does. */
  issues(): Promise<IssueTracker>;
  /** Of the provider that an environment names (`environments.<name>.cdn.provider`). */
  cdn(provider: string): Promise<Cdn>;
  /** Posts messages. Throws a credentials error (exit 4) without a token and a webhook. */
  chat(): Promise<Chat>;
  /** Pages people. Throws a credentials error (exit 4) without a routing key. */
  paging(): Promise<Paging>;
  /** Reads and answers pages; null without PAGERDUTY_API_TOKEN. Throws where that can be no key. */
  pages(): Promise<Pages | null>;
  /** Figures of the CDN over time. */
  metrics(provider: string): Promise<Metrics>;
  /** To whoever provides the CDN and its figures. */
  cdnSignIn(provider: string): Promise<SignIn>;
  /** Errors, and who meets them. Asking throws a credentials error where no token is set. */
  errors(): Promise<ErrorTracker>;
  /** What can be seen from here of the services of others. */
  dependencies(): Promise<DependencyReads>;
  /** What the service that watches the site has seen. */
  uptime(): Promise<Uptime>;
  /** Reads that only tell whether a vendor lets us in. */
  access(): Promise<VendorAccess>;
  /** Who is paged, by PagerDuty's word. */
  onCall(): Promise<OnCallService>;
  /** Pages and their files as a browser loads them. */
  webPages(): Promise<WebPages>;
  lab(): Promise<LocalLab>;
  /** Whole runs of a lab on this machine. */
  labAudits(): Promise<LabAudits>;
  remoteLab(): Promise<RemoteLab>;
  analytics(): Promise<Analytics>;
  /** What another engine, as rules name it, says of the rules that it was given. */
  alertEngine(engine: string): Promise<AlertEngine>;
  /** Figures of earlier versions, kept on this machine. */
  keptFigures(): Promise<BundleHistory>;
  /** Answers of sources that may not be asked each time, kept on this machine. */
  keptAnswers(): Promise<KeptAnswers>;
  /** Sets of lab runs, kept on this machine. */
  labHistory(): Promise<LabHistory>;
}
