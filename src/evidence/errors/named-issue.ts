import { errorNames } from '../../config/capabilities/errors.ts';
import { versionOfRelease } from '../../domain/deploys/release-name.ts';
import type { ErrorType } from '../../domain/errors/findings.ts';
import { newErrorsVerdict } from '../../domain/errors/new-errors.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { CountSeries, WholeIssue } from '../../ports/errors.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { type SettledAnswer, settle } from '../asking/settle.ts';
import { carryReason, errorsQuestion, errorsReading, listedTypes } from '../reading/errors.ts';

/** One error in full: what the window has of it, and its whole life. */
export interface NamedIssue extends Omit<ErrorType, 'events' | 'users'> {
  /** Of the window; null where it is not among the heaviest types, and there are more than were read. */
  readonly events: number | null;
  readonly users: number | null;
  /** Ever, in all environments. */
  readonly ever: { readonly events: number; readonly users: number };
  readonly lastVersion: string | null;
  /** Events of each of the last 24 hours, in all environments. */
  readonly hourly: CountSeries | null;
}

/** `no-data` where the tracker has no such error. Rejects only with the context's signal. */
export function namedIssue(inquiry: Inquiry, id: string): Promise<Evidence<NamedIssue>> {
  const { context } = inquiry;
  const question = errorsQuestion(inquiry, `what is ${id}`, { unit: 'events', after: 1 });
  return settle(context, question, async (signal) => {
    const tracker = await context.services.errors();
    const [issue, types] = await Promise.all([
      tracker.issue(id, errorsReading(inquiry, signal)),
      inquiry.ask('error-types'),
    ]);
    if (issue === null) {
      return { verdict: 'no-data', value: null, detail: `there is no issue ${id}` };
    }
    return types.verdict === 'unknown'
      ? carryReason(types)
      : found(inquiry, issue, types.value?.types ?? []);
  });
}

function found(
  { config, pinned }: Inquiry,
  issue: WholeIssue,
  types: readonly ErrorType[],
): SettledAnswer<NamedIssue> {
  const { firstRelease, lastRelease, hourly, events, users, ...told } = issue;
  const { release } = errorNames(config);
  const version = (name: string | null) => (name === null ? null : versionOfRelease(name, release));
  const now = types.find(({ id }) => id === issue.id);
  const none = types.length < listedTypes ? 0 : null;
  const isNew = issue.firstSeen !== null && issue.firstSeen >= pinned.history.from;
  const value: NamedIssue = {
    ...told,
    events: now?.events ?? none,
    users: now?.users ?? none,
    usualPerMinute: now?.usualPerMinute ?? null,
    isNew,
    firstVersion: version(firstRelease),
    lastVersion: version(lastRelease),
    ever: { events, users },
    hourly,
  };
  const { from, to } = pinned.window;
  const seen = now === undefined ? [] : [now];
  return { verdict: newErrorsVerdict(seen, to - from), value, detail: issue.title };
}
