/* `name.md` and `name.ko.md` are one runbook in two languages: the same steps, each with both texts. */
import type { Text } from '../../domain/text/language.ts';
import type { Runbook, RunbookStep } from '../definition.ts';
import type { RunbookFault } from '../lint-codes.ts';
import type { ReadRunbook } from './read.ts';

/** The runbook with the Korean texts of its sibling; what differs beyond texts is a fault of the sibling. */
export function withKorean(
  english: Runbook,
  korean: ReadRunbook,
): { readonly runbook: Runbook; readonly faults: readonly RunbookFault[] } {
  const faults: RunbookFault[] = [];
  const steps = english.steps.map((step, index): RunbookStep => {
    const other = korean.steps[index];
    if (other === undefined) return step;
    const merged = mergedStep(step, other.step);
    if (merged !== undefined) return merged;
    faults.push(differs(other.at, `this step is not the one of its sibling, ${step.id}`));
    return step;
  });
  const more = korean.steps[english.steps.length];
  if (more !== undefined) faults.push(differs(more.at, 'its sibling has fewer steps'));
  if (korean.steps.length < english.steps.length) {
    faults.push(differs(0, `its sibling has ${english.steps.length} steps`));
  }
  const { runbook } = korean;
  return {
    runbook: {
      ...english,
      title: both(english.title, runbook.title),
      symptoms: both(english.symptoms, runbook.symptoms),
      steps,
    },
    faults,
  };
}

function differs(at: number, message: string): RunbookFault {
  const fix = 'write the same steps in the same order, with the same names in backquotes';
  return { at, code: 'translation', message, fix };
}

function both(english: Text, korean: Text): Text {
  return { en: english.en, ko: korean.ko };
}

/** Undefined where they differ in more than what people read. */
function mergedStep(english: RunbookStep, korean: RunbookStep): RunbookStep | undefined {
  if (skeleton(english) !== skeleton(korean)) return undefined;
  const texts = {
    title: both(english.title, korean.title),
    body: both(english.body, korean.body),
  };
  if (english.kind !== 'question' || korean.kind !== 'question') return { ...english, ...texts };
  const answers = english.answers.map(({ id, text }, index) => ({
    id,
    text: both(text, korean.answers[index]?.text ?? text),
  }));
  return { ...english, ...texts, answers };
}

/** Without its texts, and without ids, which may be made of them. */
function skeleton(step: RunbookStep): string {
  const { id, title, body, ...rest } = step;
  if (rest.kind !== 'question') return JSON.stringify(rest);
  return JSON.stringify({ ...rest, answers: rest.answers.length });
}
