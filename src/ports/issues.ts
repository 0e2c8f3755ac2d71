/*
 * Issues of the repository and their comments. Reads throw as those of repository.ts do; a write is one
 * request, never repeated: a refusal is a thrown TsopsError, and then nothing was written.
 */
import type { Reading } from './repository.ts';

export interface TrackedIssue {
  readonly number: number;
  /** One line, clean. */
  readonly title: string;
  /** As it was written, Markdown. */
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly url: string;
  readonly createdAt: number;
}

export interface IssueComment {
  readonly id: number;
  /** As it was written, Markdown. */
  readonly body: string;
  /** Login; `''` where GitHub does not say. */
  readonly author: string;
  readonly url: string;
  readonly createdAt: number;
}

export interface IssueDraft {
  readonly title: string;
  /** GitHub takes 65,536 characters. */
  readonly body: string;
  readonly labels?: readonly string[];
}

/** What became of the one POST. */
export type IssueWritten<Made> =
  | { readonly outcome: 'accepted'; readonly made: Made }
  /** Sent, and a 5xx, a dropped connection or a timeout leaves open whether it was taken. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface IssueTracker {
  readonly owner: string;
  readonly repo: string;
  /** True where anybody can read what is written there. */
  isPublic(reading?: Reading): Promise<boolean>;
  /** Null where there is no such issue. */
  issue(number: number, reading?: Reading): Promise<TrackedIssue | null>;
  /** The oldest issue since `since` (epoch milliseconds) whose body holds `marker`; null where none does. */
  issueWith(marker: string, since: number, reading?: Reading): Promise<TrackedIssue | null>;
  /** All comments, oldest first (10,000 at most). */
  comments(number: number, reading?: Reading): Promise<readonly IssueComment[]>;
  open(draft: IssueDraft): Promise<IssueWritten<Pick<TrackedIssue, 'number' | 'url'>>>;
  comment(number: number, body: string): Promise<IssueWritten<Pick<IssueComment, 'id' | 'url'>>>;
}
