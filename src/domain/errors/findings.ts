/* What the collectors of the High Error Rate runbook find: the values of their evidence. Pure data. */
import type { Deploy } from '../deploys/history.ts';

/** Sentry's error events against the CDN's requests. `rate` is percent, 100 × errors / requests. */
export interface ErrorRate {
  readonly errors: number;
  /** Null where the CDN could not be asked; then `rate` is null too, and the verdict rests on the counts. */
  readonly requests: number | null;
  readonly rate: number | null;
  /** The same over the last five minutes, on which the verdict rests; null likewise. */
  readonly recentRate: number | null;
  /** Errors a minute over the window, and over its last five minutes. */
  readonly perMinute: number;
  readonly recentPerMinute: number;
  /** Errors a minute in the same window an hour, a day and seven days earlier; null where not known. */
  readonly hourAgo: number | null;
  readonly dayAgo: number | null;
  readonly weekAgo: number | null;
  /** Requests in the same minutes of yesterday; null, or left out, where not known. */
  readonly usualRequests?: number | null;
  /** Percent above which it is bad (MONITORING section 9: 5 %). */
  readonly limit: number;
}

/** One group of errors (Sentry: issue) within the window. */
export interface ErrorType {
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string;
  readonly url: string;
  readonly level: string;
  readonly events: number;
  readonly users: number;
  /** Errors a minute in the baseline a day earlier; null where not known. */
  readonly usualPerMinute: number | null;
  /** First seen within the history that the diagnosis looks at. */
  readonly isNew: boolean;
  readonly unhandled: boolean;
  readonly firstSeen: number | null;
  /** These two are not in journals of before: when it was last seen, and the whole of what was thrown. */
  readonly lastSeen?: number | null;
  readonly message?: string;
  /** Version (tag form) of the release in which it was first seen; null where Sentry does not say. */
  readonly firstVersion: string | null;
}

export interface ErrorTypes {
  /** The weightiest first. */
  readonly types: readonly ErrorType[];
  /** All events of the window, also of types that are not listed. */
  readonly events: number;
  /** Share of the events (0 to 1) that belong to new types. */
  readonly newShare: number;
}

/** When the errors began, found by a change-point method in the counts per minute of the history. */
export interface ErrorOnset {
  /** Start of the first minute of the raised level that the window is about; null where nothing rose. */
  readonly at: number | null;
  /** The span that holds the onset with 95 % probability; null with `at`. */
  readonly between: { readonly from: number; readonly to: number } | null;
  /** Probability (0 to 1) that there was a change at all, against none. */
  readonly confidence: number;
  /** Errors a minute before and since. */
  readonly before: number;
  readonly since: number;
  /** Start of the minute since which it is back near `before`; null while it lasts. */
  readonly endedAt: number | null;
  /**
   * Since when events of all types are missing, the everyday ones too: the source fell silent, and no end is
   * claimed. Null, or left out, where they are not.
   */
  readonly silentSince?: number | null;
  /** True where the errors rose by degrees over many minutes rather than at once. */
  readonly gradual: boolean;
  /** True where they rose, but as high as at this hour of earlier days: no onset is claimed. Left out elsewhere. */
  readonly usualHour?: boolean;
  /** Counts per minute of the history, for the picture; the first minute starts at `from`. */
  readonly from: number;
  readonly counts: readonly number[];
}

export interface RecentDeploys {
  /** Newest first: those to the environment, as far back as the history of the workflow was read. */
  readonly deploys: readonly Deploy[];
  /** What the environment serves (tag form); null where build-info.json could not be read. */
  readonly served: string | null;
  readonly builtAt: number | null;
  /** Tags that a rollback could name; null where they could not be read. */
  readonly tags: readonly string[] | null;
}

export interface ReleaseShare {
  readonly version: string;
  readonly errors: number;
  /** Share of the errors, and of the sessions of the same time; null where sessions are not known. */
  readonly errorShare: number;
  readonly sessionShare: number | null;
}

