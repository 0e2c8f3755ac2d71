import {
  missingPipeline,
  pipelineTrouble,
  type RepositoryFacts,
} from '../deploys/pipeline-state.ts';
import { compareTags, sameVersion, type TagFormat, tagOf } from '../deploys/version-tag.ts';

import type { RanHere } from './ran-here.ts';

/** Something that was asked: its answer, or why it could not be asked. */
export type FactOrTrouble<Value> = { readonly value: Value } | { readonly trouble: string };

/** A check before the dispatch; the same shape as an action's Guard. */
export interface RollbackGuard {
  readonly name: string;
  readonly state: 'pass' | 'refuse' | 'unknown';
  readonly detail: string;
  readonly next?: readonly string[];
}

/** What the preflight read, as far as the guards need it. */
export interface RollbackFacts {
  /** Null where no version was given and none could be proposed. */
  readonly target: string | null;
  readonly environment: string;
  readonly forward: boolean;
  /** False where the version was proposed and nobody is asked: no terminal, or consent by `--confirm`. */
  readonly mayPropose: boolean;
  /** What is served, and how that is known. */
  readonly served: FactOrTrouble<{
    readonly version: string;
    readonly source: 'build-info' | 'deploys';
  }>;
  /** Whether the target was ever live there; absent where it was proposed, and so was. */
  readonly ranHere?: RanHere;
  /** A version that never was may be deployed. */
  readonly firstDeploy?: boolean;
  /** Names of all tags. */
  readonly tags: FactOrTrouble<ReadonlySet<string>>;
  readonly pipeline: FactOrTrouble<PipelineFacts | null>;
  readonly pipelineName: string;
  readonly ref: string;
  readonly versionInput: string;
  /** Default `environment`. */
  readonly environmentInput?: string | undefined;
  readonly reasonInput?: string | undefined;
  /** What would be sent. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly inFlight: FactOrTrouble<readonly { readonly title: string; readonly url: string }[]>;
  readonly token: FactOrTrouble<TokenFacts>;
  readonly format?: TagFormat | null;
  /** The tag that the version may be meant for, where it is none itself. */
  readonly meant?: string | undefined;
  /** The command line as typed, to build suggestions from. */
  readonly command: string;
}

interface PipelineFacts {
  readonly state: string | null;
  readonly dispatchable: boolean;
  readonly inputs: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly default: string | null;
    readonly options: readonly string[];
  }[];
}

interface TokenFacts extends RepositoryFacts {
  readonly private: boolean;
  readonly movedTo?: string;
  readonly archived?: boolean;
  readonly canPush: boolean | null;
  readonly scopes: readonly string[] | null;
}

/** Every guard, in the order in which they are shown; all are judged, so that all refusals are seen at once. */
export function rollbackGuards(facts: RollbackFacts): readonly RollbackGuard[] {
  return [
    targetGuard(facts),
    servedGuard(facts),
    directionGuard(facts),
    pipelineGuard(facts),
    inFlightGuard(facts),
    tokenGuard(facts),
  ];
}

type Judged = Omit<RollbackGuard, 'name'>;

const pass = (detail: string): Judged => ({ state: 'pass', detail });
const unknown = (detail: string, ...next: string[]): Judged => ({ state: 'unknown', detail, next });
const refuse = (detail: string, ...next: string[]): Judged => ({ state: 'refuse', detail, next });

function targetGuard(facts: RollbackFacts) {
  const { target, tags, mayPropose, environment, command } = facts;
  const judged = (): Judged => {
    if (target === null) {
      return refuse('no earlier version is known that was live and healthy', `${command} v1.2.3`);
    }
    if (!mayPropose) {
      return refuse(
        `where nobody is asked the version must be named; ${target} would be proposed`,
        withVersion(command, target, environment),
      );
    }
    if ('trouble' in tags) return unknown(`the tags could not be read: ${tags.trouble}`);
    if (tags.value.has(target)) return lifeOf(target, facts);
    const tag = facts.meant ?? tagOf(target, { format: facts.format ?? null });
    const meant = tag === undefined || tag === target ? [] : [command.replace(target, tag)];
    return refuse(`there is no tag ${target}`, ...meant, 'tsops rollback --dry-run');
  };
  return { name: 'version', ...judged() };
}

