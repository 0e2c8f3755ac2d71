/* Whether a program of a runbook is run: its folder is trusted, and the engineer agrees to what it declares. */
import { dirname } from 'node:path';
import { askConsent } from '../../actions/protocol/consent.ts';
import type { Danger } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { CommandStep } from '../definition.ts';
import { areProgramsTrusted, realFolder, trustPrograms } from '../own-programs.ts';
import { programText } from '../program-text.ts';
import { type Instead, insteadOf } from '../tsops-instead.ts';
import type { Walk } from './state.ts';
import { texts } from './texts.ts';

/** What nobody has declared may be seen by others, and is production's where it is known to write there. */
function dangerOf(step: CommandStep, instead: Instead | undefined): Danger {
  if (step.danger !== undefined) return step.danger;
  return instead?.danger === 'production' ? 'production' : 'remote';
}

function insteadFor({ config }: Pick<Walk, 'config'>, step: CommandStep): Instead | undefined {
  const sites = Object.values(config.environments).map(({ url }) => url);
  return insteadOf(programText(step), sites);
}

/** What is said below a program, before anybody is asked. */
export function termLines(
  { language, context, config }: Walk,
  step: CommandStep,
  screen: Screen,
): string[] {
  const instead = insteadFor({ config }, step);
  const danger = dangerOf(step, instead);
  const told = [
    ...(instead === undefined ? [] : [`${texts.tsopsHasIt[language]}: ${instead.command}`]),
    `${danger}: ${texts.dangers[danger][language]}`,
    ...(context.drill ? [`DRILL: ${texts.realInDrill[language]}`] : []),
  ];
  const room = Math.min(screen.columns, 80) - 3;
  return told.flatMap((text) => wrap(text, room, screen.width)).map((text) => `  ${text}`);
}

export function mayRunHere({ runbook, context }: Walk): Promise<boolean> {
  if (runbook.file === null) return Promise.resolve(true);
  return areProgramsTrusted(context, dirname(runbook.file));
}

/** Asks for trust where there is none yet, then for consent. False where either is not given. */
export async function consents(walk: Walk, step: CommandStep): Promise<boolean> {
  return (await isTrustedNow(walk)) && agrees(walk, dangerOf(step, insteadFor(walk, step)));
}

async function isTrustedNow(walk: Walk): Promise<boolean> {
  const { context, runbook, language, guide } = walk;
  if (runbook.file === null || (await mayRunHere(walk))) return true;
  const folder = dirname(runbook.file);
  guide.show([`  ${texts.untrusted[language]}: ${realFolder(folder)}`]);
  if (!guide.asked || !(await context.terminal.confirm(texts.trustIt[language]))) return false;
  await trustPrograms(context, folder);
  return true;
}

/** The same question as before any other write; what only reads has been agreed to by the key. */
async function agrees({ context, environment, guide }: Walk, danger: Danger): Promise<boolean> {
  if (danger === 'read') return true;
  const { terminal, host, signal } = context;
  try {
    await askConsent(
      {
        action: say('command', '명령'),
        danger: danger === 'production' ? danger : 'remote',
        environment,
        flags: { yes: false, confirm: undefined },
        typed: host.typed,
      },
      terminal,
    );
    return true;
  } catch (thrown) {
    const { kind, message, said } = asTsopsError(thrown);
    if (signal.aborted || (kind !== 'refused' && kind !== 'interrupted')) throw thrown;
    guide.show([`  ${said === undefined ? message : terminal.screen.say(said)}`]);
    return false;
  }
}
