/* The options of a tsops command line in a runbook, read as commander would read them. */
import type { AnyCommand, OptionSpec } from '../contract/command.ts';
import { givenOptions, globalOptions } from '../contract/command-options.ts';
import { nearest } from '../domain/text/nearest.ts';
import type { RunbookLintCode } from './lint-codes.ts';

export interface CommandFault {
  readonly code: RunbookLintCode;
  /** Which word of the line, `tsops` being 0. */
  readonly word: number;
  readonly message: string;
  readonly fix: string;
}

/** The option that a word such as `--env=staging` names. */
export function named(options: readonly OptionSpec[], word: string): OptionSpec | undefined {
  const name = word.split('=')[0] ?? '';
  return options.find((option) => namesOf(option).includes(name));
}

/** `-h` and `--help` */
function namesOf({ flags }: OptionSpec): string[] {
  return [...flags.matchAll(/(?<![\w-])--?[\w-]+/g)].map(([name]) => name);
}

export interface Given {
  readonly raw: Record<string, unknown>;
  readonly words: readonly string[];
}

/** The options and the words around a command's name, as commander would hand them on. */
export function givenTo(
  command: AnyCommand,
  argv: readonly string[],
  name: { readonly from: number; readonly to: number },
): Given | CommandFault {
  const own = command.options ?? [];
  const known = [...own, ...givenOptions(command), ...globalOptions, help];
  const raw = defaultsOf(own);
  const words: string[] = [];
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (at >= name.from && at < name.to) continue;
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
  return { code: 'bad-arguments', word: at, message: `${word} needs a value`, fix };
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

export function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
