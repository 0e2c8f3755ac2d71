/* After a crash in the middle of a write: what became of it is found out first, and nothing is repeated blindly. */
import type { IncidentLines } from '../../domain/incident/lines.ts';
import { invalidateParts } from './action-of.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

type About = IncidentLines['acting'];

interface Standing {
  readonly state: string;
  readonly detail: string;
}

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
    const detail = 'it was never begun: no intent was written';
    return walk.write('acted', {
      ...about,
      state: 'not-done',
      detail,
      record: null,
      lookedUp: true,
    });
  }
  walk.guide.show([`  ${texts.lookingUp[walk.language]}`]);
  const { state, detail } = await settled(walk, about, record);
  await walk.write('acted', { ...about, state, detail, record, lookedUp: true });
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

/** Looks again while it can not be known yet; then what is known stands, be it `unknown`. */
async function settled(walk: Walk, about: About, record: string): Promise<Standing> {
  const { clock, signal } = walk.context;
  const until = clock.now() + lookAtMost;
  for (;;) {
    const standing = await standingOf(walk, about, record);
    if (standing.state !== 'unknown' || clock.now() >= until) return standing;
    walk.guide.show([`  ? ${standing.detail}`]);
    await clock.sleep(lookEvery, signal);
  }
}

function standingOf(walk: Walk, { action, target }: About, record: string): Promise<Standing> {
  if (action === 'rollback') return rollbackStanding(walk, record);
  if (action === 'invalidate') return invalidateStanding(walk, record, target);
  return issueStandingNow(walk, record);
}

async function rollbackStanding({ context, config, health }: Walk, id: string): Promise<Standing> {
  const [{ followRollback, lookAtRollback, writeDownOutcome }, { readRollback }] =
    await Promise.all([
      import('../../actions/rollback/look.ts'),
      import('../../evidence/rollback/state.ts'),
    ]);
  const found = await readRollback(context, id);
  const said = found?.record.outcome ?? null;
  if (said !== null && isClosed(said.state)) return said;
  const looked = await lookAtRollback(context, config, found, null);
  if (looked.run === null || looked.status.state === 'unknown') {
    await writeDownOutcome(context, looked);
    return looked.status;
  }
  // Also a run that has ended: what it serves is proved as if nobody had stopped.
  const timeout = config.rollback.timeout;
  return (await followRollback(context, config, looked, health, timeout)) ?? looked.status;
}

async function invalidateStanding(walk: Walk, id: string, target: string): Promise<Standing> {
  const [{ readInvalidate }, { takeUpInvalidation }] = await Promise.all([
    import('../../evidence/cdn/invalidate-record.ts'),
    import('../../actions/cdn/look.ts'),
  ]);
  const { journal } = walk.context;
  const record = await readInvalidate(journal, id);
  if (record === undefined) return { state: 'unknown', detail: `the record ${id} can not be read` };
  const said = await outcomeOf(walk, id);
  if (said !== null) return said;
  return takeUpInvalidation(await invalidateParts(walk, target.split(' ')), record);
}

async function issueStandingNow(walk: Walk, id: string): Promise<Standing> {
  const said = await outcomeOf(walk, id);
  if (said !== null) return said;
  const { context } = walk;
  const { issueStanding } = await import('../../evidence/incident/issue-record.ts');
  const standing = await issueStanding(context, await context.services.issues(), id);
  if (!isClosed(standing.state)) return standing;
  const { state, detail } = standing;
  const open = await context.journal.reopen(id);
  try {
    await open.append('outcome', { state, detail, by: 'runbook resume' });
  } finally {
    await open.close();
  }
  return standing;
}

/** What the record itself tells of its end; null where it was left open. */
async function outcomeOf({ context }: Walk, id: string): Promise<Standing | null> {
  const { entries } = await context.journal.read(id);
  const outcome = entries.findLast(({ kind }) => kind === 'outcome');
  if (outcome === undefined || !isClosed(outcome.state)) return null;
  return { state: String(outcome.state), detail: String(outcome.detail) };
}

function isClosed(state: unknown): boolean {
  return state === 'done' || state === 'not-done';
}
