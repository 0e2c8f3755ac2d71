/*
 * GitHub in our own words: the deploy workflow, its runs, the tags, what the token may do. Every text is
 * already safe to show (one line, no control characters), every time is epoch milliseconds.
 *
 * Reads throw TsopsError: `credentials` (401, 403), `unreachable` (no answer, 5xx, rate limit, an answer
 * that is not GitHub's), `config` (github.owner or github.repo not set).
 */

/** How long a read may wait for GitHub (rate limits, 5xx, no answer) before it gives up. */
export interface Reading {
  /** Milliseconds to spend on waiting between attempts; default 5,000. */
  readonly patience?: number;
  /** Told before each wait. */
  readonly onWait?: (milliseconds: number, reason: string) => void;
  readonly signal?: AbortSignal;
}

export interface Tag {
  readonly name: string;
  readonly sha: string;
}

export type RunStatus =
  | 'queued'
  | 'requested'
  | 'pending'
  | 'waiting'
  | 'in_progress'
  | 'completed';

export interface Run {
  readonly id: number;
  /** The run's name; holds the version where the workflow sets `run-name`. */
  readonly title: string;
  readonly status: RunStatus;
  /** `success`, `failure`, `cancelled`, `timed_out` …; null until it is completed. */
  readonly conclusion: string | null;
  readonly event: string;
  /** Login of who started it; `''` when GitHub does not say. */
  readonly actor: string;
  /** Branch or tag that it runs on. */
  readonly ref: string;
  readonly sha: string;
  readonly attempt: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly updatedAt: number;
  readonly url: string;
}

export interface Step {
  readonly number: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

export interface Job extends Omit<Step, 'number'> {
  readonly id: number;
  readonly url: string;
  readonly steps: readonly Step[];
}

/** An environment that a run waits for. */
export interface PendingApproval {
  readonly environment: string;
  /** `@login`, or `team slug`. */
  readonly reviewers: readonly string[];
  readonly youCanApprove: boolean;
  /** Minutes of the environment's wait timer; 0 without one. */
  readonly waitMinutes: number;
}

/** A deploy environment's protection, as configured. */
export interface Protection {
  readonly reviewers: readonly string[];
  readonly waitMinutes: number;
}

export interface Commit {
  readonly sha: string;
  /** First line of the message. */
  readonly title: string;
  readonly author: string;
  readonly at: number | null;
}

/** What `head` has and `base` has not. */
export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly aheadBy: number;
  readonly behindBy: number;
  /** Newest first; at most 250, while `aheadBy` counts all. */
  readonly commits: readonly Commit[];
  /** When the commit of `base` was made. */
  readonly baseAt: number | null;
}

export interface WorkflowInput {
  readonly name: string;
  readonly required: boolean;
  readonly default: string | null;
  /** Allowed values of a `choice`; empty otherwise. */
  readonly options: readonly string[];
}

/** The workflow file as it stands at the configured ref, where GitHub reads it on a dispatch. */
export interface WorkflowFile {
  /** `.github/workflows/deploy-prod.yml` */
  readonly path: string;
  /** False when the file has no `on: workflow_dispatch`. */
  readonly dispatchable: boolean;
  readonly inputs: readonly WorkflowInput[];
  /** The `run-name` expression; null when there is none, and runs can not be told apart by version. */
  readonly runName: string | null;
  readonly concurrency: string | null;
  /** Its concurrency has `cancel-in-progress: true`: a newer run cancels the one before. */
  readonly cancelsInProgress?: boolean;
  /** Names of the deploy environments that its jobs use, where they are written plainly. */
  readonly environments: readonly string[];
}

export interface Access {
  readonly private: boolean;
  /** What the signed-in user may do; null when GitHub does not say (installation tokens). */
  readonly canPush: boolean | null;
  /** Scopes of a classic or OAuth token; null for kinds that have none. */
  readonly scopes: readonly string[] | null;
  readonly tokenKind: 'classic' | 'oauth' | 'fine-grained' | 'installation' | 'app-user' | 'other';
}

export interface RunFilter {
  readonly event?: string;
  readonly actor?: string;
  /** `success`, `in_progress` … as GitHub's `status` filter takes it. */
  readonly status?: string;
  /** Default 30, at most 100. */
  readonly limit?: number;
}

export interface DispatchRequest {
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What became of the one POST. A refusal is a thrown TsopsError: then nothing was started. */
export type Dispatched =
  /** `runId` is null where GitHub accepts without saying which run it is (204). */
  | { readonly outcome: 'accepted'; readonly runId: number | null; readonly url: string | null }
  /** Sent, and a 5xx, a dropped connection or a timeout leaves open whether it was taken. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  /** File name of the deploy workflow. */
  readonly workflow: string;
  /** Branch whose workflow file runs. */
  readonly ref: string;
  readonly versionInput: string;
  /** The workflow's page for people. */
  readonly workflowUrl: string;

  /** Login of the token's owner; null for tokens that belong to no user. */
  login(reading?: Reading): Promise<string | null>;
  access(reading?: Reading): Promise<Access>;
  /** All tags, in no promised order (10,000 at most). */
  tags(reading?: Reading): Promise<readonly Tag[]>;
  compare(base: string, head: string, reading?: Reading): Promise<Comparison>;
  /**
   * What `package.json` at the repository's root asks for at run time, by package; null where the tag or
   * the file does not exist. Throws `unreachable` when it is not valid JSON.
   */
  dependencies(ref: string, reading?: Reading): Promise<Readonly<Record<string, string>> | null>;
  /** Null when the workflow does not exist at the ref. Throws `unreachable` when it is no valid YAML. */
  workflowFile(reading?: Reading): Promise<WorkflowFile | null>;
  /** `active`, `disabled_manually`, …; null when there is no such workflow. */
  workflowState(reading?: Reading): Promise<string | null>;
  /** Null where the environment is not known to GitHub, or may not be read. */
  protection(environment: string, reading?: Reading): Promise<Protection | null>;
  /** Runs of the deploy workflow, newest first. */
  runs(filter?: RunFilter, reading?: Reading): Promise<readonly Run[]>;
  /** Null when there is no such run. */
  run(id: number, reading?: Reading): Promise<Run | null>;
  /** Jobs of the latest attempt. */
  jobs(runId: number, reading?: Reading): Promise<readonly Job[]>;
  pendingApprovals(runId: number, reading?: Reading): Promise<readonly PendingApproval[]>;
  /** The last lines of a job's log, without their time stamps. */
  logTail(jobId: number, lines: number, reading?: Reading): Promise<readonly string[]>;
  /** Starts the deploy workflow. One POST, never repeated. */
  dispatch(request: DispatchRequest): Promise<Dispatched>;
}
