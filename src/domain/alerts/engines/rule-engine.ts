/* What tsops knows of another engine that alert rules can be handed to; one row each in `table.ts`. */
import type { Rule } from '../language/rule.ts';
import type { Exported } from './exported.ts';
import type { WatchedPage } from './uptimerobot.ts';

/** What rules become elsewhere depends on, besides themselves. */
export interface ExportSettings {
  /** Purpose → channel of the chat. */
  readonly chatChannels: Readonly<Record<string, string>>;
  /** Where errors are counted, as their tracker calls it. */
  readonly errorsEnvironment: string;
  readonly pages: readonly WatchedPage[];
  /** Which site of the CDN an environment is; undefined where none is configured. */
  cdnIdOf(environment: string): string | undefined;
}

export type ExportRules = (rules: readonly Rule[], settings: ExportSettings) => Exported;

export interface ElsewhereSilence {
  readonly environment: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly lasts: number;
  readonly reason: string;
}

export interface RuleEngine {
  readonly title: string;
  /** What its files are written in. */
  readonly format: 'yaml' | 'json';
  /** Loaded when rules are exported. */
  exporter(): Promise<ExportRules>;
  /** How a rule is kept quiet there: what to type, else what to do. */
  silence(rule: string, asked: ElsewhereSilence): string;
  /** Why its states cannot be held beside ours; null where they can. */
  readonly incomparable: string | null;
  /** Why a state there may well be another than ours; null where only the reasons of all engines apply. */
  readonly usualDifference: string | null;
}
