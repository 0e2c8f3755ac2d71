/*
 * An argument that is missing, for every command alike: asked for on a terminal, chosen where all that may be meant
 * is known; without a terminal refused, with what to type.
 */
import type { AnyCommand, ArgumentSpec } from '../contract/command.ts';
import type { TableEntry } from '../contract/command-table.ts';
import type { Context } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { argumentChoices, safeChoices } from './argument-choices.ts';

interface Line {
  readonly entry: TableEntry;
  readonly command: AnyCommand;
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * The raw input with each missing argument as it was answered; null where none is missing. Throws a usage error where
 * nobody can be asked.
 */
export async function withMissingArguments(
  line: Line,
  context: Context,
): Promise<Line['raw'] | null> {
  const missing = (line.command.arguments ?? []).filter((spec) => isMissing(spec, line.raw));
  if (missing.length === 0) return null;
  if (!context.terminal.interactive) throw missingArguments(line, missing);
  const raw: Record<string, unknown> = { ...line.raw };
  for (const spec of missing) {
    const answer = await askFor(spec, context);
    if (answer === undefined || answer === '') throw notAnswered(line, spec);
    const many = spec.syntax.includes('...');
    const words = spec.several === true ? answer.split(/\s+/) : [answer];
    raw[argumentName(spec)] = many ? words : answer;
  }
  return raw;
}

/**
 * The raw input with the one of several that is meant, after a command has found that there are several. Throws the
 * error again where nobody can be asked, or the command takes no such word.
 */
export async function withMeant(
  { command, raw }: Line,
  error: TsopsError,
  context: Context,
): Promise<Line['raw']> {
  const { meant } = error;
  if (meant === undefined || !context.terminal.interactive) throw error;
  // One of several words has an empty list for none.
  if ([raw[meant.argument] ?? []].flat().length > 0) throw error;
  const spec = (command.arguments ?? []).find((each) => argumentName(each) === meant.argument);
  const option = (command.options ?? []).some(({ flags }) =>
    flags.startsWith(`--${meant.argument} `),
  );
  if (spec === undefined && !option) throw error;
  const answer = await context.terminal.choose(meant.question, safeChoices(meant.choices, context));
  if (answer === undefined) throw error;
  return { ...raw, [meant.argument]: spec?.syntax.includes('...') === true ? [answer] : answer };
}

async function askFor(spec: ArgumentSpec, context: Context): Promise<string | undefined> {
  const { terminal } = context;
  const known = await argumentChoices(spec, context);
  const question = `${titled(argumentName(spec))}: ${spec.description}`;
  return known.length > 0 ? terminal.choose(question, known) : terminal.ask(question);
}

function titled(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function missingArguments(line: Line, missing: readonly ArgumentSpec[]): TsopsError {
  const [first] = line.command.examples;
  const names = missing.map(({ syntax, description }) => `${shown(syntax)} (${description})`);
  const options = missing.flatMap(({ unless = [] }) => unless.map((name) => `--${name}`));
  const or = options.length === 0 ? '' : `, or ${options.join(' or ')}`;
  return new TsopsError({
    kind: 'usage',
    message: `Missing: ${names.join(', ')}${or}.`,
    why: 'Nothing was done.',
    next: [first.command, `tsops ${line.entry.name} --help`],
  });
}

function shown(syntax: string): string {
  return `<${syntax.replace(/[<>[\].]/g, '')}>`;
}

function notAnswered({ entry, command }: Line, spec: ArgumentSpec): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `No ${argumentName(spec)} was given.`,
    why: 'Nothing was done.',
    next: [command.examples[0].command, `tsops ${entry.name} --help`],
  });
}

/** The name of an argument as the raw input has it: `<issue-id...>` → `issueId`. */
export function argumentName({ syntax }: ArgumentSpec): string {
  const word = syntax.replace(/[<>[\].]/g, '');
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** One in `<…>`, or one that is wanted unless an option is given, and that is not there. */
function isMissing(spec: ArgumentSpec, raw: Line['raw']): boolean {
  const { syntax, unless } = spec;
  const wanted = syntax.startsWith('<') || unless?.every((option) => raw[option] === undefined);
  const given = raw[argumentName(spec)];
  return wanted === true && (given === undefined || (Array.isArray(given) && given.length === 0));
}
