import { shellQuote } from '../text/shell-quote.ts';
import { type TagFormat, tagOf } from './version-tag.ts';

/** A command of tsops for an environment; production is meant where none is named. */
export function inEnvironment(command: string, environment: string): string {
  return environment === 'production' ? command : `${command} --env ${shellQuote([environment])}`;
}

/**
 * The way back to what was served; null where that is not known, or no version: what a site says of itself
 * is not put into a command as it stands. `to` is the tag that replaced it: the way back has its form.
 */
export function undoCommand(
  from: string | null,
  environment: string,
  to: string | null = null,
  format: TagFormat | null = null,
): string | null {
  const tag = from === null ? undefined : tagOf(from, { like: to, format });
  return tag === undefined ? null : inEnvironment(`tsops rollback ${tag} --forward`, environment);
}
