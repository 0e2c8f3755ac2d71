/* A step as it stands on the screen: at most nine lines of 80 columns. */
import type { Screen } from '../../contract/context.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { Runbook, RunbookStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { texts } from '../walk/texts.ts';

/** What a step may take of a screen of 24 lines below an empty one: two of them and the keys are in sight. */
export const stepLinesAtMost = 9;

/** Where a step stands in its walk. */
export interface StepPlace {
  readonly runbook: Runbook;
  readonly step: RunbookStep;
  /** What is not needed for the cause is not counted, nor what only some cause will need. */
  readonly progress: Pick<RunbookProgress, 'states' | 'round'>;
  /** Nothing of it is real, and every screen says so. */
  readonly drill: boolean;
}

/** `3/14 Diagnosis · Was there a recent deployment? ─────` */
function headLine(
  { runbook, step, progress, drill }: StepPlace,
  language: Language,
  screen: Screen,
): string {
  const { paint } = screen;
  const needed = neededSteps(runbook, step, progress.states);
  const at = needed.findIndex(({ id }) => id === step.id) + 1;
  const where = `${at}/${needed.length} ${texts.sections[step.section][language]}`;
  const again = progress.round > 1 ? ` (${progress.round})` : '';
  const mark = drill ? ' DRILL' : '';
  const width = Math.min(screen.columns, 80) - screen.width(mark);
  const title = screen.fit(`${where}${again} · ${step.title[language]}`, width - 1);
  const line = '─'.repeat(Math.max(0, width - screen.width(title) - 1));
  return `${paint.bold(title)} ${paint.dim(line)}${paint.accent(mark)}`.trimEnd();
}

/** Before the decision nobody knows which responses there will be. */
function neededSteps(
  { steps }: Runbook,
  at: RunbookStep,
  states: RunbookProgress['states'],
): RunbookStep[] {
  const decided = steps.some(({ id, when }) => when !== undefined && states.get(id) !== 'open');
  return steps.filter(
    (step) =>
      step === at || (states.get(step.id) !== 'not-needed' && (decided || step.when === undefined)),
  );
}

function bodyLines(step: RunbookStep, language: Language, screen: Screen): string[] {
  const text = step.body[language];
  if (text === '') return [];
  const room = Math.min(screen.columns, 80) - 2;
  return text
    .split('\n')
    .flatMap((line) => wrap(line, room, screen.width))
    .map((line) => `  ${line}`);
}

/** An empty line, head, body, and what `content` makes of the lines that are left. */
export function stepLines(
  place: StepPlace,
  language: Language,
  screen: Screen,
  content: (lines: number) => readonly string[] = () => [],
): string[] {
  const head = [headLine(place, language, screen), ...bodyLines(place.step, language, screen)];
  return ['', ...head, ...content(stepLinesAtMost - head.length)];
}
