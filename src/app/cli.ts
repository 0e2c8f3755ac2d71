/*
 * The commander program, built from the command table. A command's file is loaded only when commander has
 * found that it is called: the first parse runs over names alone, the second over the command called.
 */
import { Argument, Command, CommanderError, Option } from 'commander';
import { commandTable, helpTopics } from '../commands/table.ts';
import type { AnyCommand, OptionSpec } from '../contract/command.ts';
import { givenOptions, globalOptions } from '../contract/command-options.ts';
import { longestNamed, type TableEntry } from '../contract/command-table.ts';
import { misplacedVersion, unknownCommand, usageError } from './command-line-errors.ts';
import { layOutHelp } from './help-layout.ts';

export interface GlobalFlags {
  readonly config?: string;
  readonly env?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly input: boolean;
  readonly unrecorded?: boolean;
  readonly debug?: boolean;
  readonly lang?: 'en' | 'ko';
}

/** What was typed: a command with its raw arguments and options by name, or text to print (help). */
export type Invocation =
  | {
      readonly entry: TableEntry;
      readonly command: AnyCommand;
      readonly raw: Readonly<Record<string, unknown>>;
      readonly globals: GlobalFlags;
    }
  | { readonly print: string };

/** Reads the command line. Throws a usage error (exit 2), with the nearest right word, for a wrong one. */
export async function readCommandLine(argv: readonly string[]): Promise<Invocation> {
  try {
    const [first, ...rest] = argv;
    // `--help rollback`: commander would stop at the option, and print the help of tsops as a whole.
    if (rest.length > 0 && (first === '--help' || first === '-h')) {
      const end = rest.indexOf('--');
      return await readCommandLine([...(end === -1 ? rest : rest.slice(0, end)), '--help']);
    }
    const { entry, words } = entryNamedFirst(argv) ?? parse(argv, undefined);
    const asked = entry.name === 'help' ? commandAskedAbout(words) : undefined;
    if (asked !== undefined) return await readCommandLine(asked);
    return await parseCalled(argv, entry);
  } catch (thrown) {
    if (thrown instanceof HelpAsked) return { print: thrown.text };
    throw thrown;
  }
}

async function parseCalled(argv: readonly string[], entry: TableEntry): Promise<Invocation> {
  const command = (await entry.load()).default;
  const { entry: found, raw, globals } = parse(argv, { entry, command });
  // `rollback --json status`: the second word of the name came late.
  return found === entry ? { entry, command, raw, globals } : parseCalled(argv, found);
}

/** The text of `tsops --help`; the build inlines it, so that asking for it loads nothing. */
export function rootHelp(): string {
  return createProgram(undefined, () => {}).helpInformation();
}

class HelpAsked extends Error {
  readonly text: string;
  constructor(text: string) {
    super('help');
    this.text = text;
  }
}

interface Called {
  readonly entry: TableEntry;
  readonly command: AnyCommand;
}

interface Parsed {
  readonly entry: TableEntry;
  /** The words after the command's name that are no options, before its arguments are known. */
  readonly words: readonly string[];
  readonly raw: Record<string, unknown>;
  readonly globals: GlobalFlags;
}

function parse(argv: readonly string[], called: Called | undefined): Parsed {
  let parsed: Parsed | undefined;
  const program = createProgram(called, (entry, raw, words) => {
    parsed = { entry, raw, words, globals: program.opts<GlobalFlags>() };
  });
  try {
    program.parse(argv, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // What is missing is asked for, or refused with what to type, around every command alike.
    const missing = thrown.code === 'commander.missingArgument' && called !== undefined;
    if (!missing) throw usageError(thrown, called?.entry.name);
    const command = commandNamed(program, called.entry.name);
    parsed = {
      entry: called.entry,
      words: command.args,
      raw: rawInput(command),
      globals: program.opts(),
    };
  }
  if (parsed === undefined) throw new HelpAsked(program.helpInformation());
  return parsed;
}

/**
 * The command that the first words name, as they nearly always do; where they do not (an option comes
 * first, a word is wrong), commander finds out.
 */
function entryNamedFirst(argv: readonly string[]): Pick<Parsed, 'entry' | 'words'> | undefined {
  const entry = longestNamed(commandTable, argv);
  if (entry === undefined || entry.name === 'help') return undefined;
  return { entry, words: [] };
}

/** `help rollback` is `rollback --help`, and `help` alone is `--help`; a topic is the help command's own. */
function commandAskedAbout(words: readonly string[]): readonly string[] | undefined {
  const asked = words.join(' ');
  const known =
    words.length === 0 ||
    commandTable.some(({ name }) => name === asked || name.startsWith(`${asked} `));
  return known && !helpTopics.some((topic) => topic === asked) ? [...words, '--help'] : undefined;
}

function commandNamed(program: Command, name: string): Command {
  return name.split(' ').reduce((group, word) => {
    return group.commands.find((each) => each.name() === word) ?? group;
  }, program);
}

type Report = (entry: TableEntry, raw: Record<string, unknown>, words: readonly string[]) => void;

function createProgram(called: Called | undefined, report: Report): Command {
  const program = prepare(new Command('tsops'))
    .usage('[command] [options]')
    .description('The on-call toolkit of TalkStudio.')
    .helpOption('-h, --help', 'print help; every command has its own')
    .helpCommand(false)
    .argument('[command]')
    .allowExcessArguments();
  program.action((name: string | undefined) => {
    if (program.getOptionValue('version') === true) throw misplacedVersion();
    if (name !== undefined) throw unknownCommand(name);
    report(entryNamed('digest'), {}, []);
  });
  addGlobalOptions(program);
  const [first] = called?.entry.name.split(' ') ?? [];
  for (const entry of commandTable) {
    const near = first === undefined || entry.name === first || entry.name.startsWith(`${first} `);
    if (near) addEntry(program, entry, called, report);
  }
  return program;
}

function prepare(command: Command): Command {
  return layOutHelp(command)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        throw new HelpAsked(text);
      },
      writeErr: () => {},
    });
}