/** A tag may never have been deployed: it is no version to go back to, unless somebody means just that. */
function lifeOf(
  target: string,
  { ranHere = { known: 'yes' }, environment, firstDeploy, command }: RollbackFacts,
): Judged {
  if (ranHere.known === 'yes') return pass(`${target} is a tag`);
  if (ranHere.known === 'not told') {
    const why = `whether it ever ran in ${environment} is not known: ${ranHere.why}`;
    return pass(`${target} is a tag; ${why}`);
  }
  const never = `${target} never ran in ${environment}: no deploy of it there succeeded`;
  if (firstDeploy) return pass(`--first-deploy: ${never}`);
  return refuse(never, `${command} --first-deploy`, 'tsops rollback --dry-run');
}

/** The command as typed, with the version and the consent that it lacks. */
function withVersion(command: string, version: string, environment: string): string {
  const consent = / --confirm[ =]/.test(command) ? '' : ` --confirm ${environment}`;
  return `${command} ${version}${consent}`;
}

function servedGuard({ target, served, environment }: RollbackFacts) {
  const judged = (): Judged => {
    if ('trouble' in served) {
      return unknown(
        `what ${environment} serves could not be read: ${served.trouble}`,
        'tsops version',
      );
    }
    const { version, source } = served.value;
    const known =
      source === 'deploys' ? ' (from the last deploy: build-info.json cannot be read)' : '';
    if (target !== null && sameVersion(version, target)) {
      return refuse(
        `${environment} already serves ${version}${known}`,
        `tsops version ${environment}`,
      );
    }
    return pass(`${environment} serves ${version}${known}`);
  };
  return { name: 'served', ...judged() };
}

function directionGuard({ target, served, forward, command, format }: RollbackFacts) {
  const judged = (): Judged => {
    if (forward) return pass('--forward: any direction');
    if (target === null || 'trouble' in served) return unknown('there is nothing to compare with');
    const from = tagOf(served.value.version, { like: target }) ?? served.value.version;
    const distance = compareTags(target, from, format ?? null);
    if (distance === null) {
      return unknown(
        `${served.value.version} is not a version to compare with`,
        `${command} --forward`,
      );
    }
    if (distance < 0) return pass(`${target} is older than ${from}`);
    if (distance === 0) return pass(`${target} is not newer than ${from}`);
    return refuse(`${target} is newer than ${from}`, `${command} --forward`);
  };
  return { name: 'direction', ...judged() };
}

function pipelineGuard(facts: RollbackFacts) {
  const { pipeline, pipelineName: name, ref, versionInput, environment } = facts;
  const judged = (): Judged => {
    const file = `${name} at ${ref}`;
    if ('trouble' in pipeline) return unknown(`${file} could not be read: ${pipeline.trouble}`);
    const repository = 'value' in facts.token ? facts.token.value : {};
    if (pipeline.value === null) {
      const { detail, next } = missingPipeline(name, ref, repository);
      return refuse(detail, next, 'tsops config show --origin');
    }
    const { dispatchable, inputs, state } = pipeline.value;
    if (!dispatchable) return refuse(`${file} has no workflow_dispatch trigger`);
    const stopped = pipelineTrouble(name, state, repository);
    if (stopped !== null) return refuse(stopped.detail, stopped.next);
    if (!inputs.some((input) => input.name === versionInput)) {
      return refuse(`${file} has no input “${versionInput}”`, 'tsops config show --origin');
    }
    const trouble = environmentTrouble(facts, inputs) ?? inputTrouble(facts, inputs);
    return trouble ?? pass(`${file} takes ${versionInput}, deploys ${environment}`);
  };
  return { name: 'workflow', ...judged() };
}

