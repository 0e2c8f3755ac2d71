import { adviceFor } from '../../domain/diagnosis/advice.ts';
import type { DecisionStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { diagnosisLines } from '../views/diagnosis.ts';
import { stepLines } from '../views/step.ts';
import { reread } from './answers.ts';
import { questionsOf } from './asked-questions.ts';
import { applySharedAnswer, recordDecision } from './shared-answers.ts';
import { diagnosisNow, progressNow, type Walk } from './state.ts';
import { texts } from './texts.ts';

/** Ranks the hypotheses; Enter takes what is recommended, a number another. Neither writes anything. */
export async function takeDecision(
  walk: Walk,
  progress: RunbookProgress,
  step: DecisionStep,
): Promise<void> {
  const { guide, runbook, language, context, inquiry } = walk;
  const { screen } = context.terminal;
  // Also what no step has shown: the rules read every question of the runbook.
  await Promise.all(questionsOf(runbook).map((id) => inquiry.ask(id)));
  const diagnosis = await diagnosisNow(walk);
  if (diagnosis === null) return walk.write('passed', { step: step.id, round: progress.round });
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, (lines) =>
      diagnosisLines(diagnosis, language, screen, lines),
    ),
  );
  const picks = diagnosis.ranked.length;
  const move = await guide.move({ step, progress, picks, on: texts.takeIt[language] });
  if (move.do === 'reread') return reread(walk, progress, step, questionsOf(runbook));
  if (move.do === 'on') {
    return recordDecision(walk, progress, step, diagnosis.recommended, diagnosis.response);
  }
  if (move.do !== 'pick') return applySharedAnswer(walk, progress, step, move);
  const chosen = diagnosis.ranked[move.index];
  if (chosen === undefined || runbook.diagnosis === null) return;
  const { collected } = progressNow(walk);
  const response = adviceFor(runbook.diagnosis, chosen.hypothesis, collected);
  await recordDecision(walk, progress, step, chosen.hypothesis, response);
}
