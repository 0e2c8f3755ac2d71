import { asTsopsError } from '../../contract/errors.ts';
import { missingPipeline, pipelineTrouble } from '../../domain/deploys/pipeline-state.ts';
import { type AccessReport, access, type NamedAccess } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type { Deploys, PipelineFile } from '../../ports/deploys.ts';
import type { RepositoryAccess } from '../../ports/repository.ts';
import { accessOfError } from '../http/access-of-error.ts';

export interface GitHubChecked {
  readonly owner?: string | undefined;
  readonly repo?: string | undefined;
  deploys(): Promise<Deploys>;
}

const howToLogIn =
  'gh auth login, or export GH_TOKEN=…  (classic: scope repo; fine-grained: Actions write, Contents read)';

/**
 * The token, what it may do, and the deploy workflow with its input. Three rows; one where there is no
 * token, or the config does not name the repository.
 */
export async function checkGitHub(
  { owner, repo, deploys }: GitHubChecked,
  { signal }: AccessBudget,
): Promise<readonly NamedAccess[]> {
  const opened = await deploys().catch(asTsopsError);
  if (opened instanceof Error) {
    if (opened.kind !== 'credentials') return [{ name: 'repository', ...accessOfError(opened) }];
    return [{ name: 'token', ...access('not-set', opened.message, howToLogIn) }];
  }
  if (owner === undefined || repo === undefined) {
    const set = 'set github.owner and github.repo in tsops.config.yaml';
    const detail = 'a token is set, but not which repository to ask';
    return [{ name: 'repository', ...access('limited', detail, set) }];
  }
  const reading = { patience: 0, ...(signal && { signal }) };
  const [granted, file, state] = await Promise.all([
    opened.access(reading).catch(asTsopsError),
    opened.pipelineFile(reading).catch(asTsopsError),
    opened.pipelineState(reading).catch(asTsopsError),
  ]);
  const name = `${cleanText(owner, 60)}/${cleanText(repo, 60)}`;
  if (granted instanceof Error) return [{ name: 'repository', ...accessOfError(granted) }];
  return [
    { name: 'repository', ...repositoryState(name, granted) },
    { name: 'token', ...tokenAccess(granted) },
    { name: 'workflow', ...pipelineAccess(opened, file, state, granted) },
  ];
}

/** Reads follow a repository that was renamed, a dispatch does not. */
function repositoryState(
  name: string,
  { movedTo, archived, private: hidden }: RepositoryAccess,
): AccessReport {
  const [owner, repo] = movedTo?.split('/') ?? [];
  if (archived === true) {
    return access('limited', `${name} is archived: a rollback would be refused`);
  }
  if (movedTo === undefined) return access('works', `${name}, ${hidden ? 'private' : 'public'}`);
  const detail = `${name} is ${movedTo} now: a rollback would be refused`;
  const set = `set github.owner to ${owner} and github.repo to ${repo} in tsops.config.yaml`;
  return access('limited', detail, set);
}

/** Whether your token can start the workflow. A fine-grained token does not tell its permissions. */
function tokenAccess(granted: RepositoryAccess): AccessReport {
  const kind = granted.tokenKind === 'other' ? 'token' : `${granted.tokenKind} token`;
  if (granted.canPush === false) {
    const detail = `${kind} of someone who may not write: a rollback would be refused`;
    return access('limited', detail, 'ask for write access to the repository');
  }
  if (granted.scopes === null) {
    return access('untested', `${kind}: only a dispatch could tell whether it has Actions write`);
  }
  const needed = granted.private ? ['repo'] : ['repo', 'public_repo'];
  if (needed.some((scope) => granted.scopes?.includes(scope))) {
    return access('works', `${kind}, scope ${needed.join(' or ')}`);
  }
  const detail = `${kind} lacks the scope ${needed[0]}: a rollback would be refused`;
  return access('limited', detail, `gh auth refresh --scopes ${needed[0]}`);
}

function pipelineAccess(
  deploys: Deploys,
  file: PipelineFile | null | Error,
  state: string | null | Error,
  granted: RepositoryAccess,
): AccessReport {
  const { pipeline, ref, versionInput } = deploys;
  if (file instanceof Error) return accessOfError(file);
  if (file === null) {
    const { detail, next } = missingPipeline(pipeline, ref, granted);
    return access('limited', detail.en, next);
  }
  if (!file.dispatchable) {
    const detail = `${pipeline} cannot be started by hand`;
    return access('limited', detail, `add on: workflow_dispatch to ${pipeline} at ${ref}`);
  }
  if (!file.inputs.some((input) => input.name === versionInput)) {
    const detail = `${pipeline} takes no input ${versionInput}`;
    return access('limited', detail, 'check github.versionInput in tsops.config.yaml');
  }
  if (state instanceof Error) return accessOfError(state);
  const stopped = pipelineTrouble(pipeline, state, granted);
  if (stopped !== null) return access('limited', stopped.detail.en, stopped.next);
  if (file.runName === null) {
    const detail = `${pipeline} sets no run-name: its runs cannot be told apart by version`;
    return access('limited', detail, `add run-name: Deploy \${{ inputs.${versionInput} }}`);
  }
  return access('works', `${pipeline} at ${ref} takes ${versionInput}`);
}
