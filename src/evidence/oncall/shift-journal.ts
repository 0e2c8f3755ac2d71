/* What this machine's journal tells of a shift: actions, alerts, and when it was last written. */
import type { Context } from '../../contract/context.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { ledgerOf } from '../../domain/notification/ledger.ts';
import { decisionsIn, notifiedEvents } from '../../domain/notification/notified-events.ts';
import { type ShiftAction, shiftActions } from '../../domain/oncall/hand-off/actions.ts';
import { ruleShifts, spellsOf, touches } from '../../domain/oncall/hand-off/alerts.ts';
import type { ShiftAlerts } from '../../domain/oncall/hand-off/facts.ts';
import { pageTimes } from '../../domain/oncall/hand-off/pages.ts';
import type { ShiftWindow } from '../../domain/oncall/hand-off/window.ts';
import { day } from '../../domain/time/units.ts';
import type { JournalReading } from '../../ports/journal.ts';
import { settle } from '../asking/settle.ts';
import { isIncidentId, recordTime } from '../incident/open.ts';
import { notificationRecord, topic } from '../reading/alert-story.ts';

type Needs = Pick<Context, 'clock' | 'signal' | 'journal'>;

export const journalBudget = 8000;
/** Clocks that were set back since a record was started are wrong by less. */
const clockTolerance = day;
/** A record that a shift of a week goes on with was started no longer ago than that. */
const goesOnFor = 14 * day;
/** Handing over is no event of the new shift. */
const aboutHandingOver = new Set(['handoff', 'accepted', 'report', 'shared']);

/** When anything happened last, epoch milliseconds; null where nothing is recorded or it cannot be read. */
export async function lastRecorded({ journal, clock }: Needs): Promise<number | null> {
  const since = clock.now() - goesOnFor;
  const ids = await journal.list().catch(() => []);
  const recent = ids.filter((id) => recordTime(id) >= since || id.endsWith(`-${topic}`));
  let latest = Number.NEGATIVE_INFINITY;
  for (const id of recent) {
    const entries = (await journal.read(id).catch(() => null))?.entries ?? [];
    const last = entries.findLast(({ kind }) => !aboutHandingOver.has(kind));
    if (last !== undefined) latest = Math.max(latest, Date.parse(last.at));
  }
  return Number.isFinite(latest) ? latest : null;
}

/** The actions that were started in the window. */
export function actionsIn(
  context: Needs,
  window: ShiftWindow,
): Promise<Evidence<readonly ShiftAction[]>> {
  const question = { question: 'what was done', source: 'journal', budget: journalBudget, window };
  return settle(context, question, async () => {
    const ids = await context.journal.list();
    const since = window.from - clockTolerance;
    const records = ids.filter((id) => !isIncidentId(id) && recordTime(id) >= since);
    const readings: JournalReading[] = [];
    for (const id of records) readings.push(await context.journal.read(id));
    const value = shiftActions(readings, window);
    return { verdict: 'ok', value, detail: `${value.length} actions` };
  });
}

/** The alerts of the window; `no-data` where no alert was ever recorded on this machine. */
export function alertsIn(context: Needs, window: ShiftWindow): Promise<Evidence<ShiftAlerts>> {
  const question = { question: 'which alerts fired', source: 'journal', budget: journalBudget };
  return settle(context, { ...question, window }, async () => {
    const id = await notificationRecord(context.journal);
    if (id === undefined) {
      return { verdict: 'no-data', value: null, detail: 'no alert was ever recorded here' };
    }
    const value = alertsOf(await context.journal.read(id), window, context.clock.now());
    return { verdict: 'ok', value, detail: `${value.rules.length} rules fired` };
  });
}

function alertsOf(
  { entries, driver }: JournalReading,
  window: ShiftWindow,
  now: number,
): ShiftAlerts {
  const spells = spellsOf(notifiedEvents(entries));
  const { queue, sent } = ledgerOf(entries);
  const stateOf = (delivery: string) => sent.get(delivery)?.state;
  const last = entries.at(-1);
  return {
    rules: ruleShifts(spells, window, now),
    noData: spells.filter((spell) => spell.kind === 'no-data' && touches(spell, window)),
    firing: spells.filter(({ kind, to }) => kind === 'firing' && to === null),
    waiting: queue.map((delivery) => {
      const { channel, rule, at } = delivery;
      return { channel, rule, at, state: stateOf(delivery.id) ?? 'waiting' };
    }),
    watched: driver !== null,
    recordedAt: last === undefined ? null : Date.parse(last.at),
    paged: pageTimes(decisionsIn(entries), stateOf),
  };
}
