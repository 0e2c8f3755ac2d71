import type { InstructionStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { stepLines } from '../views/step.ts';
import { applySharedAnswer } from './shared-answers.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Shown, and marked done or left out with a reason. */
export async function takeInstruction(
  walk: Walk,
  progress: RunbookProgress,
  step: InstructionStep,
): Promise<void> {
  const { guide, runbook, language, context } = walk;
  const { round } = progress;
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, context.terminal.screen),
  );
  const move = await guide.move({ step, progress, picks: 0, on: texts.done[language] });
  if (move.do === 'reread') return;
  if (move.do === 'on' || move.do === 'pick') return walk.write('passed', { step: step.id, round });
  return applySharedAnswer(walk, progress, step, move);
}
