/* Whether tsops would take a command line that stands in a runbook: asked of the command table, not of a run. */
import type { AnyCommand, OptionSpec } from '../command.ts';
import { actionOptions, globalOptions } from '../command-options.ts';
import { commandTable, type TableEntry } from '../commands/table.ts';
import { nearest } from '../domain/nearest.ts';
import type { LintCode } from './lint-codes.ts';

export interface CommandFault {
  readonly code: LintCode;
  /** Which word of the line, `tsops` being 0. */
  readonly word: number;
  readonly message: string;
  readonly fix: string;
}

/** The first thing wrong with a line of words, `tsops` first; undefined where it can be run. */
export async function commandFault(argv: readonly string[]): Promise<CommandFault | undefined> {
  const from = afterGlobals(argv);
  const entry = entryAt(argv, from);
  if (entry === undefined) return unknownCommand(argv, from);
  const command = (await entry.load()).default;
  const given = read(
    argv,
    from + (argv[from] === undefined ? 0 : entry.name.split(' ').length),
    command,
  );
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

function entryAt(argv: readonly string[], at: number): TableEntry | undefined {
  const [first = 'digest', second] = argv.slice(at);
  return (
    commandTable.find(({ name }) => name === `${first} ${second}`) ??
    commandTable.find(({ name }) => name === first)
  );
}

function unknownCommand(argv: readonly string[], at: number): CommandFault {
  const [first = '', second = ''] = argv.slice(at);
  const names = commandTable.map(({ name }) => name);
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

function named(options: readonly OptionSpec[], word: string): OptionSpec | undefined {
  const name = word.split('=')[0] ?? '';
  return options.find((option) => namesOf(option).includes(name));
}

/** `-h` and `--help` */
function namesOf({ flags }: OptionSpec): string[] {
  return [...flags.matchAll(/(?<![\w-])--?[\w-]+/g)].map(([name]) => name);
}

interface Given {
  readonly raw: Record<string, unknown>;
  readonly words: readonly string[];
}

/** The options and the words behind a command's name, as commander would hand them on. */
function read(argv: readonly string[], from: number, command: AnyCommand): Given | CommandFault {
  const own = command.options ?? [];
  const known = [...own, ...actionOptions(command), ...globalOptions, help];
  const raw = defaultsOf(own);
  const words: string[] = [];
  for (let at = from; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') return { raw, words: [...words, ...argv.slice(at + 1)] };
    if (!/^-./.test(word)) {
      words.push(word);
      continue;
    }
    const option = named(known, word);
    if (option === undefined) return unknownOption(word, at, known);
    const answered = consent(word, at);
    if (answered !== undefined) return answered;
    const attached = word.includes('=') ? word.slice(word.indexOf('=') + 1) : undefined;
    const next = option.flags.includes('<') ? (attached ?? argv[++at]) : (attached ?? true);
    if (next === undefined) return withoutValue(word, at - 1);
    if (!takes(option, next)) return wrongValue(word, String(next), at, option);
    if (own.includes(option)) set(raw, option, next);
  }
  return { raw, words };
}

const help: OptionSpec = { flags: '-h, --help', description: '' };

function unknownOption(word: string, at: number, known: readonly OptionSpec[]): CommandFault {
  const names = known.flatMap(namesOf).filter((each) => each.startsWith('--'));
  const name = word.split('=')[0] ?? '';
  const guess = nearest(name, names);
  const fix = guess === undefined ? 'the command with --help lists them' : `write ${guess}`;
  return { code: 'unknown-option', word: at, message: `there is no option ${name}`, fix };
}

/** A file must not answer what a person is to be asked. */
function consent(word: string, at: number): CommandFault | undefined {
  const option = word.split('=')[0];
  if (option !== '--confirm' && option !== '--yes') return undefined;
  const fix = `take ${option} out: tsops asks when the step is reached`;
  return { code: 'written-consent', word: at, message: `${option} gives consent in a file`, fix };
}

function withoutValue(word: string, at: number): CommandFault {
  const fix = 'write its value behind it';
  return { code: 'bad-arguments', word: at, message: `${word} wants a value`, fix };
}

/** The values of a global option are the only ones; a command's own are checked by the command. */
function takes(option: OptionSpec, value: string | true): boolean {
  const { complete } = option;
  if (!globalOptions.includes(option) || typeof complete !== 'object') return true;
  return typeof value === 'string' && complete.includes(value);
}

function wrongValue(word: string, value: string, at: number, { complete }: OptionSpec) {
  const values = typeof complete === 'object' ? complete.join(', ') : '';
  const message = `${word.split('=')[0]} does not take ${value}`;
  return { code: 'bad-arguments', word: at, message, fix: `it takes ${values}` } as const;
}

/** `--no-wait` means `wait`, which is true until it is given. */
function defaultsOf(options: readonly OptionSpec[]): Record<string, unknown> {
  const negated = options.flatMap(({ flags }) => /--no-([\w-]+)/.exec(flags)?.[1] ?? []);
  return Object.fromEntries(negated.map((name) => [camel(name), true]));
}

function set(raw: Record<string, unknown>, { flags }: OptionSpec, value: string | true): void {
  const name = /--([\w-]+)/.exec(flags)?.[1] ?? '';
  if (name.startsWith('no-')) raw[camel(name.slice(3))] = false;
  else if (flags.includes('...')) raw[camel(name)] = [...((raw[camel(name)] as []) ?? []), value];
  else raw[camel(name)] = value;
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
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
