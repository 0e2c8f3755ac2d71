import { environmentOfRun, type PipelineNames } from './deployed-where.ts';
import { noTagsKnown, type TagsKnown, tagIn } from './title-version.ts';
import { isVersionTag } from './version-tag.ts';

/** One run of the deploy workflow. Times are epoch milliseconds. */
export interface Deploy {
  readonly runId: number;
  /** Null where the run's title does not name one (the workflow sets no `run-name`). */
  readonly version: string | null;
  /** As the config spells it where it knows it; null where nothing names one. */
  readonly environment: string | null;
  readonly actor: string;
  /** When its latest attempt began: a run that is run again deploys again. */
  readonly at: number;
  /** When it ended; null while it runs. */
  readonly endedAt: number | null;
  /** `success`, `failure` …; null while it runs. */
  readonly conclusion: string | null;
  readonly status: string;
  /** Absent for a run that was run once. */
  readonly attempt?: number;
  readonly url: string;
}

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly ref: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly actor: string;
  readonly attempt?: number;
  readonly createdAt: number;
  readonly startedAt?: number | null;
  readonly updatedAt: number;
  readonly url: string;
}

/**
 * A run as a deploy: its version from its title, else from the tag it ran on; its environment as far as title
 * and `pipeline` (null: not to be had) tell.
 */
export function deployOf(
  run: RunFacts,
  environments: readonly string[],
  pipeline: PipelineNames | null = null,
  known: TagsKnown = noTagsKnown,
): Deploy {
  return deployTo(run, environmentOfRun(run.title, environments, pipeline) ?? null, known);
}

/** A run as a deploy to an environment that is known from elsewhere. */
export function deployTo(
  run: RunFacts,
  environment: string | null,
  known: TagsKnown = noTagsKnown,
): Deploy {
  return {
    runId: run.id,
    version: tagIn(run.title, known) ?? (isTag(run.ref, known) ? run.ref : null),
    environment,
    actor: run.actor,
    at: run.startedAt ?? run.createdAt,
    endedAt: run.status === 'completed' ? run.updatedAt : null,
    conclusion: run.conclusion,
    status: run.status,
    ...((run.attempt ?? 1) > 1 ? { attempt: run.attempt } : {}),
    url: run.url,
  };
}

/** A branch may be called like a version (`release-42`); a known tag is sure, and so is three numbers. */
function isTag(ref: string, { tags, format }: TagsKnown): boolean {
  if (!isVersionTag(ref, format)) return false;
  return format !== null || tags?.has(ref) === true || /^v?\d+\.\d+\.\d/.test(ref);
}

/** Newest first: by when the attempt began, not by when the run was made. */
export function byStart(a: Deploy, b: Deploy): number {
  return b.at - a.at || b.runId - a.runId || (b.attempt ?? 1) - (a.attempt ?? 1);
}
