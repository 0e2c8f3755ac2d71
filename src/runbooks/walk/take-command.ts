import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '../../contract/state-directory.ts';
import { skippedFor, skipReasons } from '../../domain/incident/skip-reasons.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { CommandStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { signedLines } from '../views/signed-lines.ts';
import { stepLines } from '../views/step.ts';
import { applySharedAnswer } from './shared-answers.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Characters of a command's output that are kept. */
const keptOutput = 4000;

/** A tsops command is run in this process; any other program after a y, with an argument list. */
export async function takeCommand(
  walk: Walk,
  progress: RunbookProgress,
  step: CommandStep,
): Promise<void> {
  const { guide, runbook, language, context } = walk;
  const { screen } = context.terminal;
  const { round } = progress;
  const command = shellQuote(step.argv);
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, () => [
      ...wrap(command, Math.min(screen.columns, 80) - 4, screen.width).map(
        (line, index) => `  ${screen.paint.accent(`${index === 0 ? '$' : ' '} ${line}`)}`,
      ),
    ]),
  );
  if (progress.unended?.step === step.id) {
    guide.show(signedLines(screen.sign('unknown'), skipReasons.unended[language], screen));
    if (!guide.asked && !isRepeatable(walk, step)) {
      return walk.write('skipped', { step: step.id, round, ...skippedFor('unended') });
    }
  }
  const move = await guide.move({ step, progress, picks: 0, on: texts.run[language] });
  if (move.do === 'reread' || move.do === 'pick') return;
  if (move.do !== 'on') return applySharedAnswer(walk, progress, step, move);
  // Enter alone starts no program.
  if (!step.own && !(await context.terminal.confirm(`${command}?`))) return;
  await walk.write('command', { step: step.id, round, command, exitCode: null, output: '' });
  const report = keptReport(walk, step);
  const { exitCode, output } = await run(walk, step, report);
  const kept = output.length > keptOutput ? `…${output.slice(-keptOutput)}` : output;
  const file = report !== null && exitCode === 0 ? { file: report } : {};
  await walk.write('command', { step: step.id, round, command, exitCode, output: kept, ...file });
  if (exitCode === 0 || !guide.asked) await walk.write('passed', { step: step.id, round });
  else guide.show([`  ${screen.sign('bad')} ${texts.endedWith[language]} ${exitCode}`]);
}

/** What a team wrote may do something a second time; the commands of our own runbooks do not. */
function isRepeatable({ runbook }: Walk, { own }: CommandStep): boolean {
  return own && runbook.file === null;
}

/** Alone, what a command prints is kept for the record; beside an engineer it is shown. */
function run({ context, guide }: Walk, { argv, own, secrets }: CommandStep, report: string | null) {
  const [file, ...args] = argv;
  const output = report === null ? [] : ['--output', report];
  if (own) return context.tsops([...args, ...output], { quiet: !guide.asked });
  return context.children.show(file, args, {
    env: context.host.env,
    ...(secrets === undefined ? {} : { secrets }),
  });
}

/** Nobody asked for a report here: the folder may be somebody's repository. It lies beside the records. */
function keptReport({ context, guide, incident }: Walk, { argv, own }: CommandStep): string | null {
  if (guide.asked || !own || argv.slice(1).join(' ') !== 'incident report') return null;
  const { env, home } = context.host;
  const folder = join(stateDirectory(env, home), 'reports');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The report itself says why it cannot be written.
  }
  return join(folder, `${incident}.md`);
}
