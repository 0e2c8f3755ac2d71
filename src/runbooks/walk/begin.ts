/* Opens the journal of a walk: a new incident, an open one, or a walk that was left in the middle. */
import { continueIncident, startIncident } from '../../actions/protocol/incident-journal.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { PinnedTime } from '../../domain/evidence/pinned-time.ts';
import { say } from '../../domain/text/language.ts';
import { openIncidents } from '../../evidence/incident/open.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import type { Runbook } from '../definition.ts';
import { type Line, progressOf } from '../engine.ts';
import { hashOf } from '../hash.ts';

export interface Begun {
  readonly record: OpenRecord;
  /** What the record held before. */
  readonly lines: readonly Line[];
  readonly pinned: PinnedTime;
  /** `new`, or an earlier walk that is taken up again. */
  readonly took: 'new' | 'up';
}

export interface Beginning {
  readonly runbook: Runbook;
  readonly environment: string;
  readonly pinned: PinnedTime;
  /** Begin again even where an earlier walk was left in the middle. */
  readonly anew: boolean;
  /** Milliseconds within which a walk that was left is taken up rather than begun again. */
  readonly fresh: number;
}

/** Begins a walk, in the environment's open incident where there is one. Refuses while another drives it. */
export async function begin(context: Context, beginning: Beginning): Promise<Begun> {
  const { runbook, environment, pinned } = beginning;
  const open = (await openIncidents(context)).find((each) => each.environment === environment);
  const titles = say(`${runbook.title.en} in ${environment}`, `${environment} ${runbook.title.ko}`);
  const record =
    open === undefined
      ? await startIncident(context, {
          title: titles.en,
          titles,
          severity: runbook.severity,
          environment,
          runbook: runbook.id,
          pinned,
          another: 'elsewhere',
        })
      : await continueIncident(context.journal, open.id);
  return orGivenBack(record, async () => {
    const lines = await linesOf(context, record.id);
    if (isFresh(context, beginning, lines)) return takenUp(record, runbook, lines);
    return started(record, runbook, lines, { environment, pinned });
  });
}

/** A walk that cannot begin must not keep others from the incident. */
async function orGivenBack<T>(record: OpenRecord, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await record.close();
    throw thrown;
  }
}

async function started(
  record: OpenRecord,
  runbook: Runbook,
  lines: readonly Line[],
  { environment, pinned }: Pick<Beginning, 'environment' | 'pinned'>,
): Promise<Begun> {
  const fields = { runbook: runbook.id, hash: hashOf(runbook), environment, pinned };
  const entry = await record.append('runbook-started', { ...fields });
  return { record, lines: [...lines, entry], pinned, took: 'new' };
}

/** Takes up the walk of an incident. Throws a usage error where none was started or it has ended. */
export async function takeUp(
  context: Context,
  incident: string,
  runbookOf: (id: string) => Promise<Runbook>,
): Promise<Begun & { readonly runbook: Runbook; readonly environment: string }> {
  const before = await linesOf(context, incident);
  const first = before.findLast(({ kind }) => kind === 'runbook-started') ?? intended(before);
  if (first === undefined) throw noWalk(incident);
  const runbook = await runbookOf(String(first.runbook));
  const { state } = progressOf(runbook, before);
  if (state === 'ended') throw ended(incident);
  const environment = String(first.environment);
  const record = await continueIncident(context.journal, incident);
  const begun = await orGivenBack(record, async () => {
    const lines = await linesOf(context, incident);
    return state === 'not-started'
      ? started(record, runbook, lines, { environment, pinned: first.pinned as PinnedTime })
      : takenUp(record, runbook, lines);
  });
  return { ...begun, runbook, environment };
}

/** The incident's first line, where a runbook opened it and ended before it could begin. */
function intended(lines: readonly Line[]): Line | undefined {
  return lines.find(({ kind, pinned }) => kind === 'started' && pinned !== undefined);
}

async function takenUp(
  record: OpenRecord,
  runbook: Runbook,
  lines: readonly Line[],
): Promise<Begun> {
  const { pinned, acting } = progressOf(runbook, lines);
  const started = lines.findLast(({ kind }) => kind === 'runbook-started');
  if (pinned === null || started === undefined) throw noWalk(record.id);
  const written: Line[] = [...lines];
  const hash = hashOf(runbook);
  if (lines.findLast(({ hash: known }) => known !== undefined)?.hash !== hash) {
    // A write of a walk before this one is settled without its step.
    const own = acting !== null && acting.seq > started.seq;
    if (own && !runbook.steps.some(({ id }) => id === acting.step)) {
      throw lostStep(runbook, acting.step);
    }
    written.push(await record.append('runbook-edited', { hash }));
  }
  written.push(await record.append('resumed', { crashed: crashed(lines) }));
  return { record, lines: written, pinned, took: 'up' };
}

/** Only a pause and an end are a word of goodbye. */
function crashed(lines: readonly Line[]): boolean {
  const phase = new Set(['runbook-started', 'resumed', 'paused', 'aborted', 'runbook-ended']);
  const last = lines.findLast(({ kind }) => phase.has(kind))?.kind;
  return last === 'runbook-started' || last === 'resumed';
}

function isFresh(context: Context, { runbook, anew, fresh }: Beginning, lines: readonly Line[]) {
  const started = lines.findLast(({ kind }) => kind === 'runbook-started');
  if (anew || started?.runbook !== runbook.id) return false;
  const { state } = progressOf(runbook, lines);
  const age = context.clock.now() - Date.parse(String(lines.at(-1)?.at));
  return (state === 'walking' || state === 'paused') && age < fresh;
}

async function linesOf({ journal }: Context, incident: string): Promise<readonly Line[]> {
  return (await journal.read(incident)).entries;
}

function noWalk(incident: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `No runbook was started in ${incident}.`,
    next: ['tsops runbook list', 'tsops runbook high-error-rate'],
  });
}

function ended(incident: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `The runbook of ${incident} was completed.`,
    next: ['tsops incident report', 'tsops incident status'],
  });
}

function lostStep({ id, file }: Runbook, step: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `The runbook ${id} was edited, and has no step ${step} any more.`,
    why: 'That step had begun a write whose outcome is not known; without the step it cannot be settled.',
    next: [
      file === null
        ? 'take the version of tsops that began it'
        : `put the step ${step} back into ${file}`,
      'tsops incident timeline',
    ],
  });
}
