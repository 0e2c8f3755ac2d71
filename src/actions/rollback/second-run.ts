/* Another machine shares no lock with us: a run that it started at the same moment is seen right after ours. */
import type { Context } from '../../contract/context.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { type Concurrency, secondRunText } from '../../domain/rollback/second-run.ts';
import type { Deploys } from '../../ports/deploys.ts';

/** Looks after the first one: GitHub lists a new run within a few seconds. */
const looksAgain = 3;
/** Milliseconds. */
const pause = 2000;

/**
 * Looks for runs that were started since `afterRunId` and are in flight beside ours, and says each once, with
 * what GitHub will do with the two. What cannot be read is no reason to stop: then nothing is said.
 */
export function watchForSecondRuns(
  { clock, signal, terminal }: Pick<Context, 'clock' | 'signal' | 'terminal'>,
  deploys: Deploys,
  runId: number,
  afterRunId: number,
) {
  const said = new Map<number, Problem>();
  const look = async (): Promise<readonly Problem[]> => {
    const runs = await deploys.runs({ limit: 10 }, { patience: 0, signal }).catch(() => []);
    signal.throwIfAborted();
    const others = runs.filter(
      ({ id, status }) => id > afterRunId && id !== runId && status !== 'completed',
    );
    for (const run of others.filter(({ id }) => !said.has(id))) {
      const message = secondRunText(run, runId, await concurrencyOf(deploys));
      const next = [`tsops rollback status ${run.id}`];
      said.set(run.id, { kind: 'second-run', message, next });
      terminal.warn(message);
    }
    return [...said.values()];
  };
  let left = looksAgain;
  return {
    look,
    /** While the run is followed; the first few times only. */
    async lookAgain(): Promise<void> {
      if (left-- > 0) await look();
    },
    async lookOnceMore(): Promise<void> {
      await clock.sleep(pause, signal);
      await look();
    },
    said: (): readonly Problem[] => [...said.values()],
  };
}

async function concurrencyOf(deploys: Deploys): Promise<Concurrency> {
  const file = await deploys.pipelineFile({ patience: 0 }).catch(() => null);
  if (file === null) return 'not known';
  if (file.concurrency === null) return 'none';
  return file.cancelsInProgress === true ? 'cancels' : 'waits';
}
