import { isVersion, versionIn } from './version.ts';

/** One run of the deploy workflow. Times are epoch milliseconds. */
export interface Deploy {
  readonly runId: number;
  /** Null where the run's title does not name one (the workflow sets no `run-name`). */
  readonly version: string | null;
  readonly environment: string;
  readonly actor: string;
  readonly at: number;
  /** When it ended; null while it runs. */
  readonly endedAt: number | null;
  /** `success`, `failure` …; null while it runs. */
  readonly conclusion: string | null;
  readonly status: string;
  readonly url: string;
}

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly ref: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly actor: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly url: string;
}

/**
 * A run as a deploy: its version from its title, else from the tag it ran on; its environment from the
 * title, else `production`, where the deploy workflow deploys to.
 */
export function deployOf(run: RunFacts, environments: readonly string[]): Deploy {
  const words = run.title.toLowerCase().split(/[^a-z0-9_-]+/);
  return {
    runId: run.id,
    version: versionIn(run.title) ?? (isVersion(run.ref) ? run.ref : null),
    environment: environments.find((name) => words.includes(name.toLowerCase())) ?? 'production',
    actor: run.actor,
    at: run.createdAt,
    endedAt: run.status === 'completed' ? run.updatedAt : null,
    conclusion: run.conclusion,
    status: run.status,
    url: run.url,
  };
}
