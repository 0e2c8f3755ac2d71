/* What the preflight of a rollback read, and the guards judge. */
import type { RepositoryFacts } from '../deploys/pipeline-state.ts';
import type { TagFormat } from '../deploys/version-tag.ts';
import type { RanHere } from './ran-here.ts';

/** Something that was asked: its answer, or why it could not be asked. */
export type FactOrTrouble<Value> = { readonly value: Value } | { readonly trouble: string };

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

export interface PipelineFacts {
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
