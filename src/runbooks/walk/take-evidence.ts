import type { EvidenceStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { evidenceLines } from '../views/evidence.ts';
import { stepLines } from '../views/step.ts';
import { answered, reread } from './answers.ts';
import { applySharedAnswer } from './shared-answers.ts';
import { progressNow, type Walk } from './state.ts';
import { texts } from './texts.ts';

/** Shows the answers as soon as all of the step have come; each was asked when the walk began. */
export async function takeEvidence(
  walk: Walk,
  progress: RunbookProgress,
  step: EvidenceStep,
): Promise<void> {
  await answered(walk, step.collects);
  const { guide, runbook, language, context } = walk;
  const { screen } = context.terminal;
  const { collected } = progressNow(walk);
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, (lines) =>
      evidenceLines(step.collects, collected, language, screen, lines),
    ),
  );
  const move = await guide.move({ step, progress, picks: 0, on: texts.on[language] });
  if (move.do === 'on' || move.do === 'pick') {
    return walk.write('passed', { step: step.id, round: progress.round });
  }
  if (move.do === 'reread') return reread(walk, progress, step, step.collects);
  return applySharedAnswer(walk, progress, step, move);
}
