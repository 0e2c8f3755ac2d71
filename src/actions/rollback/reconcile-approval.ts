/* What became of an approval whose record was left open, by what its run waits for now. */
import type { Reconcile, Reconciled } from '../../contract/action.ts';
import { goesOn } from './approve.ts';

/** GitHub shows an approval within seconds. */
const shownAfter = 120_000;

export const reconcileApproval: Reconcile = async (context, { entries, id }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const [runId, environmentIds] = [intent?.runId, intent?.environmentIds];
  if (intent === undefined || typeof runId !== 'number' || !Array.isArray(environmentIds)) {
    return { state: 'unknown', detail: `${id} does not tell what was approved` };
  }
  const next = [`tsops rollback status ${runId}`];
  const deploys = await context.services.deploys();
  const run = await goesOn(deploys, runId, environmentIds.filter(Number.isInteger) as number[]);
  if (run !== null) {
    const now = run.conclusion ?? run.status.replaceAll('_', ' ');
    return { state: 'done', detail: `The run waits for it no more (${now}).`, next };
  }
  const taken = entries.some(({ kind }) => kind === 'receipt');
  const old = context.clock.now() - Date.parse(intent.at) > shownAfter;
  return stillWaiting(taken, old, [...next, `tsops rollback approve ${runId}`]);
};

function stillWaiting(taken: boolean, old: boolean, next: readonly string[]): Reconciled {
  if (taken) {
    return { state: 'in-progress', detail: 'GitHub took it, and the run still waits.', next };
  }
  return old
    ? { state: 'not-done', detail: 'The run still waits for it.', next }
    : { state: 'unknown', detail: 'The run still waits; GitHub may show it in a moment.', next };
}
