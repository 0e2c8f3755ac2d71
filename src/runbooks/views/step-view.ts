/* A step as it stands on the screen: at most nine lines of 80 columns. */
import type { Screen } from '../../context.ts';
import type { Language } from '../../domain/language.ts';
import { wrap } from '../../domain/wrap.ts';
import type { Progress } from '../engine.ts';
import type { Runbook, Step } from '../runbook.ts';
import { texts } from '../walk/texts.ts';

/** What a step may take of a screen of 24 lines, so that two of them and the keys are in sight. */
export const stepLinesAtMost = 9;

/** Where a step stands in its walk. */
export interface Place {
  readonly runbook: Runbook;
  readonly step: Step;
  /** What is not needed for the cause is not counted. */
  readonly progress: Pick<Progress, 'states' | 'round'>;
  /** Nothing of it is real, and every screen says so. */
  readonly drill: boolean;
}

/** `3/14 Diagnosis · Was there a recent deployment? ─────` */
export function headLine(
  { runbook, step, progress, drill }: Place,
  language: Language,
  screen: Screen,
): string {
  const { paint } = screen;
  const needed = runbook.steps.filter(({ id }) => progress.states.get(id) !== 'not-needed');
  const at = needed.findIndex(({ id }) => id === step.id) + 1;
  const where = `${at}/${needed.length} ${texts.sections[step.section][language]}`;
  const again = progress.round > 1 ? ` (${progress.round})` : '';
  const mark = drill ? ' DRILL' : '';
  const width = Math.min(screen.columns, 80) - screen.width(mark);
  const title = screen.fit(`${where}${again} · ${step.title[language]}`, width - 1);
  const line = '─'.repeat(Math.max(0, width - screen.width(title) - 1));
  return `${paint.bold(title)} ${paint.dim(line)}${paint.accent(mark)}`.trimEnd();
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
  place: Place,
  language: Language,
  screen: Screen,
  content: (lines: number) => readonly string[] = () => [],
): string[] {
  const head = [headLine(place, language, screen), ...bodyLines(place.step, language, screen)];
  return [...head, ...content(stepLinesAtMost - head.length)];
}
