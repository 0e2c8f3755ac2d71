/* What a rollback is made of: what was asked for, and the plan that is shown and carried out. */
import type { Config, Environment } from '../../config/schema.ts';
import type { Plan } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import type { Candidate } from '../../domain/rollback/proposal.ts';
import type { Deploys } from '../../ports/deploys.ts';

/** What was asked for on the command line, and where. */
export interface RollbackRequest {
  /** Null: propose one. */
  readonly version: string | null;
  readonly forward: boolean;
  /** A version that was never live there may be deployed. */
  readonly firstDeploy: boolean;
  readonly reason: string | null;
  readonly invalidate: boolean;
  readonly waitForRunning: boolean;
}

export interface RollbackParts {
  readonly context: Context;
  readonly deploys: Deploys;
  readonly config: Config;
  readonly environment: string;
  readonly site: Environment;
  readonly request: RollbackRequest;
}

/** One end of the rollback. Times are epoch milliseconds. */
export interface VersionFacts {
  readonly version: string;
  readonly commit: string | null;
  readonly builtAt: number | null;
  /** Its latest successful deploy to the environment; null where none is known. */
  readonly deployedAt: number | null;
}

/** The commits between the two versions, newest first; `count` is exact, `commits` holds at most 10. */
export interface Commits {
  readonly direction: 'leave' | 'reach';
  readonly count: number;
  readonly commits: readonly {
    readonly sha: string;
    readonly title: string;
    readonly author: string;
  }[];
}

export interface RollbackPlan extends Plan {
  readonly current: VersionFacts | null;
  /** Null where no version was given and none could be proposed. */
  readonly target: VersionFacts | null;
  /** True when the version was proposed by us. */
  readonly proposed: boolean;
  readonly candidates: readonly Candidate[];
  readonly changes: Commits | null;
  readonly workflow: { readonly name: string; readonly ref: string; readonly url: string };
  readonly inputs: Readonly<Record<string, string>>;
  /** Who must approve the run, as configured; empty where nobody must, or GitHub does not say. */
  readonly reviewers: readonly string[];
  readonly waitMinutes: number;
  /** The distribution that is invalidated should the edge still serve the old version; null: never. */
  readonly invalidates: string | null;
  readonly reason: string | null;
  /** The newest run of the workflow, 0 where there is none, and when it was read (epoch milliseconds). */
  readonly newestRun: { readonly id: number; readonly readAt: number };
  /** What could not be read and stops nothing. */
  readonly notes: readonly string[];
}
