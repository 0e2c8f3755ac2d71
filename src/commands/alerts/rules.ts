/* The rules that are evaluated live: those of a file, or the shipped ones where there is no file. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  evaluable,
  type RulesFile,
  readAlertRules,
  readRulesFile,
  rulesFileName,
} from '../../config/alert-rules.ts';
import { shippedAlertRules } from '../../config/shipped-alert-rules.ts';
import type { Context } from '../../contract/context.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import type { KnownNames } from '../../domain/alerts/language/rule-set.ts';

export interface LiveRules {
  /** As it is shown. */
  readonly file: string;
  readonly rules: readonly Rule[];
}

export const rulesText = `the rules (default: ${rulesFileName}, else the shipped ones)`;

export const rulesOption = {
  flags: '--rules <file>',
  description: rulesText,
  complete: 'file',
} as const;

export const shadowOption = {
  flags: '--shadow',
  description: "compare each exported rule with its engine's own state",
} as const;

/** Throws a config error (exit 2) where a named file is missing, or holds what cannot be evaluated. */
export async function liveRules(
  file: string | undefined,
  context: Pick<Context, 'host'>,
): Promise<LiveRules> {
  const read = await readLiveRules(file, context);
  return { file: read.file, rules: evaluable(read) };
}

/** The same with every mistake; `known` are the names that must exist elsewhere. */
export async function readLiveRules(
  file: string | undefined,
  { host: { cwd } }: Pick<Context, 'host'>,
  known?: KnownNames,
): Promise<RulesFile> {
  const own = file !== undefined || existsSync(resolve(cwd, rulesFileName));
  return own
    ? readRulesFile(file ?? rulesFileName, cwd, known)
    : readAlertRules(shippedAlertRules, 'the shipped rules', known);
}
