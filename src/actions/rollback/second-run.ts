/* Another machine shares no lock with us: a run that it started at the same moment is seen right after ours. */
import type { Context } from '../../contract/context.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { type Concurrency, secondRunText } from '../../domain/rollback/second-run.ts';
import type { DeployRun, Deploys } from '../../ports/deploys.ts';

/** Looks after the first one: GitHub lists a new run within a few seconds. */
const looksAgain = 3;
/** Milliseconds from the first look's begin to the last, where nobody follows the run. */
const pause = 2000;
const pageSize = 10;
/** 100 runs within seconds: nobody reads on by hand. */
const mostPages = 10;

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
  let firstLook: number | undefined;
  const look = async (): Promise<readonly Problem[]> => {
    firstLook ??= clock.now();
    const runs = await runsSince(deploys, afterRunId, signal);
    signal.throwIfAborted();
    const others = runs.filter(({ id, status }) => id !== runId && status !== 'completed');
    for (const run of others.filter(({ id }) => !said.has(id))) {
      const text = secondRunText(run, runId, await concurrencyOf(deploys));
      const next = [`tsops rollback status ${run.id}`];
      said.set(run.id, { kind: 'second-run', message: text.en, next });
      terminal.warn(terminal.screen.say(text));
    }
    return [...said.values()];
  };
  let again = looksAgain;
  return {
    look,
    /** While the run is followed; the first few times only. */
    async lookAgain(): Promise<void> {
      if (again-- > 0) await look();
    },
    async lookOnceMore(): Promise<void> {
      const left = (firstLook ?? clock.now()) + pause - clock.now();
      if (left > 0) await clock.sleep(left, signal);
      await look();
    },
    said: (): readonly Problem[] => [...said.values()],
  };
}

/** Every run that was made after that one, newest first; what cannot be read is left out. */
async function runsSince(
  deploys: Deploys,
  afterRunId: number,
  signal: AbortSignal,
): Promise<readonly DeployRun[]> {
  const found: DeployRun[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const filter = { limit: pageSize, page };
    const runs = await deploys.runs(filter, { patience: 0, signal }).catch(() => []);
    const newer = runs.filter(({ id }) => id > afterRunId);
    found.push(...newer);
    // Ids of runs only grow: an older one on the page, or a page that is not full, is the end.
    if (newer.length < pageSize) break;
  }
  return found;
}

async function concurrencyOf(deploys: Deploys): Promise<Concurrency> {
  const file = await deploys.pipelineFile({ patience: 0 }).catch(() => null);
  if (file === null) return 'not known';
  if (file.concurrency === null) return 'none';
  return file.cancelsInProgress === true ? 'cancels' : 'waits';
}
