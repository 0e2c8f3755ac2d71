/* A step as it stands on the screen: at most nine lines of 80 columns. */
import type { Screen } from '../../context.ts';
import type { Language } from '../../domain/language.ts';
import { wrap } from '../../domain/wrap.ts';
import type { Runbook, Step } from '../runbook.ts';
import { texts } from '../walk/texts.ts';

/** What a step may take of a screen of 24 lines, so that two of them and the keys are in sight. */
export const stepLinesAtMost = 9;

/** ` 3/14 Diagnosis · Was there a recent deployment? ─────` */
export function headLine(
  runbook: Runbook,
  step: Step,
  round: number,
  language: Language,
  screen: Screen,
): string {
  const at = runbook.steps.findIndex(({ id }) => id === step.id) + 1;
  const where = `${at}/${runbook.steps.length} ${texts.sections[step.section][language]}`;
  const again = round > 1 ? ` (${round})` : '';
  const title = `${where}${again} · ${step.title[language]} `;
  const width = Math.min(screen.columns, 80);
  const room = width - screen.width(title) - 1;
  const head = room < 0 ? screen.fit(title, width) : title;
  return `${screen.paint.bold(head)}${screen.paint.dim('─'.repeat(Math.max(0, room)))}`;
}

export function bodyLines(step: Step, language: Language, screen: Screen): string[] {
  const text = step.body[language];
  if (text === '') return [];
  const room = Math.min(screen.columns, 80) - 2;
  return text
    .split('\n')
    .flatMap((line) => wrap(line, room, screen.width))
    .map((line) => `  ${line}`);
}

/** Head, body, and what `content` makes of the lines that are left. */
export function stepLines(
  {
    runbook,
    step,
    round,
  }: { readonly runbook: Runbook; readonly step: Step; readonly round: number },
  language: Language,
  screen: Screen,
  content: (lines: number) => readonly string[] = () => [],
): string[] {
  const head = [
    headLine(runbook, step, round, language, screen),
    ...bodyLines(step, language, screen),
  ];
  return [...head, ...content(stepLinesAtMost - head.length)];
}
