/* After a crash in the middle of a write: what became of it is found out first, and nothing is repeated blindly. */

import { settleRecord } from '../../actions/settle.ts';
import type { Reconciled } from '../../contract/action.ts';
import type { IncidentLines } from '../../domain/incident/lines.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { say } from '../../domain/text/language.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

type About = IncidentLines['acting'];

/** Milliseconds between two looks while a vendor's list may still lag behind. */
const lookEvery = 10_000;
/** A vendor that took a write lists it well within this. */
const lookAtMost = 180_000;

/** Finds the record that the step began, if it came to that, and writes down how it ended. */
export async function lookUp(walk: Walk, acting: About): Promise<void> {
  await lookUpRecord(walk, acting, await recordOf(walk, acting));
}

export async function lookUpRecord(
  walk: Walk,
  { step, round, action, target }: About,
  record: string | null,
): Promise<void> {
  const about = { step, round, action, target };
  if (record === null) {
    const detail = say(
      'it was never started: no intent was written',
      '시작되지 않았습니다: 시작 기록이 없습니다',
    );
    return walk.write('acted', {
      ...about,
      state: 'not-done',
      ...recorded(detail),
      record: null,
      lookedUp: true,
    });
  }
  walk.guide.show([`  ${texts.lookingUp[walk.language]}`]);
  const { state, detail } = await settled(walk, record);
  await walk.write('acted', { ...about, state, ...recorded(detail), record, lookedUp: true });
}

/**
 * The newest record whose intent names this incident and step, and that no earlier outcome was written of. By
 * names, not by times: a clock that was set back must not make a write disappear.
 */
async function recordOf(
  { context, incident, lines }: Walk,
  { step, action }: About,
): Promise<string | null> {
  const { journal } = context;
  const settled = new Set(lines().map(({ kind, record }) => (kind === 'acted' ? record : null)));
  for (const id of await journal.naming(incident, await journal.list())) {
    if (settled.has(id)) continue;
    // A damaged record of another matter must not stand in the way.
    const { entries } = await journal.read(id).catch(() => ({ entries: [] }));
    const intent = entries.find(({ kind }) => kind === 'intent');
    if (intent === undefined || intent.incident !== incident || intent.step !== step) continue;
    if (intent.action === action) return id;
  }
  return null;
}

/** Looks again while it cannot be known yet; then what is known stands, be it `unknown`. */
async function settled({ context, guide, language }: Walk, record: string): Promise<Reconciled> {
  const { clock, signal } = context;
  const until = clock.now() + lookAtMost;
  for (;;) {
    const found = await settleRecord(context, record, { by: 'runbook resume', follow: true });
    if (found.state !== 'unknown' || clock.now() >= until) return found;
    guide.show([`  ? ${found.detail[language]}`]);
    await clock.sleep(lookEvery, signal);
  }
}
