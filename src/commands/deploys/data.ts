import type { PastDeploy } from '../../domain/deploys/timeline.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { Language } from '../../domain/text/language.ts';

/** The history of one environment. */
export interface EnvironmentDeploys {
  readonly name: string;
  readonly verdict: Verdict;
  /** What its build-info.json says now; null where it has none, or could not be read. */
  readonly served: string | null;
  /** The version that was deployed last and is not served, although time enough has passed; else null. */
  readonly notServed: string | null;
  /** Runs overlapped, or one after the last success did not succeed: what is live is not sure from them alone. */
  readonly unsure: boolean;
  /** Newest first, at most as many as are wanted. */
  readonly deploys: readonly PastDeploy[];
  /** How many more were read. */
  readonly more: number;
}

/** What `tsops deploys` found. Times are epoch milliseconds. */
export interface DeployTimelines {
  readonly language: Language;
  /** IANA name of the team's zone. */
  readonly timezone: string;
  readonly at: number;
  readonly environments: readonly EnvironmentDeploys[];
  /** Runs that name no environment. */
  readonly unnamed: readonly PastDeploy[];
  /** Null where the runs could be read. */
  readonly problem: Problem | null;
  /** The workflow's page; null where it is not known. */
  readonly page: string | null;
}
