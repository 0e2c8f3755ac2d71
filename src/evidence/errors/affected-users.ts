import type { AffectedUsers } from '../../domain/errors/findings.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { affectedUsersWording } from '../../domain/evidence/wording/affected-users.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { errorsQuestion, errorsReading, partOf } from '../reading/errors.ts';

/** Different people behind the errors of the window, and their share of all. */
const affectedUsers: Collector<'affected-users'> = (inquiry) => {
  const { context, config, pinned } = inquiry;
  const question = errorsQuestion(inquiry, 'how many users are affected', { unit: 'users' });
  return settle(context, question, async (signal) => {
    const tracker = await context.services.errors();
    const [{ events, users }, share] = await Promise.all([
      tracker.errors(pinned.window, errorsReading(inquiry, signal)),
      partOf(shareOfUsers(inquiry, signal), context.signal),
    ]);
    if (events === 0) {
      return withoutData('no-errors');
    }
    const value = { users, share: share.value, perEvent: users / events };
    const verdict = verdictOf(value, config.runbooks.errorRate / 100);
    return { verdict, value, detail: affectedUsersWording.sentence(value).en };
  });
};
export default affectedUsers;

/**
 * Sentry counts sessions by whole hours, so that both numbers are of the hours that hold the window: people
 * with errors against people at all.
 */
async function shareOfUsers(inquiry: Inquiry, signal: AbortSignal): Promise<number | null> {
  const tracker = await inquiry.context.services.errors();
  const reading = errorsReading(inquiry, signal);
  const { window, releases } = await tracker.sessions(inquiry.pinned.window, reading);
  const all = releases.reduce((sum, { users }) => sum + users, 0);
  if (all === 0) return null;
  const { users } = await tracker.errors(window, reading);
  return Math.min(1, users / all);
}

/** The limit of the error rate is taken for that of people too: a fifth of it is worth a word. */
function verdictOf({ share }: AffectedUsers, limit: number): Verdict {
  if (share === null) return 'warn';
  if (share > limit) return 'bad';
  return share > limit / 5 ? 'warn' : 'ok';
}
