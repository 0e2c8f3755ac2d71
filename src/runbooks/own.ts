/* A team's own runbook, read from its files and checked. Loads the Markdown parser. */
import type { Context } from '../contract/context.ts';
import type { Runbook } from './definition.ts';
import { type RunbookFault, runbookLintCodes } from './lint-codes.ts';
import { type ReadRunbook, readRunbook } from './markdown/read.ts';
import { withKorean } from './markdown/translation.ts';
import { placed, type RunbookMistake } from './mistake.ts';
import { commandFault } from './own-command.ts';
import { type OwnFile, textOfFile } from './own-files.ts';
import { scriptFaults } from './own-script.ts';

export interface CheckedRunbook {
  /** Not to be run while `mistakes` holds an error. */
  readonly runbook: Runbook;
  readonly mistakes: readonly RunbookMistake[];
}

/** One text of a runbook: a file, or one that comes with tsops as it would be written. */
export interface OwnRunbookText {
  readonly id: string;
  /** How messages call it. */
  readonly shown: string;
  readonly text: string;
  readonly problem?: string | undefined;
}

/** What a runbook is read beside: the commands that its lines may name. */
export type Beside = Pick<Context, 'commands'>;

/** Looks at one text beyond what makes it readable. */
export type RunbookCheck = (read: ReadRunbook) => readonly RunbookFault[];

export async function readOwn(
  { id, file, korean }: OwnFile,
  cwd: string,
  beside: Beside,
  looks: readonly RunbookCheck[] = [],
): Promise<CheckedRunbook> {
  const english = { id, ...textOfFile(file, cwd) };
  const other = korean === undefined ? undefined : { id, ...textOfFile(korean, cwd) };
  const checked = await checkedRunbook(english, other, beside, looks);
  return { ...checked, runbook: { ...checked.runbook, file } };
}

/** The runbook of one text, or of one in each language. */
export async function checkedRunbook(
  english: OwnRunbookText,
  korean: OwnRunbookText | undefined,
  beside: Beside,
  looks: readonly RunbookCheck[] = [],
): Promise<CheckedRunbook> {
  const first = await checkedText(english, beside, looks);
  const mistakes = placed(english.shown, english.text, first.faults);
  if (korean === undefined) return { runbook: first.read.runbook, mistakes };
  const second = await checkedText(korean, beside, looks);
  if ([...first.faults, ...second.faults].some(isError)) {
    const others = placed(korean.shown, korean.text, second.faults);
    return { runbook: first.read.runbook, mistakes: [...mistakes, ...others] };
  }
  const merged = withKorean(first.read.runbook, second.read);
  const others = placed(korean.shown, korean.text, [...second.faults, ...merged.faults]);
  return { runbook: merged.runbook, mistakes: [...mistakes, ...others] };
}

function isError({ code }: RunbookFault): boolean {
  return runbookLintCodes[code].level === 'error';
}

async function checkedText(
  { id, text, problem }: OwnRunbookText,
  beside: Beside,
  looks: readonly RunbookCheck[],
) {
  const read = readRunbook(text, id, null);
  if (problem !== undefined) {
    const fix = 'write it as UTF-8 text that you may read';
    return { read, faults: [{ at: 0, code: 'unreadable', message: problem, fix } as const] };
  }
  const found = looks.flatMap((look) => look(read));
  return { read, faults: [...read.faults, ...(await commandFaults(read, beside)), ...found] };
}

/** tsops's own commands, as the command table knows them. */
async function commandFaults(
  { steps }: ReadRunbook,
  { commands }: Beside,
): Promise<RunbookFault[]> {
  const faults: RunbookFault[] = [];
  for (const { at, step, places } of steps) {
    if (step.kind !== 'command') continue;
    if (step.script !== undefined) {
      const found = await scriptFaults(commands, step.script);
      faults.push(...found.map((fault) => ({ at, ...fault })));
    } else if (step.own) {
      const fault = await commandFault(commands, step.argv);
      if (fault === undefined) continue;
      const { word, code, message, fix } = fault;
      faults.push({ at: places[word] ?? at, code, message, fix });
    }
  }
  return faults;
}
