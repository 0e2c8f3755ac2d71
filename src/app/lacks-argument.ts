import type { AnyCommand, ArgumentSpec } from '../contract/command.ts';

interface Line {
  readonly command: AnyCommand;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The name of an argument as the raw input has it: `<issue-id...>` → `issueId`. */
export function argumentName({ syntax }: ArgumentSpec): string {
  const word = syntax.replace(/[<>[\].]/g, '');
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function lacksArgument({ command, raw }: Line): boolean {
  return (command.arguments ?? []).some((spec) => isMissing(spec, raw));
}

/** One in `<…>`, or one that is wanted unless an option is given, and that is not there. */
export function isMissing(spec: ArgumentSpec, raw: Line['raw']): boolean {
  const { syntax, unless } = spec;
  const wanted = syntax.startsWith('<') || unless?.every((option) => raw[option] === undefined);
  const given = raw[argumentName(spec)];
  return wanted === true && (given === undefined || (Array.isArray(given) && given.length === 0));
}
