/*
 * An argument that is missing, for every command alike: asked for on a terminal, chosen where all that may be meant
 * is known; without a terminal refused, with what to type.
 */
import type { AnyCommand, ArgumentSpec } from '../contract/command.ts';
import type { TableEntry } from '../contract/command-table.ts';
import type { Context } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { argumentChoices } from './argument-choices.ts';
import { argumentName, isMissing } from './lacks-argument.ts';

interface Line {
  readonly entry: TableEntry;
  readonly command: AnyCommand;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The raw input with each missing argument as it was answered. Throws a usage error where nobody can be asked. */
export async function withMissingArguments(line: Line, context: Context): Promise<Line['raw']> {
  const missing = (line.command.arguments ?? []).filter((spec) => isMissing(spec, line.raw));
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
