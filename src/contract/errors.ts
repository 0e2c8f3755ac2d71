import type { Problem } from '../domain/evidence/result.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import type { Text } from '../domain/text/language.ts';

/**
 * Every exit code has one meaning. `docs/exit-codes.md` and `tsops help exit-codes` are written from
 * this table.
 */
export const exitCodes = [
  { code: 0, meaning: 'done; healthy; nothing to do' },
  {
    code: 1,
    meaning: 'asked, and the answer is bad: down, firing, version differs, remote run failed',
  },
  {
    code: 2,
    meaning:
      'the command line, the config or a rules file is wrong (named by flag, or file:line:column)',
  },
  { code: 3, meaning: 'could not tell: unreachable, timed out while asking, no data' },
  { code: 4, meaning: 'credentials missing or rejected (which variable, which scope)' },
  { code: 5, meaning: 'refused: consent not given, or a guard said no' },
  { code: 6, meaning: 'stopped waiting; the remote work may go on (with its link)' },
  { code: 70, meaning: 'a bug in tsops' },
  { code: 130, meaning: 'interrupted (Ctrl-C); says what is still in flight' },
  { code: 143, meaning: 'terminated (SIGTERM); says what is still in flight' },
] as const;

export type ExitCode = (typeof exitCodes)[number]['code'];

const codeOfKind = {
  failed: 1,
  usage: 2,
  config: 2,
  unreachable: 3,
  credentials: 4,
  refused: 5,
  'stopped-waiting': 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const satisfies Record<string, ExitCode>;

export type ErrorKind = keyof typeof codeOfKind;

/** Which of several is meant; thrown before anything is done. */
export interface MeantChoice {
  /** As the raw input calls it. */
  readonly argument: string;
  readonly question: string;
  readonly choices: readonly { readonly value: string; readonly hint?: string }[];
}

export interface ErrorParts {
  readonly kind: ErrorKind;
  /** A `Text` where people read it as content: what became of a write that they were asked about. */
  readonly message: string | Text;
  readonly why?: string | Text | undefined;
  readonly next?: readonly string[];
  readonly cause?: unknown;
  /** The argument or option that would have told which is meant, and all that may be: asked on a terminal. */
  readonly meant?: MeantChoice;
  /** What was learnt before it failed (a plan whose guards refused …); printed as `data`. */
  readonly data?: unknown;
}

/** A failure to answer. Says what happened, why it matters, and what to type next. */
export class TsopsError extends Error {
  override readonly name = 'TsopsError';
  readonly kind: ErrorKind;
  readonly why: string | undefined;
  /** Message and reason in every language, where they are told in more than English. */
  readonly said: Text | undefined;
  readonly whySaid: Text | undefined;
  readonly next: readonly string[];
  readonly data: unknown;
  readonly meant: MeantChoice | undefined;

  constructor(parts: ErrorParts) {
    super(inEnglish(parts.message), { cause: parts.cause });
    this.kind = parts.kind;
    this.why = parts.why === undefined ? undefined : inEnglish(parts.why);
    this.said = textOf(parts.message);
    this.whySaid = textOf(parts.why);
    this.next = parts.next ?? [];
    this.data = parts.data;
    this.meant = parts.meant;
  }
}

const inEnglish = (text: string | Text): string => (typeof text === 'string' ? text : text.en);

const textOf = (text: string | Text | undefined) => (typeof text === 'object' ? text : undefined);

/** Anything thrown, as a TsopsError; what we did not foresee is a `bug`. */
export function asTsopsError(thrown: unknown): TsopsError {
  if (thrown instanceof TsopsError) return thrown;
  return new TsopsError({
    kind: 'bug',
    message: `tsops failed unexpectedly: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    next: ['run the same command with --debug and report what it prints'],
    cause: thrown,
  });
}

export function exitCodeOfKind(kind: ErrorKind): ExitCode {
  return codeOfKind[kind];
}

/** The exit code of an answer: any `bad` is 1, else anything that could not be told is 3. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  if (verdict === 'bad') return 1;
  return verdict === 'unknown' || verdict === 'no-data' ? 3 : 0;
}

/** The error as plain data, for `problems` and for evidence that is `unknown`. */
export function problemOf(error: TsopsError): Problem {
  return {
    kind: error.kind,
    message: error.message,
    ...(error.why === undefined ? {} : { why: error.why }),
    ...(error.next.length === 0 ? {} : { next: error.next }),
  };
}