/** Errors of the window by release against sessions by release. */
export interface ReleaseSplit {
  readonly releases: readonly ReleaseShare[];
  /** Events of the window that belong to types first seen in each version. */
  readonly newTypesByVersion: Readonly<Record<string, number>>;
}

/** How the onset lies to one deploy that went live within the history. */
export interface DeployTie {
  readonly version: string;
  readonly runId: number;
  readonly url: string;
  readonly actor: string;
  /** When it went live (its run ended). */
  readonly liveAt: number;
  /** Onset minus `liveAt`; negative where the errors began before. Null without an onset. */
  readonly gap: number | null;
  /** The errors began within the time after the deploy in which it could have caused them. */
  readonly tied: boolean;
  /**
   * First event of the weightiest type that came with it, minus `liveAt`; null, or left out, where none did. Other
   * trouble may hide the onset, but not this.
   */
  readonly ownGap?: number | null;
}

export interface Correlation {
  /** Newest first. */
  readonly deploys: readonly DeployTie[];
  /** The deploy that the errors are tied to; null where there is none. */
  readonly suspect: DeployTie | null;
  /** Errors a session of the suspect's release against those of the others; null where not known. */
  readonly lift: number | null;
  /**
   * Share of the events (0 to 1) whose type is new with the suspect: its release is the suspect's, or it came
   * for the first time as its run went on.
   */
  readonly newInSuspect: number | null;
  /** The newest version that was live without these errors before the suspect; null where none is known. */
  readonly lastGood: string | null;
  /** A host of others that most errors name, and their share (0 to 1); null, or left out, where none is. */
  readonly foreignHost?: { readonly host: string; readonly share: number } | null;
}

export interface AffectedUsers {
  readonly users: number;
  /** Share (0 to 1) of the users of the window; null where their number is not known. */
  readonly share: number | null;
  readonly perEvent: number;
}

/** One browser or operating system: share of the errors against share of the sessions. */
export interface ClientShare {
  readonly kind: 'browser' | 'os';
  readonly name: string;
  readonly errors: number;
  readonly errorShare: number;
  /** Null where it is not known how common it is. */
  readonly sessionShare: number | null;
  /** `errorShare / sessionShare`; 1 is what its popularity explains. */
  readonly lift: number | null;
}

export interface BrowserSplit {
  readonly clients: readonly ClientShare[];
  /** The one that the errors concentrate on beyond chance and popularity; null where none stands out. */
  readonly standsOut: ClientShare | null;
  /** Where the expected shares come from, for the reader. */
  readonly expectedFrom: string;
}

export interface DependencyState {
  readonly name: string;
  /** Our own probe. */
  readonly probe: 'up' | 'down' | 'slow' | 'unknown';
  readonly probeDetail: string;
  /** What our probe was answered, and after how many milliseconds; absent where nothing came. */
  readonly answered?: { readonly status: number; readonly tookMs: number };
  /** Why our probe tells nothing: our own line did not answer either, was slow too, or was not looked at. */
  readonly ownLine?: 'silent' | 'slow' | 'not-asked';
  /** Its status page; null where none is configured. */
  readonly statusPage: 'none' | 'minor' | 'major' | 'critical' | 'unknown' | null;
  readonly statusDetail: string;
  /** Events of the window whose title, culprit or tags name it, and their share of all (0 to 1). */
  readonly errors: number | null;
  readonly errorShare: number | null;
  readonly fallback: 'active' | 'inactive' | 'unknown' | 'not-configured';
  readonly fallbackDetail: string;
}

export interface Dependencies {
  readonly dependencies: readonly DependencyState[];
}

/** Status pages of the vendors that we rely on; one that fails is `unknown`. */
export interface StatusPages {
  readonly pages: readonly {
    readonly name: string;
    readonly state: 'none' | 'minor' | 'major' | 'critical' | 'unknown';
    readonly detail: string;
  }[];
}
