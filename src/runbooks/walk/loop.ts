/*
 * Walks a runbook: looks at where the journal says we are, takes that one step, and looks again. All that is
 * known stands in the journal; a process that takes up a walk starts here with the same lines.
 */
import type { IncidentLines } from '../../domain/incident/lines.ts';
import type { RunbookProgress } from '../engine.ts';
import { questionsOf } from './asked-questions.ts';
import { progressNow, type Walk } from './state.ts';

/** Walks on until the runbook has ended, or was paused or given up. Rejects with the signal's reason. */
export async function walkOn(walk: Walk): Promise<RunbookProgress> {
  askAhead(walk);
  for (;;) {
    walk.context.signal.throwIfAborted();
    const progress = progressNow(walk);
    if (progress.state !== 'walking') return progress;
    if (progress.acting !== null) {
      const { lookUp } = await import('./look-up.ts');
      await lookUp(walk, progress.acting);
    } else if (progress.step === null) {
      await walk.write('runbook-ended', { outcome: outcomeOf(progress) });
    } else {
      await takeStep(walk, progress, progress.step);
    }
  }
}

/** Every question of the runbook is put at once, so that no step waits for what another could have asked. */
function askAhead({ runbook, inquiry }: Walk): void {
  for (const id of questionsOf(runbook)) {
    // Rejects on Ctrl-C alone, and then the walk itself has heard of it.
    inquiry.ask(id).catch(() => {});
  }
}

function outcomeOf({ lastRecovery }: RunbookProgress): IncidentLines['runbook-ended']['outcome'] {
  if (lastRecovery === null || lastRecovery.unread === true) return 'walked';
  return lastRecovery.recovered ? 'recovered' : 'not-recovered';
}

async function takeStep(
  walk: Walk,
  progress: RunbookProgress,
  step: NonNullable<RunbookProgress['step']>,
): Promise<void> {
  switch (step.kind) {
    case 'evidence':
      return (await import('./take-evidence.ts')).takeEvidence(walk, progress, step);
    case 'question':
      return (await import('./take-question.ts')).takeQuestion(walk, progress, step);
    case 'decision':
      return (await import('./take-decision.ts')).takeDecision(walk, progress, step);
    case 'action':
      return (await import('./take-action.ts')).takeAction(walk, progress, step);
    case 'instruction':
      return (await import('./take-instruction.ts')).takeInstruction(walk, progress, step);
    case 'command':
      return (await import('./take-command.ts')).takeCommand(walk, progress, step);
  }
}
