/* What became of an approval whose record was left open, by what its run waits for now. */

import type { Reconcile, Reconciled } from '../../contract/action.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { say } from '../../domain/text/language.ts';
import { goesOn } from './approve.ts';

/** GitHub shows an approval within seconds. */
const shownAfter = 120_000;

export const reconcileApproval: Reconcile = async (context, { entries, id }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const [runId, environmentIds] = [intent?.runId, intent?.environmentIds];
  if (intent === undefined || typeof runId !== 'number' || !Array.isArray(environmentIds)) {
    return {
      state: 'unknown',
      detail: say(
        `${id} does not tell what was approved`,
        `${id}에 무엇을 승인했는지 기록되어 있지 않습니다`,
      ),
    };
  }
  const next = [`tsops rollback status ${runId}`];
  const deploys = await context.services.deploys();
  const run = await goesOn(deploys, runId, environmentIds.filter(Number.isInteger) as number[]);
  if (run !== null) {
    const now = run.conclusion ?? run.status.replaceAll('_', ' ');
    const ko = runWord(run.conclusion ?? run.status).ko;
    const detail = say(
      `The run waits for it no more (${now}).`,
      `실행이 더 이상 승인을 기다리지 않습니다(${ko}).`,
    );
    return { state: 'done', detail, next };
  }
  const taken = entries.some(({ kind }) => kind === 'receipt');
  const old = context.clock.now() - Date.parse(intent.at) > shownAfter;
  return stillWaiting(taken, old, [...next, `tsops rollback approve ${runId}`]);
};

function stillWaiting(taken: boolean, old: boolean, next: readonly string[]): Reconciled {
  if (taken) {
    const detail = say(
      'GitHub accepted it, and the run still waits.',
      'GitHub가 접수했으나 실행이 아직 대기 중입니다.',
    );
    return { state: 'in-progress', detail, next };
  }
  return old
    ? {
        state: 'not-done',
        detail: say('The run still waits for it.', '실행이 아직 승인을 기다립니다.'),
        next,
      }
    : {
        state: 'unknown',
        detail: say(
          'The run still waits; GitHub may show it in a moment.',
          '실행이 아직 대기 중입니다. 잠시 후 GitHub에 나타날 수 있습니다.',
        ),
        next,
      };
}
