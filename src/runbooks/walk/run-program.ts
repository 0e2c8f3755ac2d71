/* A program of a team's own runbook: started with facts as variables, its lines shown as far as anyone reads. */
import type { ProgramEnd } from '../../contract/context.ts';
import { minute } from '../../domain/time/units.ts';
import type { CommandStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { programsDirectory } from '../own-programs.ts';
import { variablesOf } from './program-variables.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Milliseconds, where a step does not say how long it may take. */
const usualTimeout = 5 * minute;
/** Lines of output that are shown; the record keeps the last ones. */
const shownLines = 200;

/** The shell is given the text as one argument, and nothing is ever written into it. */
export function runStepProgram(
  walk: Walk,
  progress: RunbookProgress,
  step: CommandStep,
): Promise<ProgramEnd> {
  const { context, runbook } = walk;
  const [file, ...args] = step.script === undefined ? step.argv : shellFor(step.script);
  return context.children.run(file, args, {
    env: { ...context.host.env, ...variablesOf(walk, progress, step) },
    ...(step.secrets === undefined ? {} : { secrets: step.secrets }),
    ...(runbook.file === null ? {} : { cwd: programsDirectory(runbook.file) }),
    timeout: step.timeout ?? usualTimeout,
    line: shower(walk),
  });
}

/** It stops at the first command that fails, and at a variable that nobody set. */
function shellFor(script: string): readonly [string, ...string[]] {
  return ['sh', '-eu', '-c', script];
}

function shower({ guide, language }: Walk): (text: string) => void {
  let shown = 0;
  return (text) => {
    shown += 1;
    if (shown <= shownLines) guide.show([`  ${text}`]);
    else if (shown === shownLines + 1) guide.show([`  … ${texts.moreOutput[language]}`]);
  };
}
