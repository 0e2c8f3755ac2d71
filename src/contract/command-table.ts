import type { AnyCommand } from './command.ts';

/** What one wants of tsops: the headings of `tsops --help`. */
export type CommandGroup = 'Look' | 'Act' | 'Incident' | 'Alerts' | 'On call' | 'Set up';

export interface TableEntry {
  /** One to three words, as typed. */
  readonly name: string;
  readonly group: CommandGroup;
  readonly summary: string;
  load(): Promise<{ readonly default: AnyCommand }>;
}

/** The entry that the first words name; `alerts silence add` before `alerts`. */
export function longestNamed(
  table: readonly TableEntry[],
  words: readonly string[],
): TableEntry | undefined {
  const names = [3, 2, 1].map((count) => words.slice(0, count).join(' '));
  return names.map((typed) => table.find(({ name }) => name === typed)).find(Boolean);
}
