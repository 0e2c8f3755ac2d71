/*
 * Where the code and its versions are kept. Every text is already safe to show (one line, no control
 * characters), every time is epoch milliseconds. Reads throw TsopsError as those of ./deploys.ts do.
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

export interface RepositoryCommit {
  readonly sha: string;
  /** First line of the message. */
  readonly title: string;
  readonly author: string;
  readonly at: number | null;
}

/** What `head` has and `base` has not. */
export interface VersionComparison {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly aheadBy: number;
  readonly behindBy: number;
  /** Newest first; at most 250, while `aheadBy` counts all. */
  readonly commits: readonly RepositoryCommit[];
  /** When the commit of `base` was made. */
  readonly baseAt: number | null;
}

export interface RepositoryAccess {
  readonly private: boolean;
  /** What the signed-in user may do; null when GitHub does not say (installation tokens). */
  readonly canPush: boolean | null;
  /** Scopes of a classic or OAuth token; null for kinds that have none. */
  readonly scopes: readonly string[] | null;
  /** `owner/name` as it is now, where the repository was renamed or transferred; else absent. */
  readonly movedTo?: string;
  /** It was forked from another one. */
  readonly fork?: boolean;
  /** Nothing can be written or started in it any more. */
  readonly archived?: boolean;
  readonly defaultBranch?: string;
  readonly tokenKind: 'classic' | 'oauth' | 'fine-grained' | 'installation' | 'app-user' | 'other';
}

export interface Repository {
  /** How tags of versions are named, where that is set and not recognised: `web@{version}`. */
  readonly tagFormat?: string | undefined;
  readonly owner: string;
  readonly repo: string;

  /** Login of the token's owner; null for tokens that belong to no user. */
  login(reading?: Reading): Promise<string | null>;
  access(reading?: Reading): Promise<RepositoryAccess>;
  /** All tags, in no promised order (10,000 at most). */
  tags(reading?: Reading): Promise<readonly Tag[]>;
  /** Whether there is a tag of that name: one question, however many tags there are. */
  hasTag(name: string, reading?: Reading): Promise<boolean>;
  compare(base: string, head: string, reading?: Reading): Promise<VersionComparison>;
  /**
   * What `package.json` at the repository's root asks for at run time, by package; null where the tag or
   * the file does not exist. Throws `unreachable` when it is not valid JSON.
   */
  dependencies(ref: string, reading?: Reading): Promise<Readonly<Record<string, string>> | null>;
}