/** Their listed values are the only ones, unlike a command's, which may take others too. */
function addGlobalOptions(program: Command): void {
  for (const spec of globalOptions) {
    const made = option(spec);
    program.addOption(typeof spec.complete === 'object' ? made.choices(spec.complete) : made);
  }
}

function addEntry(
  program: Command,
  entry: TableEntry,
  called: Called | undefined,
  report: Report,
): void {
  const groups = entry.name.split(' ');
  const word = groups.pop() ?? '';
  const parent = groups.reduce(
    (group, _, index) => childOf(group, groups.slice(0, index + 1), entry),
    program,
  );
  const command =
    parent.commands.find((each) => each.name() === word) ?? prepare(parent.command(word));
  command.summary(entry.summary).description(entry.summary).helpGroup(entry.group);
  if (called?.entry.name === entry.name) define(command, called.command);
  else command.helpOption(false).allowUnknownOption().allowExcessArguments();
  command.action(() => {
    if (program.getOptionValue('version') === true) throw misplacedVersion();
    report(entry, rawInput(command), command.args);
  });
}

/** What a few commands do is told; of many, what they are called. */
function groupSummary(members: readonly TableEntry[], depth: number): string {
  const few = members.length <= 3;
  return few
    ? members.map(({ summary }) => summary).join('; ')
    : [...new Set(members.map(({ name }) => name.split(' ')[depth]))].join(', ');
}

/** `config show` hangs below `config`, which alone is no command: it prints its help. */
function childOf(group: Command, words: readonly string[], entry: TableEntry): Command {
  const word = words.at(-1) ?? '';
  const existing = group.commands.find((each) => each.name() === word);
  if (existing !== undefined) return existing;
  const name = words.join(' ');
  const members = commandTable.filter((each) => each.name.startsWith(`${name} `));
  const parent = prepare(group.command(word))
    .usage('<command> [options]')
    .summary(groupSummary(members, words.length))
    .helpGroup(entry.group)
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .allowExcessArguments();
  return parent.action(() => {
    const [member] = parent.args;
    if (member !== undefined) throw unknownCommand(`${name} ${member}`);
    throw new HelpAsked(parent.helpInformation());
  });
}

function define(command: Command, definition: AnyCommand): void {
  command.helpOption('-h, --help', 'print this').allowExcessArguments(false);
  for (const { syntax, description } of definition.arguments ?? []) {
    command.addArgument(new Argument(syntax, description));
  }
  for (const spec of [...(definition.options ?? []), ...givenOptions(definition)]) {
    command.addOption(option(spec));
  }
  layOutHelp(command, definition.examples);
}

/** `--url <url...>` is one value each time it is given, never the rest of the line. */
function option({ flags, description }: OptionSpec): Option {
  const repeatable = flags.includes('...');
  const made = new Option(flags.replace('...', ''), description);
  if (repeatable) {
    made.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  }
  return made;
}

/** commander's options, and its arguments by their names in camel case. */
function rawInput(command: Command): Record<string, unknown> {
  const raw: Record<string, unknown> = { ...command.opts() };
  command.registeredArguments.forEach((argument, index) => {
    const name = argument.name().replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    // Where one is missing, commander leaves them unread; the one that takes several is then missing itself.
    const value: unknown = command.processedArgs[index] ?? command.args[index];
    if (value !== undefined) raw[name] = value;
  });
  return raw;
}

function entryNamed(name: string): TableEntry {
  const entry = commandTable.find((each) => each.name === name);
  if (entry === undefined) throw new TypeError(`no command ${name} in the table`);
  return entry;
}
