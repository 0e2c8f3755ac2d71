/* What can be completed, read from the command table: the three shells' scripts are written from it. */
import type {
  AnyCommand,
  ArgumentSpec,
  KnownArgument,
  OptionSpec,
} from '../../contract/command.ts';
import { givenOptions, globalOptions } from '../../contract/command-options.ts';
import type { TableEntry } from '../../contract/command-table.ts';

/** Where values come from: tsops itself, the file system, or a list. */
export type Values =
  | KnownArgument
  | 'monitor'
  | 'environment'
  | 'file'
  | readonly string[]
  | undefined;

export interface CompletedOption {
  /** `-V` and `--version`. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly values: Values;
}

export interface CompletedCommand {
  /** One to three words. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be; the last one may repeat. */
  readonly values: readonly Values[];
  readonly repeats: boolean;
}

export const helpOption: CompletedOption = {
  names: ['-h', '--help'],
  description: 'print help',
  takesValue: false,
  values: undefined,
};

export const completedGlobals: readonly CompletedOption[] = globalOptions.map(optionOf);

/** A required value is taken from the next word; an optional one (`--watch [interval]`) only after `=`. */
function optionOf({ flags, description, complete }: OptionSpec): CompletedOption {
  return {
    names: flags.match(/(?<![\w-])--?[\w-]+/g) ?? [],
    description,
    takesValue: flags.includes('<'),
    values: complete,
  };
}

export function completedCommand(
  { name, summary }: Pick<TableEntry, 'name' | 'summary'>,
  command: AnyCommand,
): CompletedCommand {
  const given: readonly ArgumentSpec[] = command.arguments ?? [];
  return {
    name,
    summary,
    options: [...(command.options ?? []), ...givenOptions(command)].map(optionOf),
    values: given.map(({ complete, known }) => complete ?? known),
    repeats: given.at(-1)?.syntax.includes('...') === true,
  };
}
