import type { AnyCommand } from '../command.ts';

/** What one wants of tsops: the headings of `tsops --help`. */
export type Group = 'Look' | 'Act' | 'Incident' | 'Alerts' | 'On call' | 'Set up';

export interface TableEntry {
  /** One to three words, as typed. */
  readonly name: string;
  readonly group: Group;
  readonly summary: string;
  load(): Promise<{ readonly default: AnyCommand }>;
}
