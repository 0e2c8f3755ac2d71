/* Whether tsops would take a command line that stands in a runbook: asked of the command table, not of a run. */
import type { AnyCommand } from '../contract/command.ts';
import { globalOptions } from '../contract/command-options.ts';
import { longestNamed, type TableEntry } from '../contract/command-table.ts';
import { nearest } from '../domain/text/nearest.ts';
import { type CommandFault, camel, type Given, givenTo, named } from './own-command-options.ts';

/** The first thing wrong with a line of words, `tsops` first; undefined where it can be run. */
export async function commandFault(
  commands: readonly TableEntry[],
  argv: readonly string[],
): Promise<CommandFault | undefined> {
  const from = afterGlobals(argv);
  const entry = entryAt(commands, argv, from);
  if (entry === undefined) return unknownCommand(commands, argv, from);
  const command = (await entry.load()).default;
  const length = argv[from] === undefined ? 0 : entry.name.split(' ').length;
  const given = givenTo(command, argv, { from, to: from + length });
  if ('code' in given) return given;
  return argumentsFault(entry, command, given, argv.length - 1);
}

/** The first word that is no global option: there the command's name begins. */
function afterGlobals(argv: readonly string[]): number {
  let at = 1;
  while (argv[at]?.startsWith('-')) {
    const option = named(globalOptions, argv[at] ?? '');
    at += option?.flags.includes('<') && !argv[at]?.includes('=') ? 2 : 1;
  }
  return at;
}

function entryAt(
  commands: readonly TableEntry[],
  argv: readonly string[],
  at: number,
): TableEntry | undefined {
  const words = argv.slice(at);
  return longestNamed(commands, words.length === 0 ? ['digest'] : words);
}

function unknownCommand(
  commands: readonly TableEntry[],
  argv: readonly string[],
  at: number,
): CommandFault {
  const [first = '', second = ''] = argv.slice(at);
  const names = commands.map(({ name }) => name);
  const members = names.filter((name) => name.startsWith(`${first} `));
  const tried = members.length > 0 ? `${first} ${second}`.trim() : first;
  const guess = nearest(tried, names) ?? members[0];
  return {
    code: 'unknown-command',
    word: Math.min(at, argv.length - 1),
    message: `tsops has no command "${tried}"`,
    fix: guess === undefined ? 'tsops --help lists the commands' : `write tsops ${guess}`,
  };
}

function argumentsFault(
  { name }: TableEntry,
  command: AnyCommand,
  { raw, words }: Given,
  last: number,
): CommandFault | undefined {
  const fault = (message: string): CommandFault => {
    return { code: 'bad-arguments', word: last, message, fix: `tsops ${name} --help explains it` };
  };
  const left = [...words];
  for (const { syntax } of command.arguments ?? []) {
    const key = camel(syntax.replace(/[^\w-]/g, ''));
    const value = syntax.includes('...') ? left.splice(0) : left.shift();
    if (value === undefined && syntax.startsWith('<')) return fault(`${syntax} is missing`);
    if (value !== undefined && value.length > 0) raw[key] = value;
  }
  if (left.length > 0) return fault(`"${left[0]}" is one word too many`);
  const parsed = command.input.safeParse(raw);
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  if (issue === undefined) return undefined;
  const path = issue.path[0];
  return fault(path === undefined ? issue.message : `${String(path)}: ${issue.message}`);
}
