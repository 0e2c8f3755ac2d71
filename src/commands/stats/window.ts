/* What every `stats` command accepts: an environment and the length of the window. */

import { environmentNamed } from '../../config/environment-name.ts';
import type { Config } from '../../config/schema.ts';
import type { OptionSpec } from '../../contract/command.ts';
import type { InputReader } from '../../contract/command-input.ts';
import type { Context } from '../../contract/context.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { parseDuration, roughSpan } from '../../domain/time/duration.ts';
import { day, hour } from '../../domain/time/units.ts';

const longest = 90 * day;

/** `usual`: milliseconds where it is not given. */
export const sinceOption = (usual: number): OptionSpec => ({
  flags: '--since <duration>',
  description: `length of the window up to now, 1h to 90d (${roughSpan(usual)})`,
});

/** Milliseconds; undefined where `--since` was not given. */
export const sinceOf = ({ parsed }: InputReader): number | undefined =>
  parsed(
    'since',
    (text) => {
      const length = parseDuration(text);
      return length !== undefined && length >= hour && length <= longest ? length : undefined;
    },
    (text) => `needs a duration from 1h to 90d, not “${cleanText(text, 60)}”`,
  );

/** The environment that the argument names, else that of `--env`, else production. Throws a usage error. */
export async function environmentMeant(
  named: string | undefined,
  { environments }: Pick<Config, 'environments'>,
  context: Context,
  command: string,
): Promise<string> {
  if (named === undefined) return context.environment();
  environmentNamed(named, Object.keys(environments), (right) => `${command} ${right}`);
  return named;
}
