import type { Context } from '../../contract/context.ts';
import type { OpenAction } from '../../domain/digest/facts.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { factsOfAction } from '../../domain/incident/action-facts.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { day, hour } from '../../domain/time/units.ts';
import type { JournalEntry, JournalReading } from '../../ports/journal.ts';
import { settle } from '../asking/settle.ts';

/** A record that nobody came back to for a week is history, and the newest ones tell all that is open. */
const forgottenAfter = 7 * day;
const newestRecords = 20;
/** Deploys time out in 20 minutes and invalidations in 15: an hour later nothing of it runs any more. */
const runsAtMost = hour;
const commandWord = /^[a-z-]{1,30}$/;

/**
 * Actions of the last week whose last word is not `done` or `not-done`: an intent without an outcome (we
 * were killed), an outcome that is unknown; and what was left running in the last hour.
 */
export function openActions(
  context: Pick<Context, 'clock' | 'signal' | 'journal'>,
  budget: number,
): Promise<Evidence<readonly OpenAction[]>> {
  const question = { question: 'is an action still open', source: 'journal', budget };
  return settle(context, question, async () => {
    const ids = (await context.journal.list()).slice(0, newestRecords);
    const readings = await Promise.all(ids.map((id) => context.journal.read(id)));
    const now = context.clock.now();
    const value = readings
      .map(openAction)
      .filter((each) => each !== null)
      .filter((each) => isRecent(each, now));
    const detail = value.length === 0 ? 'no action is open' : `${value.length} open`;
    return { verdict: value.length === 0 ? 'ok' : 'warn', value, detail };
  });
}

function isRecent({ state, at }: OpenAction, now: number): boolean {
  return now - at < (state === 'left-running' ? runsAtMost : forgottenAfter);
}

function openAction({ id, entries, driver }: JournalReading): OpenAction | null {
  const intent = entries.find((entry) => entry.kind === 'intent');
  if (intent === undefined) return null;
  const state = stateOf(entries);
  if (state === 'closed') return null;
  const { action } = intent;
  if (typeof action !== 'string' || !commandWord.test(action)) return null;
  if (factsOfAction(action)?.staysOpen === false) return null;
  return {
    record: id,
    action,
    environment: cleanText(intent.environment, 40),
    at: Date.parse(intent.eventAt),
    state: driver !== null ? 'driven' : state,
    driver: driver === null ? null : `process ${driver.pid} on ${driver.host}`,
  };
}

function stateOf(entries: readonly JournalEntry[]): 'closed' | 'unknown' | 'left-running' {
  const outcome = entries.findLast((entry) => entry.kind === 'outcome');
  if (outcome === undefined || outcome.state === 'unknown') return 'unknown';
  const left = outcome.state === 'in-progress' || outcome.state === 'stopped-waiting';
  return left ? 'left-running' : 'closed';
}
