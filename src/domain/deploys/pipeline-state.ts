/* What keeps a deploy workflow from being started, in sentences with what to type. */

export interface PipelineTrouble {
  readonly detail: string;
  readonly next: string;
}

/** What is known of the repository that matters here. */
export interface RepositoryFacts {
  readonly fork?: boolean;
  readonly defaultBranch?: string;
}

const reasons: Readonly<Record<string, string>> = {
  disabled_manually: 'was disabled by hand',
  disabled_inactivity: 'was disabled by GitHub, as nothing happened in the repository for 60 days',
  disabled_fork: 'is disabled by GitHub, as in every fork',
  deleted: 'was deleted',
};

/** Null where nothing speaks against it. `state` is GitHub's word, '' untold; null where GitHub knows no such workflow. */
export function pipelineTrouble(
  name: string,
  state: string | null,
  { fork = false }: RepositoryFacts,
): PipelineTrouble | null {
  if (state === 'active' || state === '') return null;
  if (state === null) {
    const off = fork
      ? 'Actions is off in a fork until somebody switches it on'
      : 'Actions is off in the repository, or the file is not on its default branch';
    return { detail: `GitHub knows no workflow ${name}: ${off}`, next: 'gh workflow list --all' };
  }
  const reason = reasons[state];
  const detail = reason === undefined ? `${name} is ${state}` : `${name} ${reason} (${state})`;
  return { detail, next: `gh workflow enable ${name}` };
}

/** Where the file is not at the ref. */
export function missingPipeline(
  name: string,
  ref: string,
  { defaultBranch }: RepositoryFacts,
): PipelineTrouble {
  const missing = `there is no ${name} at ${ref}`;
  if (defaultBranch === undefined || defaultBranch === ref) {
    return { detail: missing, next: 'check github.workflow and github.ref in tsops.config.yaml' };
  }
  return {
    detail: `${missing}; the default branch is ${defaultBranch}`,
    next: `set github.ref to ${defaultBranch} in tsops.config.yaml`,
  };
}
