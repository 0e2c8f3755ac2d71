import type { QuestionStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { stepLines } from '../views/step.ts';
import { reread } from './answers.ts';
import { applySharedAnswer } from './shared-answers.ts';
import { progressNow, type Walk } from './state.ts';
import { texts } from './texts.ts';

/** Asks; Enter takes the answer that the evidence suggests, where it suggests one. */
export async function takeQuestion(
  walk: Walk,
  progress: RunbookProgress,
  step: QuestionStep,
): Promise<void> {
  const { guide, runbook, language, context } = walk;
  const { screen } = context.terminal;
  if (step.suggests !== undefined) await walk.inquiry.ask(step.suggests.evidence);
  const suggested = suggestedAnswer(step, progressNow(walk));
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, () =>
      step.answers.map(({ id, text }, index) => {
        const mark = id === suggested ? screen.paint.dim(` (${texts.recommended[language]})`) : '';
        return `  ${screen.paint.accent(String(index + 1))} ${text[language]}${mark}`;
      }),
    ),
  );
  const on = step.answers.find(({ id }) => id === suggested)?.text[language] ?? null;
  const move = await guide.move({ step, progress, picks: step.answers.length, on });
  if (move.do === 'reread') {
    const { suggests } = step;
    return suggests && reread(walk, progress, step, [suggests.evidence]);
  }
  if (move.do !== 'on' && move.do !== 'pick') return applySharedAnswer(walk, progress, step, move);
  const given =
    move.do === 'on' ? step.answers.find(({ id }) => id === suggested) : step.answers[move.index];
  if (given === undefined) return;
  const { id: answer, text: said } = given;
  await walk.write('answer', { step: step.id, question: step.title, answer, said });
}

/** Undefined where the evidence tells nothing. */
export function suggestedAnswer(
  { suggests }: QuestionStep,
  { collected }: Pick<RunbookProgress, 'collected'>,
): string | undefined {
  if (suggests === undefined) return undefined;
  const verdict = collected[suggests.evidence]?.verdict;
  if (verdict === 'bad' || verdict === 'warn') return suggests.bad;
  return verdict === 'ok' ? suggests.ok : undefined;
}
