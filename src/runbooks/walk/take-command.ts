import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '../../contract/state-directory.ts';
import { skippedFor, skipReasons } from '../../domain/incident/skip-reasons.ts';
import type { CommandStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { programLines, programText } from '../program-text.ts';
import { signedLines } from '../views/signed-lines.ts';
import { stepLines } from '../views/step.ts';
import { consents, mayRunHere, termLines } from './program-consent.ts';
import { runStepProgram } from './run-program.ts';
import { applySharedAnswer } from './shared-answers.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Characters of a command's output that are kept. */
const keptOutput = 4000;

/** A tsops command is run in this process; any other program, or a script, once its danger was consented to. */
export async function takeCommand(
  walk: Walk,
  progress: RunbookProgress,
  step: CommandStep,
): Promise<void> {
  const { guide, language } = walk;
  const { round } = progress;
  const skip = (reason: string) => walk.write('skipped', { step: step.id, round, reason });
  showCommand(walk, progress, step);
  if (progress.unended?.step === step.id) {
    const { screen } = walk.context.terminal;
    guide.show(signedLines(screen.sign('unknown'), skipReasons.unended[language], screen));
    if (!guide.asked && !isRepeatable(walk, step)) {
      return walk.write('skipped', { step: step.id, round, ...skippedFor('unended') });
    }
  }
  const move = await guide.move({ step, progress, picks: 0, on: texts.run[language] });
  if (move.do === 'reread' || move.do === 'pick') return;
  if (move.do !== 'on') return applySharedAnswer(walk, progress, step, move);
  if (!step.own && !guide.asked && !(await mayRunHere(walk))) return skip(texts.untrusted.en);
  if (!step.own && !(await consents(walk, step))) return;
  await runAndRecord(walk, progress, step);
}

function showCommand(walk: Walk, progress: RunbookProgress, step: CommandStep): void {
  const { guide, runbook, language, context } = walk;
  const { screen } = context.terminal;
  const room = Math.min(screen.columns, 80) - 3;
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, () => [
      ...programLines(step, room, screen.width).map((line) => `  ${screen.paint.accent(line)}`),
      ...(step.own ? [] : termLines(walk, step, screen)),
    ]),
  );
}

/** Its intent is on disk before it is started; where we are stopped, nothing is written of its end. */
async function runAndRecord(
  walk: Walk,
  progress: RunbookProgress,
  step: CommandStep,
): Promise<void> {
  const { guide, language, context } = walk;
  const about = { step: step.id, round: progress.round, command: programText(step) };
  await walk.write('command', { ...about, exitCode: null, output: '' });
  const report = keptReport(walk, step);
  const { exitCode, output, ended } = await run(walk, progress, step, report);
  context.signal.throwIfAborted();
  const file = report !== null && exitCode === 0 ? { file: report } : {};
  await walk.write('command', { ...about, exitCode, output: endOf(output), ...file });
  if (exitCode === 0 || !guide.asked) {
    return walk.write('passed', { step: step.id, round: progress.round });
  }
  const { screen } = context.terminal;
  const told = ended === 'timeout' ? texts.tookTooLong : texts.endedWith;
  guide.show([`  ${screen.sign('bad')} ${told[language]} ${exitCode}`]);
}

/** Whole lines where there are any: half a secret would be known to nobody. */
function endOf(output: string): string {
  if (output.length <= keptOutput) return output;
  const end = output.slice(-keptOutput);
  const line = end.indexOf('\n');
  return `…${line === -1 ? end : end.slice(line)}`;
}

/** What a team wrote may do something a second time; the commands of our own runbooks do not. */
function isRepeatable({ runbook }: Walk, { own }: CommandStep): boolean {
  return own && runbook.file === null;
}

/** Alone, what a command prints is kept for the record; beside an engineer it is shown. */
async function run(
  walk: Walk,
  progress: RunbookProgress,
  step: CommandStep,
  report: string | null,
): Promise<{ exitCode: number; output: string; ended?: 'itself' | 'timeout' | 'signal' }> {
  if (!step.own) return runStepProgram(walk, progress, step);
  const output = report === null ? [] : ['--output', report];
  return walk.context.tsops([...step.argv.slice(1), ...output], { quiet: !walk.guide.asked });
}

/** Nobody asked for a report here: the folder may be somebody's repository. It lies beside the records. */
function keptReport({ context, guide, incident }: Walk, step: CommandStep): string | null {
  if (guide.asked || !step.own) return null;
  if (step.argv.slice(1).join(' ') !== 'incident report') return null;
  const { env, home } = context.host;
  const folder = join(stateDirectory(env, home), 'reports');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The report itself says why it cannot be written.
  }
  return join(folder, `${incident}.md`);
}
