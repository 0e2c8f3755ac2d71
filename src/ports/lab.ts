/* Measurements of a page: in the lab by Lighthouse, here or at Google's, and in the field by Chrome. */
import type { LabReport } from '../domain/lab/set.ts';
import type { VitalId } from '../domain/speed/findings.ts';

/** `value` is milliseconds, CLS without a unit; what was not measured is left out. */
export type VitalValues = Readonly<Partial<Record<VitalId, number>>>;

/** What one run found; a run that failed says why, and has no figures. */
export type LabRun =
  | { readonly score: number | null; readonly vitals: VitalValues; readonly failure?: undefined }
  | { readonly failure: string };

export interface Measuring {
  readonly device: 'mobile' | 'desktop';
  /** Milliseconds for one run. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface LocalLab {
  /** One run; null where Lighthouse or a Chromium is not installed. */
  run(url: string, measuring: Measuring): Promise<LabRun | null>;
}

/** One whole run with its documents; or why there is none. */
export type LabAudit =
  | { readonly report: LabReport; readonly html: string; readonly json: string }
  | { readonly failure: string }
  /** What is not on this machine; nothing was run. */
  | { readonly missing: 'program' | 'browser' };

/** Whole runs of a lab on this machine: all scores, conditions, files. A browser of its own for each, in a new profile. */
export interface LabAudits {
  /** Ends with its browser when the signal aborts. Throws the signal's reason then. */
  audit(url: string, measuring: Measuring): Promise<LabAudit>;
}

/** Google's services; null everywhere where PAGESPEED_API_KEY is not set. */
export interface RemoteLab {
  /**
   * One run of PageSpeed Insights. Throws TsopsError: `credentials` (the key is rejected), `unreachable`
   * (no answer, a quota, an answer that is not Google's).
   */
  run(url: string, measuring: Measuring): Promise<LabRun | null>;
  /**
   * p75 of Chrome's users in the last 28 days (CrUX); null also where it has too few visits of the
   * site. Throws as `run` does.
   */
  field(url: string, measuring: Measuring): Promise<VitalValues | null>;
}