/** The workflow must be able to deploy there. */
function environmentTrouble(
  { environment, pipelineName, environmentInput: name = 'environment' }: RollbackFacts,
  inputs: PipelineFacts['inputs'],
): Judged | null {
  const input = inputs.find((each) => each.name === name);
  if (input === undefined && environment !== 'production') {
    return refuse(`${pipelineName} has no input “${name}”, so it deploys production only`);
  }
  if (input !== undefined && input.options.length > 0 && !input.options.includes(environment)) {
    return refuse(`${pipelineName} deploys ${input.options.join(' or ')}, not ${environment}`);
  }
  return null;
}

/** GitHub refuses a dispatch with an input too many, one too few, or a value that is no choice. */
function inputTrouble(facts: RollbackFacts, inputs: PipelineFacts['inputs']): Judged | null {
  const { pipelineName, versionInput, target, environmentInput = 'environment', command } = facts;
  const sent = { ...facts.inputs, ...(target === null ? {} : { [versionInput]: target }) };
  for (const [name, value] of Object.entries(sent)) {
    const input = inputs.find((each) => each.name === name);
    if (input === undefined) {
      return refuse(`${pipelineName} has no input “${name}”`, 'tsops config show --origin');
    }
    if (input.options.length > 0 && !input.options.includes(value)) {
      const offered = `it offers ${input.options.slice(0, 5).join(', ')}`;
      return refuse(`${pipelineName} does not take ${value} as its ${name}: ${offered}`);
    }
  }
  const lacking = inputs.find(
    ({ name, required, default: value }) =>
      required &&
      value === null &&
      name !== environmentInput &&
      name !== versionInput &&
      !Object.hasOwn(sent, name),
  );
  if (lacking === undefined) return null;
  if (lacking.name === facts.reasonInput) {
    return refuse(`${pipelineName} needs a reason`, `${command} --reason "…"`);
  }
  return refuse(
    `${pipelineName} needs an input “${lacking.name}” that tsops does not know`,
    `set github.inputs.${lacking.name} in tsops.config.yaml`,
  );
}

function inFlightGuard({ inFlight, pipelineName, command }: RollbackFacts) {
  const judged = (): Judged => {
    if ('trouble' in inFlight) return unknown(`its runs could not be read: ${inFlight.trouble}`);
    const [first, ...others] = inFlight.value;
    if (first === undefined) return pass(`no run of ${pipelineName} is in flight`);
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return refuse(
      `a run is in flight: “${first.title}”${more} ${first.url}`,
      `${command} --wait-for-running`,
    );
  };
  return { name: 'in flight', ...judged() };
}

function tokenGuard({ token }: RollbackFacts) {
  const judged = (): Judged => {
    if ('trouble' in token)
      return unknown(`the token's rights could not be read: ${token.trouble}`);
    const { canPush, scopes, private: hidden, movedTo, archived } = token.value;
    if (movedTo !== undefined) {
      const [owner, repo] = movedTo.split('/');
      return refuse(
        `the repository is ${movedTo} now, and takes no dispatch under its old name`,
        `set github.owner to ${owner} and github.repo to ${repo} in tsops.config.yaml`,
      );
    }
    if (archived === true) {
      return refuse('the repository is archived, and nothing can be started in it');
    }
    if (canPush === false) {
      return refuse(
        'the token may not write to the repository',
        'ask for write access, or set GH_TOKEN',
      );
    }
    const enough = hidden ? ['repo'] : ['repo', 'public_repo'];
    if (scopes !== null && !enough.some((scope) => scopes.includes(scope))) {
      return refuse(`the token lacks the scope ${enough[0]}`, 'gh auth refresh --scopes repo');
    }
    return pass(
      scopes === null
        ? 'the token may write; whether it has Actions: write only a dispatch can tell'
        : 'the token may dispatch',
    );
  };
  return { name: 'token', ...judged() };
}
