import type { ActionState } from '../../contract/action.ts';
import { asTsopsError, type TsopsError } from '../../contract/errors.ts';
import type { IncidentLines } from '../../domain/incident/lines.ts';
import { recordedText } from '../../domain/incident/recorded-text.ts';
import { skippedFor } from '../../domain/incident/skip-reasons.ts';
import type { ActionStep } from '../definition.ts';
import type { Line, RunbookProgress } from '../engine.ts';
import { stepLines } from '../views/step.ts';
import { type Prepared, preparedAction } from './action-of.ts';
import { applySharedAnswer } from './shared-answers.ts';
import { progressNow, type Walk } from './state.ts';
import { texts } from './texts.ts';

type Acted = Line & IncidentLines['acted'];

/**
 * The write of a response, through the one protocol: its plan is shown at once, and only typed consent (or
 * consent given beforehand) goes further. Then what was bad is read until it recovers.
 */
export async function takeAction(
  walk: Walk,
  progress: RunbookProgress,
  step: ActionStep,
): Promise<void> {
  const { guide, runbook, language, context } = walk;
  const { round, acted, decision } = progress;
  const prepared = decision === null ? null : preparedAction(walk, decision.response);
  if (prepared === null) return walk.write('passed', { step: step.id, round });
  const before = acted.get(step.id);
  if (before?.state === 'done' && step.proves !== undefined) {
    return (await import('./recover.ts')).recover(walk, progress, step, before);
  }
  const { screen } = context.terminal;
  guide.show(stepLines({ runbook, step, progress, drill: context.drill }, language, screen));
  // Sent by nobody: the process before ended ahead of it, and the same consent is given again.
  const neverSent = before?.lookedUp === true && before.state === 'not-done' && !guide.asked;
  const fresh = before === undefined || neverSent;
  if (fresh && (guide.asked || guide.consent.confirm !== undefined)) {
    return act(walk, progress, step, prepared);
  }
  if (before !== undefined) {
    const told = recordedText(before.said, before.detail)[language];
    guide.show([`  ${screen.sign(signOf(before.state))} ${told}`]);
  }
  const again = before === undefined || before.state === 'not-done';
  const on = again ? texts.showPlan[language] : texts.lookAgain[language];
  const move = await guide.move({ step, progress, picks: 0, on });
  if (move.do === 'reread' || move.do === 'pick') return;
  if (move.do !== 'on') return applySharedAnswer(walk, progress, step, move);
  if (again && (guide.asked || wasCrash(walk, before))) return act(walk, progress, step, prepared);
  if (again) return left(walk, progress, step);
  const { lookUpRecord } = await import('./look-up.ts');
  const about = { step: step.id, round, action: prepared.name, target: prepared.target };
  await lookUpRecord(walk, about, before?.record ?? null);
  // Nobody is there to look a second time.
  const now = progressNow(walk).acted.get(step.id)?.state;
  if (!guide.asked && now !== 'done' && now !== 'not-done') await left(walk, progress, step);
}

/** Found out after a crash, not refused: then consent that was given beforehand still holds. */
function wasCrash(walk: Walk, before: Acted | undefined): boolean {
  if (before === undefined || walk.guide.consent.confirm === undefined) return false;
  const lines = walk.lines().filter(({ seq }) => seq < before.seq);
  const acting = lines.findLastIndex(({ kind }) => kind === 'acting');
  return lines.slice(acting).some(({ kind }) => kind === 'resumed' || kind === 'runbook-started');
}

/** What could not be done without people is left to them. */
function left(walk: Walk, { round }: RunbookProgress, step: ActionStep): Promise<void> {
  return walk.write('skipped', { step: step.id, round, ...skippedFor('could-not') });
}

function signOf(state: string) {
  if (state === 'done') return 'ok';
  return state === 'not-done' ? 'bad' : 'unknown';
}

async function act(
  walk: Walk,
  { round }: RunbookProgress,
  step: ActionStep,
  { name, target, make }: Prepared,
): Promise<void> {
  const { context, guide, incident } = walk;
  const about = { step: step.id, round, action: name, target };
  await walk.write('acting', about);
  const { perform } = await import('../../actions/protocol/perform.ts');
  try {
    const action = await make();
    const { data } = await perform(action, context, {
      ...guide.consent,
      dryRun: false,
      wait: true,
      timeout: action.timeout,
      typed: context.host.typed,
      incident: { id: incident, step: step.id },
    });
    const { state, detail, said, record } = data;
    await walk.write('acted', { ...about, state, detail, said, record });
  } catch (thrown) {
    await refused(walk, about, thrown);
  }
}

/** What was refused (by people, by a guard, by the vendor) was not done; what was interrupted may have been. */
async function refused(
  walk: Walk,
  about: { step: string; round: number; action: string; target: string },
  thrown: unknown,
): Promise<void> {
  const { signal } = walk.context;
  const error = asTsopsError(thrown);
  if (error.kind === 'bug') throw thrown;
  const { state, record } = dataOf(error);
  if (signal.aborted && state !== 'not-done') throw thrown;
  await walk.write('acted', {
    ...about,
    state: state ?? 'not-done',
    detail: error.message,
    ...(error.said === undefined ? {} : { said: error.said }),
    record: record ?? null,
  });
  // Else the step is shown again, with this as its outcome so far.
  if (signal.aborted) throw thrown;
}

function dataOf({ data }: TsopsError): { state?: ActionState; record?: string | null } {
  return typeof data === 'object' && data !== null ? data : {};
}
