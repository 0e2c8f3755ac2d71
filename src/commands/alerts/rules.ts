/* The rules that are evaluated live: those of a file, or the shipped ones where there is no file. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  evaluable,
  readAlertRules,
  readRulesFile,
  rulesFileName,
} from '../../config/alert-rules.ts';
import { shippedAlertRules } from '../../config/shipped-alert-rules.ts';
import type { Context } from '../../contract/context.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';

export interface LiveRules {
  /** As it is shown. */
  readonly file: string;
  readonly rules: readonly Rule[];
}

export const rulesOption = {
  flags: '--rules <file>',
  description: `the rules (default: ${rulesFileName}, else those that are shipped)`,
  complete: 'file',
} as const;

export const shadowOption = {
  flags: '--shadow',
  description: "compare each exported rule with its engine's own state",
} as const;

/** Throws a config error (exit 2) where a named file is missing, or holds what cannot be evaluated. */
export async function liveRules(
  file: string | undefined,
  { host: { cwd } }: Pick<Context, 'host'>,
): Promise<LiveRules> {
  const own = file !== undefined || existsSync(resolve(cwd, rulesFileName));
  const read = own
    ? await readRulesFile(file ?? rulesFileName, cwd)
    : await readAlertRules(shippedAlertRules, 'the shipped rules');
  return { file: read.file, rules: evaluable(read) };
}
