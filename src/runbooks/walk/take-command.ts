import { shellQuote } from '../../domain/shell-quote.ts';
import type { Progress } from '../engine.ts';
import type { CommandStep } from '../runbook.ts';
import { stepLines } from '../views/step-view.ts';
import { made } from './moves.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** Characters of a command's output that are kept. */
const keptOutput = 4000;

/** A tsops command is run in this process; any other program after a y, with an argument list. */
export async function takeCommand(
  walk: Walk,
  progress: Progress,
  step: CommandStep,
): Promise<void> {
  const { guide, runbook, language, context } = walk;
  const { screen } = context.terminal;
  const { round } = progress;
  const command = shellQuote(step.argv);
  guide.show(
    stepLines({ runbook, step, progress, drill: context.drill }, language, screen, () => [
      `  ${screen.paint.accent(`$ ${command}`)}`,
    ]),
  );
  const on = step.own ? texts.run[language] : texts.runAfterYes[language];
  const move = await guide.move({ step, progress, picks: 0, on });
  if (move.do === 'reread' || move.do === 'pick') return;
  if (move.do !== 'on') return made(walk, progress, step, move);
  // Enter alone starts no program.
  if (!step.own && !(await context.terminal.confirm(`${command}?`))) return;
  await walk.write('command', { step: step.id, round, command, exitCode: null, output: '' });
  const { exitCode, output } = await run(walk, step);
  const kept = output.length > keptOutput ? `…${output.slice(-keptOutput)}` : output;
  await walk.write('command', { step: step.id, round, command, exitCode, output: kept });
  if (exitCode === 0 || !guide.asked) await walk.write('passed', { step: step.id, round });
  else guide.show([`  ${screen.sign('bad')} ${texts.endedWith[language]} ${exitCode}`]);
}

/** Alone, what a command prints is kept for the record; beside an engineer it is shown. */
function run({ context, guide }: Walk, { argv, own }: CommandStep) {
  const [file, ...args] = argv;
  if (own) return context.tsops(args, { quiet: !guide.asked });
  return context.children.show(file, args, { env: context.host.env });
}
