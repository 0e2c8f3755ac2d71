import type { Verdict } from './verdict.ts';

/** Why something could not be answered or done; the kinds and their exit codes stand in `errors.ts`. */
export interface Problem {
  readonly kind: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** Why it matters, where that is not plain from the message. */
  readonly why?: string;
  /** What to type or set next. */
  readonly next?: readonly string[];
}

/** The one document that `--json` prints. Fields are added, never renamed. */
export interface Envelope<Data> {
  /** `tsops/<command>@<major>`, with `-` between the words of a command. */
  readonly schema: string;
  readonly verdict: Verdict;
  readonly data: Data | null;
  /** The one or two commands that an engineer would type now. */
  readonly next: readonly string[];
  readonly problems: readonly Problem[];
  /** Where people look at the same at the vendor's; null where there is no page. Absent for what never has one. */
  readonly web?: string | null;
  /** Present and true inside the sandbox: nothing here is real. */
  readonly drill?: true;
}
