/*
 * Deploys in our own words: the pipeline that deploys, its runs and approvals, and how to start one. Every text is
 * already safe to show (one line, no control characters), every time is epoch milliseconds.
 *
 * Reads throw TsopsError: `credentials` (401, 403), `unreachable` (no answer, 5xx, rate limit, an answer
 * that is not GitHub's), `config` (github.owner or github.repo not set).
 */
import type { Reading, Repository } from './repository.ts';

export type RunStatus =
  | 'queued'
  | 'requested'
  | 'pending'
  | 'waiting'
  | 'in_progress'
  | 'completed';

export interface DeployRun {
  readonly id: number;
  /** The run's name; holds the version where the workflow sets `run-name`. */
  readonly title: string;
  readonly status: RunStatus;
  /** `success`, `failure`, `cancelled`, `timed_out` …; null until it is completed. */
  readonly conclusion: string | null;
  /** What started it, in the words of whoever runs it. */
  readonly event: string;
  /** Somebody started it by hand, or by the API. */
  readonly dispatched: boolean;
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

export interface DeployStep {
  readonly number: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

export interface Job extends Omit<DeployStep, 'number'> {
  readonly id: number;
  readonly url: string;
  readonly steps: readonly DeployStep[];
}

/** An environment that a run waits for. */
export interface PendingApproval {
  /** What the provider knows the environment by; 0 where it does not say. */
  readonly environmentId: number;
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

export interface PipelineInput {
  readonly name: string;
  readonly required: boolean;
  readonly default: string | null;
  /** Allowed values of a `choice`; empty otherwise. */
  readonly options: readonly string[];
}

/** The workflow file as it stands at the configured ref, where GitHub reads it on a dispatch. */
export interface PipelineFile {
  /** `.github/workflows/deploy-prod.yml` */
  readonly path: string;
  /** False when the file has no `on: workflow_dispatch`. */
  readonly dispatchable: boolean;
  readonly inputs: readonly PipelineInput[];
  /** The `run-name` expression; null when there is none, and runs cannot be told apart by version. */
  readonly runName: string | null;
  readonly concurrency: string | null;
  /** Its concurrency has `cancel-in-progress: true`: a newer run cancels the one before. */
  readonly cancelsInProgress?: boolean;
  /** Names of the deploy environments that its jobs use, where they are written plainly. */
  readonly environments: readonly string[];
}

export interface RunFilter {
  /** Only those that were dispatched. */
  readonly dispatched?: true;
  readonly actor?: string;
  /** `success`, `in_progress` … as GitHub's `status` filter takes it. */
  readonly status?: string;
  /** Default 30, at most 100. */
  readonly limit?: number;
  /** From 1; pages of `limit` runs. */
  readonly page?: number;
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

export interface ApprovalRequest {
  readonly runId: number;
  readonly environmentIds: readonly number[];
  /** Shown with the approval. */
  readonly comment: string;
}

export type Approved =
  | { readonly outcome: 'approved' }
  /** Sent, and no answer tells whether it was taken. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** Who deploys keeps the versions too: a rollback needs both. */
export interface Deploys extends Repository {
  /** File name of the deploy workflow. */
  readonly pipeline: string;
  /** Branch whose workflow file runs. */
  readonly ref: string;
  readonly versionInput: string;
  /** The input that takes the environment; default `environment`. */
  readonly environmentInput?: string | undefined;
  /** The input that takes the reason of a rollback, if any. */
  readonly reasonInput?: string | undefined;
  /** What is sent with every dispatch. */
  readonly fixedInputs?: Readonly<Record<string, string>> | undefined;
  /** The workflow's page for people. */
  readonly pipelineUrl: string;
  /** Where people look at a run. */
  runUrl(runId: number): string;

  /** Null when the workflow does not exist at the ref. Throws `unreachable` when it is no valid YAML. */
  pipelineFile(reading?: Reading): Promise<PipelineFile | null>;
  /** `active`, `disabled_manually`, …; '' where it is not told; null when there is no such workflow. */
  pipelineState(reading?: Reading): Promise<string | null>;
  /** Null where the environment is not known to GitHub, or may not be read. */
  protection(environment: string, reading?: Reading): Promise<Protection | null>;
  /** Runs of the deploy workflow, newest first. */
  runs(filter?: RunFilter, reading?: Reading): Promise<readonly DeployRun[]>;
  /**
   * Runs of the deploy workflow that have not ended, however long ago they were made: one that is run again keeps the
   * place of its first attempt in the list of all.
   */
  runsInFlight(reading?: Reading): Promise<readonly DeployRun[]>;
  /** Null when there is no such run. */
  run(id: number, reading?: Reading): Promise<DeployRun | null>;
  /** One attempt of a run; null when there is no such. */
  attempt(id: number, attempt: number, reading?: Reading): Promise<DeployRun | null>;
  /** The environment that the run deployed to, by GitHub's record of deployments; null where it does not tell. */
  deployedTo(run: DeployRun, reading?: Reading): Promise<string | null>;
  /** Jobs of the latest attempt. */
  jobs(runId: number, reading?: Reading): Promise<readonly Job[]>;
  pendingApprovals(runId: number, reading?: Reading): Promise<readonly PendingApproval[]>;
  /** Lets a run that waits go on. One POST, never repeated; a refusal is thrown, and then nothing was approved. */
  approve(request: ApprovalRequest): Promise<Approved>;
  /** The last lines of a job's log, without their time stamps. */
  logTail(jobId: number, lines: number, reading?: Reading): Promise<readonly string[]>;
  /** Starts the deploy workflow. One POST, never repeated. */
  dispatch(request: DispatchRequest): Promise<Dispatched>;
}
