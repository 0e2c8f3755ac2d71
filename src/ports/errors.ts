/**
 * What Sentry knows of the errors, in our own words; `sentry-events.ts` is the adapter. All of it is of the
 * configured project. Times are epoch milliseconds; texts are clean.
 */
import type { EvidenceWindow } from '../domain/evidence/shape.ts';
import type { VitalId } from '../domain/speed/findings.ts';

export interface ErrorsRead {
  /** Milliseconds for the whole answer, waits for a rate limit included. Default 10 s. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Sentry's environment; default: the configured one. */
  readonly environment?: string;
  /** Told where a list goes on beyond what is ever read, or without an end. */
  readonly onMore?: () => void;
}

/** A group of events that Sentry takes for the same error. */
export interface ErrorIssue {
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string;
  readonly url: string;
  readonly level: string;
  readonly unhandled: boolean;
  /** Of the window that was asked for. */
  readonly events: number;
  readonly users: number;
  /** First ever, not first in the window; null where Sentry does not say. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** What was thrown, whole, where the title holds but its beginning; else the title. */
  readonly message: string;
}

/** One issue by itself; `events` and `users` are of its whole life, in all environments. */
export interface WholeIssue extends ErrorIssue {
  /** As Sentry names them: `talkstudio@1.2.3`; null where it knows none. */
  readonly firstRelease: string | null;
  readonly lastRelease: string | null;
  /** Events of each of the last 24 hours; null where Sentry does not say. */
  readonly hourly: CountSeries | null;
}

export interface CountSeries {
  /** Start of the first count, and the length of each. */
  readonly from: number;
  readonly step: number;
  readonly counts: readonly number[];
}

/** One step of a vital, by its end. */
export interface VitalPoint {
  readonly t: number;
  readonly value: number;
}

export interface VitalSeries {
  /** Milliseconds; longer than asked where Sentry would not measure so finely. */
  readonly step: number;
  readonly points: readonly VitalPoint[];
}

/** When issues were seen for the first time ever. */
export interface FirstSeen {
  /** From when on all of them are known: later than asked where there are too many. */
  readonly knownFrom: number;
  readonly times: readonly number[];
}

/** What a table of events is cut by: a field of Sentry's search (`browser.name`, `release` …). */
export type EventField = 'browser.name' | 'os.name' | 'release' | 'level';

/** Which errors are counted: all, or those that a promise was rejected with and nobody caught. */
export type ErrorSeriesKind = 'errors' | 'unhandled-rejections';

export interface EventShare {
  /** The field's value; empty where the events have none. */
  readonly name: string;
  readonly events: number;
  /** 0 for page loads: people are not counted in a sample. */
  readonly users: number;
}

export interface ReleaseSessions {
  /** As Sentry names it: `talkstudio@1.2.3`. */
  readonly release: string;
  readonly sessions: number;
  readonly users: number;
}

/**
 * Every method throws TsopsError: `credentials` (SENTRY_AUTH_TOKEN is not set, rejected, or lacks a scope,
 * which is named), `config` (organization or project not set or not known), `unreachable` (no answer, a rate
 * limit that outlasts the time, or an answer that cannot be read).
 */
export interface ErrorTracker {
  /** All issues with events in the window, the most frequent first; at most `limit` (100 unless told). */
  issues(
    window: EvidenceWindow,
    read?: ErrorsRead & { readonly limit?: number },
  ): Promise<readonly ErrorIssue[]>;
  /**
   * Where people look at the errors of an environment (Sentry's; default: the configured one); null where the
   * organization is not set.
   */
  page(environment?: string): string | null;
  /** By its number, or by its short id as people write it; null where there is none that may be seen. */
  issue(id: string, read?: ErrorsRead): Promise<WholeIssue | null>;
  /** Events of the levels error and fatal, and the users behind them. */
  errors(window: EvidenceWindow, read?: ErrorsRead): Promise<{ events: number; users: number }>;
  /** The same, cut by a field; the most frequent first. */
  errorsBy(
    field: EventField,
    window: EvidenceWindow,
    read?: ErrorsRead,
  ): Promise<readonly EventShare[]>;
  /** Events of the levels error and fatal per minute; longer steps where Sentry would not count so finely. */
  errorsPerMinute(
    window: EvidenceWindow,
    read?: ErrorsRead,
    kind?: ErrorSeriesKind,
  ): Promise<CountSeries>;
  /** Page loads (traced, so a sample of all), cut by a field. Empty where nothing is traced. */
  pageLoadsBy(
    field: EventField,
    window: EvidenceWindow,
    read?: ErrorsRead,
  ): Promise<readonly EventShare[]>;
  /**
   * Sessions by release, of the whole hours that hold the window: Sentry counts them no finer. `window` is
   * what was counted. Empty where release health is off.
   */
  sessions(
    window: EvidenceWindow,
    read?: ErrorsRead,
  ): Promise<{ readonly window: EvidenceWindow; readonly releases: readonly ReleaseSessions[] }>;
  /**
   * p75 of the vitals that browsers reported in the window: milliseconds, CLS without a unit; those that
   * none reported are left out.
   */
  vitals(
    window: EvidenceWindow,
    read?: ErrorsRead,
  ): Promise<Readonly<Partial<Record<VitalId, number>>>>;
  /**
   * p75 of a vital in each whole step (milliseconds) of the window, by the step's end; steps in which no
   * browser reported it are left out.
   */
  vitalOverTime(
    vital: VitalId,
    window: EvidenceWindow,
    step: number,
    read?: ErrorsRead,
  ): Promise<VitalSeries>;
  /** Issues that were new in the window, of any level. */
  firstSeen(window: EvidenceWindow, read?: ErrorsRead): Promise<FirstSeen>;
}
