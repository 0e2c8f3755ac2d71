/* After a crash in the middle of a write: what became of it is found out first, and nothing is repeated blindly. */
import type { IncidentLines } from '../../domain/incident/lines.ts';
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
    return walk.write('acted', { ...about, state: 'not-done', detail, record: null });
  }
  walk.guide.show([`  ${texts.lookingUp[walk.language]}`]);
  const standing = await settled(walk, action, record);
  await walk.write('acted', { ...about, ...standing, record });
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
  for (const id of await journal.list()) {
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
async function settled(walk: Walk, action: string, record: string): Promise<Standing> {
  const { clock, signal } = walk.context;
  const until = clock.now() + lookAtMost;
  for (;;) {
    const standing = await standingOf(walk, action, record);
    if (standing.state !== 'unknown' || clock.now() >= until) return standing;
    walk.guide.show([`  ? ${standing.detail}`]);
    await clock.sleep(lookEvery, signal);
  }
}

function standingOf(walk: Walk, action: string, record: string): Promise<Standing> {
  if (action === 'rollback') return rollbackStanding(walk, record);
  if (action === 'invalidate') return invalidateStanding(walk, record);
  return issueStandingNow(walk, record);
}

async function rollbackStanding({ context, config, health }: Walk, id: string): Promise<Standing> {
  const [{ lookAtRollback, writeDownOutcome }, { readRollback }] = await Promise.all([
    import('../../actions/rollback-look.ts'),
    import('../../evidence/rollback-state.ts'),
  ]);
  const found = await readRollback(context, id);
  const looked = await lookAtRollback(context, config, found, null);
  if (looked.status.state !== 'in-progress') {
    await writeDownOutcome(context, looked);
    return looked.status;
  }
  const { followRollback } = await import('../../actions/rollback-look.ts');
  const timeout = config.rollback.timeout;
  return (await followRollback(context, config, looked, health, timeout)) ?? looked.status;
}

async function invalidateStanding({ context, config }: Walk, id: string): Promise<Standing> {
  const [{ readInvalidate, reconcileInvalidate }, { followInvalidation }] = await Promise.all([
    import('../../evidence/invalidate-record.ts'),
    import('../../actions/invalidate-verify.ts'),
  ]);
  const record = await readInvalidate(context.journal, id);
  if (record === undefined) return { state: 'unknown', detail: `the record ${id} can not be read` };
  const cdn = await context.services.cdn();
  const { signal, clock } = context;
  const found = await reconcileInvalidate(record, cdn, clock.now(), { signal });
  if (found.state !== 'in-progress' || found.invalidation === null) return found;
  const followed = await followInvalidation(cdn, context, {
    distributionId: record.distributionId,
    id: found.invalidation.id,
    since: found.invalidation.createdAt,
    timeout: config.invalidate.timeout,
    pollInterval: config.invalidate.pollInterval,
  });
  if (followed.end !== 'completed') return found;
  return { state: 'done', detail: `CloudFront completed it: ${found.invalidation.id}.` };
}

async function issueStandingNow({ context }: Walk, record: string): Promise<Standing> {
  const { issueStanding } = await import('../../evidence/issue-record.ts');
  return issueStanding(context, await context.services.issues(), record);
}
