/* What `tsops init` says of a config that it wrote. */

/** A value that stands in the file. */
export interface InitializedValue {
  /** Dotted key of the config. */
  readonly key: string;
  readonly value: string;
  /** What told it: a file, `git remote origin`, `this machine`, a flag, `your answer`. */
  readonly from: string;
}

/** A value that nothing told, and that was not given. */
export interface MissingValue {
  readonly key: string;
  /** What it is needed for. */
  readonly why: string;
  /** The flag of `tsops init` that sets it. */
  readonly flag: string;
}

export interface Initialized {
  readonly file: string;
  readonly written: boolean;
  /** A config was there before, and --force wrote over it. */
  readonly overwritten: boolean;
  /** Where that is kept; null where there was none. */
  readonly copy: string | null;
  /** The whole file. */
  readonly text: string;
  /** What the repository told: `owner/repo`, and the workflow that deploys. */
  readonly repository: string | null;
  readonly workflow: string | null;
  /** What is set, in the order of the questions. */
  readonly values: readonly InitializedValue[];
  readonly missing: readonly MissingValue[];
}
