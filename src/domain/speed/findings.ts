/* What the collectors of the Performance Degradation runbook find: the values of their evidence. Pure data. */

export type VitalId = 'lcp' | 'inp' | 'cls' | 'fcp' | 'ttfb' | 'tbt';
export type Rating = 'good' | 'needs-improvement' | 'poor';

/** A vital as measured: milliseconds, CLS without a unit. */
export interface VitalReading {
  readonly vital: VitalId;
  /** Null where this way of measuring cannot tell (INP in the lab), or where the run failed. */
  readonly value: number | null;
  readonly rating: Rating | null;
}

/** What measures a page → the word for it that journals and documents hold. */
export const measurerWords = {
  here: 'lighthouse',
  remote: 'pagespeed-insights',
  requests: 'http',
} as const;

export interface PageSpeed {
  /** `http`: what requests alone show, TTFB and no more. */
  readonly measuredBy: (typeof measurerWords)[keyof typeof measurerWords];
  readonly runs: number;
  /** 0 to 100; null where Lighthouse could not give one. */
  readonly score: number | null;
  readonly vitals: readonly VitalReading[];
  /** Vitals that users' browsers reported within the window (p75), where Sentry has them. */
  readonly reported: readonly VitalReading[];
  /** Chrome's 28-day field data as background; null where there is none. Useless for what changed today. */
  readonly field: readonly VitalReading[] | null;
  /**
   * The users' vitals in the half hour before the deploy that brought what is live, of the last day; null, or left out, where
   * there was none, or it went live within the window.
   */
  readonly beforeDeploy?: {
    readonly version: string;
    readonly liveAt: number;
    readonly reported: readonly VitalReading[];
    /** Those of the five minutes after it went live; null where they are not known, or are those of now. */
    readonly rightAfter?: readonly VitalReading[] | null;
  } | null;
}

/** A file that the page really loads. Bytes. */
export interface LoadedFile {
  readonly url: string;
  /** Without its content hash, so that versions can be compared. */
  readonly name: string;
  readonly kind: 'script' | 'style' | 'image' | 'font' | 'other';
  readonly transfer: number;
  readonly decoded: number;
}

export interface Growth {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface Bundle {
  readonly version: string;
  readonly files: readonly LoadedFile[];
  readonly scripts: number;
  readonly styles: number;
  /** Decoded bytes of all scripts and styles. */
  readonly total: number;
  /** The version compared with, and where its figures come from; null where there is nothing to compare. */
  readonly comparedWith: {
    readonly version: string;
    readonly total: number;
    readonly source: string;
  } | null;
  /** The largest growth of one file; null where none grew. */
  readonly largestGrowth: Growth | null;
}

export interface CacheFile {
  readonly url: string;
  readonly kind: 'page' | 'asset';
  /** `hit`, `miss`, `refresh-hit`, `error`, or `none` where no CDN answered. */
  readonly state: 'hit' | 'miss' | 'refresh-hit' | 'error' | 'none';
  readonly status: number;
  readonly ageSeconds: number | null;
  readonly cacheControl: string;
  /** What is wrong with its headers; null where nothing is. */
  readonly fault: string | null;
  /** The same as a code; absent where an older tsops wrote it down. */
  readonly faultCode?: HeaderFault;
}

/** `seconds`: for how long browsers keep it without asking; null where no header says. */
export interface HeaderFault {
  readonly of: 'page' | 'hashed';
  readonly seconds: number | null;
}

export interface CacheState {
  readonly files: readonly CacheFile[];
  /** Percent; null where CloudWatch has no data (no subscription to additional metrics). */
  readonly hitRatio: number | null;
  readonly usualHitRatio: number | null;
  /** Milliseconds; null likewise. */
  readonly originLatency: number | null;
  /** The page names another version than the origin deployed last: the edge is stale. */
  readonly stale: { readonly serves: string; readonly deployed: string } | null;
  /** Files that the page names and that are gone. */
  readonly missing: readonly string[];
}

export interface ImageFinding {
  readonly url: string;
  readonly format: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  /** What could be better, in words; empty where nothing. */
  readonly faults: readonly ('heavy' | 'old-format' | 'not-lazy' | 'no-dimensions' | 'oversized')[];
}

export interface Images {
  readonly images: readonly ImageFinding[];
  readonly total: number;
  readonly heaviest: ImageFinding | null;
}

export interface ResourceFinding {
  readonly what:
    | 'blocking-third-party'
    | 'blocking-style'
    | 'preload-unused'
    | 'preload-missing'
    | 'prefetch-early'
    | 'script-order';
  readonly url: string;
  /** The tag as it stands in the page, cleaned. */
  readonly tag: string;
  readonly bytes: number | null;
  /** Milliseconds that it took from here. */
  readonly took: number | null;
  /** It can be the cause, not only untidy. */
  readonly weighty: boolean;
}

export interface ResourceLoading {
  readonly findings: readonly ResourceFinding[];
  readonly scripts: number;
  readonly thirdParty: number;
}

export interface DependencyChanges {
  readonly from: string;
  readonly to: string;
  readonly added: readonly { readonly name: string; readonly version: string }[];
  readonly removed: readonly { readonly name: string; readonly version: string }[];
  readonly changed: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** From analytics where configured; `bounceRate` is percent. */
export interface Visits {
  readonly bounceRate: number;
  readonly usualBounceRate: number | null;
  readonly sessions: number;
}
