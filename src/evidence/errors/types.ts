import { errorNames } from '../../config/capabilities/errors.ts';
import { versionOfRelease } from '../../domain/deploys/release-name.ts';
import type { ErrorType, ErrorTypes } from '../../domain/errors/findings.ts';
import { newErrorsVerdict } from '../../domain/errors/new-errors.ts';
import { errorTypesWording } from '../../domain/evidence/wording/error-types.ts';
import { minute } from '../../domain/time/units.ts';
import type { ErrorIssue, ErrorsRead, ErrorTracker } from '../../ports/errors.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { errorsQuestion, errorsReading, listedTypes, partOf } from '../reading/errors.ts';

const most = 100;
/** Types whose first release is asked for, one request each: the heavy ones decide. */
const looked = 8;

/** Which errors there are in the window, which of them are new, and since which version. */
const errorTypes: Collector<'error-types'> = (inquiry) => {
  const { context, pinned } = inquiry;
  const question = errorsQuestion(inquiry, 'which errors are there', { unit: 'events' });
  return settle(context, question, async (signal) => {
    const tracker = await context.services.errors();
    const reading = errorsReading(inquiry, signal);
    let more = '';
    const onMore = (): void => {
      more = '; Sentry has more than was read';
    };
    const [issues, usual] = await Promise.all([
      tracker.issues(pinned.window, { ...reading, limit: most, onMore }),
      partOf(tracker.issues(pinned.baselines.day, { ...reading, limit: most }), context.signal),
    ]);
    if (issues.length === 0) return withoutData('no-events');
    const firsts = await firstReleases(tracker, issues.slice(0, looked), reading, context.signal);
    const types = issues.map((issue) =>
      typeOf(issue, inquiry, usual.value, firsts.get(issue.id) ?? null),
    );
    const value = summed(types);
    const { from, to } = pinned.window;
    const detail = `${errorTypesWording.sentence(value).en}${more}`;
    return { verdict: newErrorsVerdict(types, to - from), value, detail };
  });
};
export default errorTypes;

async function firstReleases(
  tracker: ErrorTracker,
  issues: readonly ErrorIssue[],
  reading: ErrorsRead,
  interrupt: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
  const pairs = issues.map(async ({ id }) => {
    const { value } = await partOf(tracker.issue(id, reading), interrupt);
    return [id, value?.firstRelease ?? null] as const;
  });
  return new Map(await Promise.all(pairs));
}

function typeOf(
  issue: ErrorIssue,
  { config, pinned }: Inquiry,
  usual: readonly ErrorIssue[] | null,
  firstRelease: string | null,
): ErrorType {
  const { day } = pinned.baselines;
  const before = usual?.find(({ id }) => id === issue.id)?.events;
  // A full page may have left it out.
  const left = usual === null || usual.length >= most ? null : 0;
  const events = before ?? left;
  return {
    ...issue,
    usualPerMinute: events === null ? null : (events * minute) / (day.to - day.from),
    isNew: issue.firstSeen !== null && issue.firstSeen >= pinned.history.from,
    firstVersion:
      firstRelease === null ? null : versionOfRelease(firstRelease, errorNames(config).release),
  };
}

function summed(types: readonly ErrorType[]): ErrorTypes {
  const count = (some: readonly ErrorType[]): number =>
    some.reduce((sum, { events }) => sum + events, 0);
  const events = count(types);
  const fresh = count(types.filter(({ isNew }) => isNew));
  return {
    types: types.slice(0, listedTypes),
    events,
    newShare: events === 0 ? 0 : fresh / events,
  };
}
