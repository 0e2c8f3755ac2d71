/* What every step can be answered with, done in one place. */
import type { HypothesisId, Response } from '../../domain/diagnosis/types.ts';
import { skippedFor } from '../../domain/incident/skip-reasons.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { RunbookStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { proposedResponseText } from '../views/diagnosis.ts';
import type { WalkMove } from './guide.ts';
import { mitigationsOf } from './mitigations.ts';
import { diagnosisNow, type Walk } from './state.ts';
import { texts } from './texts.ts';

/** Done: the journal has changed, and the walk looks where it stands. `on` and `pick` are the step's own. */
export async function applySharedAnswer(
  walk: Walk,
  progress: RunbookProgress,
  step: RunbookStep,
  move: Exclude<WalkMove, { do: 'on' | 'pick' | 'reread' }>,
): Promise<void> {
  const { round } = progress;
  switch (move.do) {
    case 'again':
      return;
    case 'skip':
      return walk.write('skipped', {
        step: step.id,
        round,
        reason: move.reason,
        ...(move.why === undefined ? {} : { why: move.why }),
      });
    case 'back':
      return back(walk, progress, step);
    case 'note':
      return walk.write('note', { text: move.text });
    case 'pause':
      return walk.write('paused', {});
    case 'abort':
      return walk.write('aborted', { reason: move.reason });
    case 'hypotheses':
      return (await import('./hypotheses.ts')).editHypotheses(walk);
    case 'mitigate':
      return mitigate(walk, progress);
  }
}

/** To the step before that was gone past, whichever section it is in. */
async function back(
  walk: Walk,
  { states, round }: RunbookProgress,
  step: RunbookStep,
): Promise<void> {
  const { steps } = walk.runbook;
  const before = steps
    .slice(
      0,
      steps.findIndex(({ id }) => id === step.id),
    )
    .findLast(({ id, kind }) => states.get(id) !== 'not-needed' && kind !== 'action');
  if (before === undefined) return walk.guide.show([texts.noStepBefore[walk.language]]);
  await walk.write('back', { step: step.id, to: before.id, round });
}

/** Straight to a safe response: what lies between is written down as left out. */
async function mitigate(walk: Walk, progress: RunbookProgress): Promise<void> {
  const { guide, language, runbook } = walk;
  const choices = await mitigationsOf(walk);
  if (choices.length === 0) return guide.show(await withoutMitigation(walk));
  const index = await guide.choose(choices.map(({ text }) => text[language]));
  const chosen = index === undefined ? undefined : choices[index];
  const decision = runbook.steps.find(({ kind }) => kind === 'decision');
  if (chosen === undefined || decision === undefined) return;
  await leaveOut(walk, progress, decision);
  await recordDecision(walk, progress, decision, chosen.hypothesis, chosen.response);
}

/** Where the cause is clear, what people do about it is the way on. */
async function withoutMitigation(walk: Walk): Promise<readonly string[]> {
  const { language, context } = walk;
  const diagnosis = await diagnosisNow(walk);
  const told =
    diagnosis?.standing === 'clear'
      ? `${texts.byPeople[language]}: ${proposedResponseText(diagnosis.response)[language]}`
      : texts.noMitigation[language];
  const { columns, width } = context.terminal.screen;
  return wrap(told, Math.min(columns, 80), width);
}

async function leaveOut(
  walk: Walk,
  { states, round }: RunbookProgress,
  until: RunbookStep,
): Promise<void> {
  const reason = skippedFor('straight-to-mitigation');
  for (const { id, section } of walk.runbook.steps) {
    if (id === until.id) return;
    const before = section === 'symptoms' || section === 'diagnosis';
    if (before && states.get(id) === 'open')
      await walk.write('skipped', { step: id, round, ...reason });
  }
}

/** Writes down which cause is taken for true, and what follows from it. */
export async function recordDecision(
  walk: Walk,
  { round }: RunbookProgress,
  step: RunbookStep,
  hypothesis: HypothesisId,
  response: Response,
): Promise<void> {
  const diagnosis = await diagnosisNow(walk);
  const ranked = diagnosis?.ranked ?? [];
  await walk.write('decision', {
    step: step.id,
    round,
    hypothesis,
    about: ranked.find((each) => each.hypothesis === hypothesis)?.about ?? null,
    recommended: diagnosis?.recommended ?? 'cause-not-seen',
    standing: diagnosis?.standing ?? 'thin',
    response,
    ranked: ranked.map((each) => {
      const [first] = each.score > 0 ? each.for : each.against;
      const reason = first === undefined ? {} : { reason: first.text };
      return { hypothesis: each.hypothesis, score: each.score, ...reason };
    }),
  });
}
