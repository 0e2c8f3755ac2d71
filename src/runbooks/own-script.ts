/* What is wrong with the tsops commands in a text for a shell, as far as it can be seen without one. */
import type { TableEntry } from '../contract/command-table.ts';
import { shellWords } from '../domain/text/shell-words.ts';
import type { RunbookFault } from './lint-codes.ts';
import { commandFault } from './own-command.ts';

type ScriptFault = Omit<RunbookFault, 'at'>;

/** Without their places: a text for a shell has no words yet. */
export async function scriptFaults(
  commands: readonly TableEntry[],
  script: string,
): Promise<ScriptFault[]> {
  const faults: ScriptFault[] = [];
  for (const line of tsopsLines(script)) {
    const fault = consentIn(line) ?? (await faultOf(commands, line));
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

/** Each from the word tsops to where its command ends. */
function tsopsLines(script: string): string[] {
  const parts = script.replaceAll('\\\n', ' ').split(/[\n|;&()]/);
  return parts.map((part) => part.trim()).filter((part) => /(?:^|\s)tsops\s/.test(part));
}

/** A file must not answer what a person is to be asked. */
function consentIn(line: string): ScriptFault | undefined {
  if (!/\btsops\b.*\s--(?:confirm|yes)\b/.test(line)) return undefined;
  return {
    code: 'written-consent',
    message: 'the script gives consent to a tsops command',
    fix: 'take it out, and make a step of the command: tsops asks when it is reached',
  };
}

/** What holds a variable is read by the shell alone. */
async function faultOf(
  commands: readonly TableEntry[],
  line: string,
): Promise<ScriptFault | undefined> {
  if (!line.startsWith('tsops ')) return undefined;
  const split = shellWords(line.replace(/\s\d?[<>].*$/, ''));
  const words = 'commands' in split ? split.commands[0] : undefined;
  if (words === undefined) return undefined;
  const fault = await commandFault(
    commands,
    words.map(({ text }) => text),
  );
  if (fault === undefined) return undefined;
  const { code, message, fix } = fault;
  return { code, message: `${line.slice(0, 60)}: ${message}`, fix };
}
