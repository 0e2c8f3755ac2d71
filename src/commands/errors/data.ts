import type { ErrorTypes } from '../../domain/errors/findings.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Language } from '../../domain/text/language.ts';
import type { NamedIssue } from '../../evidence/errors/named-issue.ts';

/** What `tsops errors` found: the heaviest types of a window, or one in full. */
export interface ErrorsNow {
  readonly language: Language;
  readonly environment: string;
  /** As many of them as are wanted, the heaviest first. Null where one was named. */
  readonly types: Evidence<ErrorTypes> | null;
  /** How many there are in all; at most as many as are read. */
  readonly known: number;
  /** Null where none was named. */
  readonly issue: Evidence<NamedIssue> | null;
  /** Where people look at it at the vendor's; null where that is not known. */
  readonly page: string | null;
}
