import type { Applied } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type Dispatch, findOurRun } from '../../domain/rollback/run.ts';
import { say } from '../../domain/text/language.ts';
import type { DeployRun, Deploys } from '../../ports/deploys.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import type { RollbackPlan } from './parts.ts';

export interface RollbackReceipt {
  readonly runId: number;
  readonly url: string;
  /** `answered` with the dispatch, or `looked up` afterwards. */
  readonly known: 'answered' | 'looked up';
}

/** Pauses between looks for the run, milliseconds: GitHub lists a new run within a few seconds. */
const looks = [500, 1000, 1500, 2000, 3000, 4000, 5000];

/**
 * The one write. Looks once more for runs in flight, since another machine shares no lock with us; notes in
 * the journal what it is about to send and which run was the newest before, sends it once, and finds the run
 * that it started. `onSent` is called right before the request leaves.
 */
export async function dispatchRollback(
  context: Pick<Context, 'clock' | 'signal' | 'terminal'>,
  deploys: Deploys,
  plan: RollbackPlan,
  record: OpenRecord,
  onSent: () => void,
): Promise<Applied<RollbackReceipt>> {
  const afterRunId = await newestRun(deploys, plan);
  const { ref } = plan.workflow;
  const { inputs } = plan;
  await record.append('dispatching', { workflow: plan.workflow.name, ref, inputs, afterRunId });
  context.signal.throwIfAborted();
  onSent();
  const dispatched = await deploys.dispatch({ ref, inputs });
  if (dispatched.outcome === 'accepted' && dispatched.runId !== null) {
    const { runId, url } = dispatched;
    return {
      applied: 'yes',
      receipt: { runId, url: url ?? deploys.runUrl(runId), known: 'answered' },
    };
  }
  const said =
    dispatched.outcome === 'unknown'
      ? `no answer to the dispatch (${dispatched.reason})`
      : 'GitHub accepted the dispatch';
  const actor = await deploys.login({ patience: 0 }).catch(() => null);
  // The write is out: finding its run matters more than this note, and a failure here is no refusal.
  await record
    .append('observed', { detail: `${said}, and did not name its run`, login: actor })
    .catch(() => undefined);
  const version = plan.target?.version ?? '';
  return lookForRun(context, deploys, plan, { said, version, afterRunId, actor });
}

/** The newest run's id, after a last look that nothing was started since the plan. */
async function newestRun(deploys: Deploys, plan: RollbackPlan): Promise<number> {
  const [runs, inFlight] = await Promise.all([deploys.runs({ limit: 30 }), deploys.runsInFlight()]);
  const running = [...inFlight, ...runs].find(({ status }) => status !== 'completed');
  if (running !== undefined) {
    throw new TsopsError({
      kind: 'refused',
      message: say(
        `A run of ${plan.workflow.name} has been started meanwhile: “${running.title}” ${running.url}`,
        `그 사이 ${plan.workflow.name} 실행이 시작되었습니다: “${running.title}” ${running.url}`,
      ),
      why: say('Nothing was sent.', '전송하지 않았습니다.'),
      next: [`tsops rollback status ${running.id}`],
    });
  }
  return Math.max(0, ...runs.map(({ id }) => id));
}

async function lookForRun(
  { clock, signal, terminal }: Pick<Context, 'clock' | 'signal' | 'terminal'>,
  deploys: Deploys,
  plan: RollbackPlan,
  { said, ...dispatch }: Dispatch & { readonly said: string },
): Promise<Applied<RollbackReceipt>> {
  const progress = terminal.progress(
    terminal.screen.say(say(`${said}; looking for its run`, 'GitHub에서 시작된 실행을 찾는 중')),
  );
  let several: readonly DeployRun[] = [];
  try {
    for (const pause of looks) {
      await clock.sleep(pause, signal);
      const runs = await deploys.runs({ dispatched: true }, { patience: 0 }).catch(() => []);
      const found = findOurRun(runs, dispatch);
      if (found.found === 'one') {
        const { id: runId, url } = found.run;
        return { applied: 'yes', receipt: { runId, url, known: 'looked up' } };
      }
      several = found.found === 'several' ? found.runs : [];
    }
  } finally {
    progress.stop();
  }
  return { applied: 'unknown', problem: notFound(said, plan, several) };
}

function notFound(said: string, plan: RollbackPlan, several: readonly DeployRun[]) {
  if (several.length > 0) {
    return {
      kind: 'unreachable',
      message: `${said}, and which of ${several.length} new runs is ours is not known: ${several.map(({ url }) => url).join(' ')}`,
      next: several.map(({ id }) => `tsops rollback status ${id}`),
    };
  }
  return {
    kind: 'unreachable',
    message: `${said}, and its run was not found: whether it was started is unknown`,
    why: 'a second dispatch could deploy twice, so none was sent',
    next: ['tsops rollback status', `look at ${plan.workflow.url}`],
  };
}
